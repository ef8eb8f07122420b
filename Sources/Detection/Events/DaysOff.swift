import Vocabulary

/// Days on which people shop less, as on a holiday that no calendar knows.
struct DaysOff {
  private let watched: [Watched]

  /// Part of the fall's squared errors below which a day off explains the day better. A fall that fills
  /// the day and a day off of the same shape are one explanation, between which rounding must not choose.
  private static let better = 1 - 1e-9

  /// By so much more squared error one other part at most tells that the anchor's day was none off: it may
  /// have fallen at the same time by chance.
  private static let mostAgainst = 6.0

  /// Of a day in which a feed stopped for longer nobody can tell; its hours are not compared if it did so for
  /// two.
  private static let mostUnseen = 1.0 / 3
  private static let mostUnseenOfShape = 1.0 / 12

  /// Of the orders usual in a day off, or in what was counted of it, no more lie outside the fall.
  private static let smallPart = 0.15

  /// By so much squared error the course of another day of the week must fit better.
  private static let clearGain = 60.0

  /// Of a day of fewer steps none is the night.
  private static let fewestSteps = 4

  init(_ watched: [Watched]) { self.watched = watched }

  /// The local day around the middle of a fall, as steps; empty where steps are longer than six hours.
  func localDay(_ part: FallEvent.Part) -> Range<Int> {
    localDay(holding: (part.fall.start + part.fall.end) / 2, watched[part.watched])
  }

  /// A local midnight, taken to be four hours before the quietest hour of the usual day.
  private func midnight(_ series: Watched) -> Int {
    let day = daySteps(series)
    return quietest(series.line.expected, day: day) - day / 6
  }

  private func localDay(holding step: Int, _ series: Watched) -> Range<Int> {
    let day = daySteps(series)
    guard day >= DaysOff.fewestSteps else { return 0..<0 }
    let midnight = midnight(series)
    let first = midnight + Int((Double(step - midnight) / Double(day)).rounded(.down)) * day
    return max(0, first)..<max(0, first, min(first + day, series.scan.dataEnd))
  }

  /// Whether the anchor's day was a day off rather than a usual one with a drop, and the days of the other
  /// parts do not tell otherwise together.
  func wasOff(_ event: FallEvent) -> Bool {
    wasOff(event.anchor, beside: event.parts.filter { $0.watched != event.anchor.watched })
  }

  /// Whether the local day that holds the fall was a day off rather than a usual one with a drop, as it
  /// shows by itself and `others` with it.
  func wasOff(_ part: FallEvent.Part, beside others: [FallEvent.Part] = []) -> Bool {
    if lastsForDays(part) { return lastsFromNightToNight(part) }
    guard let day = overDay(part) else { return false }
    if unseen(day, part) <= DaysOff.mostUnseen, fills(day, part) { return true }
    guard let own = misfits(day, part), own.dayOff < DaysOff.better * own.drop else { return false }
    let against = others.reduce(0.0) { sum, other in
      guard let misfits = overDay(other).flatMap({ misfits($0, other) }) else { return sum }
      return sum + min(DaysOff.mostAgainst, misfits.dayOff - misfits.drop)
    }
    return own.dayOff + against < DaysOff.better * own.drop
  }

  /// Whether a drop may be the first hours of a day off, or days off, of which too little was counted to tell: it
  /// began about local midnight and fills what was counted since, some orders come, and no error rose with it.
  func mayHaveBegun(_ event: FallEvent) -> Bool {
    let part = event.anchor
    guard isLong(part), part.fall.depth < DetectionModel.alwaysADrop else { return false }
    let series = watched[part.watched]
    let day = localDay(holding: series.scan.dataEnd - 1, series)
    let goesOn =
      lastsForDays(part)
      ? part.isOpen && isAtNight(part.fall.start, part) : !isOver(day, series) && begins(day, part)
    return goesOn && !leaves(part.fall.start..<day.upperBound, part)
      && event.errorSupport(watched) < ErrorWitness.clear
  }

  /// The local day in which a fall began, if its hours before the fall had the course of another day of the
  /// week: the day was off before something fell.
  func begunBefore(_ part: FallEvent.Part) -> Range<Int>? {
    // Of one that lasts for days the first hours may come slowly.
    lastsForDays(part)
      ? nil : dayOff(of: part) { day, begin in day.lowerBound..<max(day.lowerBound, begin) }
  }

  /// The same if all its hours but those of the fall had.
  func around(_ part: FallEvent.Part) -> Range<Int>? { dayOff(of: part) { day, _ in day } }

  /// - Parameter hours: told the day and where the fall begins, the hours that are asked.
  private func dayOff(
    of part: FallEvent.Part, hours: (_ day: Range<Int>, _ begin: Int) -> Range<Int>
  ) -> Range<Int>? {
    let series = watched[part.watched]
    let day = localDay(holding: part.fall.start, series)
    let begin = min(part.reach.lowerBound, part.fall.start)
    guard !day.isEmpty, begin - day.lowerBound >= daySteps(series) / 6 else { return nil }
    let line = series.line
    var seen = zip(line.observed, series.masked).map { $1 ? Double.nan : $0 }
    for step in part.reach.clamped(to: seen.indices) { seen[step] = .nan }
    let course = HolidayCourse(
      seen, usual: line.expected, fit: line.fit, stepSeconds: line.stepSeconds)
    return course.gain(of: hours(day, begin)) >= DaysOff.clearGain ? day : nil
  }

  /// The local day of a fall that lasts two hours and more, if all but as much of it is over.
  private func overDay(_ part: FallEvent.Part) -> Range<Int>? {
    guard isLong(part) else { return nil }
    let day = localDay(part)
    return isOver(day, watched[part.watched]) ? day : nil
  }

  private func isOver(_ day: Range<Int>, _ series: Watched) -> Bool {
    daySteps(series) - day.count <= daySteps(series) / 12
  }

  /// The part of the day that was not counted.
  private func unseen(_ day: Range<Int>, _ part: FallEvent.Part) -> Double {
    let series = watched[part.watched]
    let length = daySteps(series)
    let holes = day.count { series.line.observed[$0].isNaN }
    return Double(holes + length - day.count) / Double(length)
  }

  private func isLong(_ part: FallEvent.Part) -> Bool {
    part.fall.steps.count >= daySteps(watched[part.watched]) / 12
  }

  /// Steps of a day.
  private func daySteps(_ series: Watched) -> Int { 86_400 / series.stepSeconds }

  /// Whether it lasts for so long that the hours of no one day tell what it was.
  private func lastsForDays(_ part: FallEvent.Part) -> Bool {
    part.fall.steps.count > daySteps(watched[part.watched])
  }

  /// Whether it begins at night and ends at night, as holidays do. While it goes on nobody knows.
  private func lastsFromNightToNight(_ part: FallEvent.Part) -> Bool {
    !part.isOpen && isAtNight(part.fall.start, part) && isAtNight(part.fall.end, part)
  }

  /// Whether local midnight is within four hours of a step.
  private func isAtNight(_ step: Int, _ part: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    let length = daySteps(series)
    guard length >= DaysOff.fewestSteps else { return false }
    let past = (step - midnight(series)).flooredRemainder(by: length)
    return min(past, length - past) <= length / 6
  }

  /// Whether the fall begins within four hours of the day's begin.
  private func begins(_ day: Range<Int>, _ part: FallEvent.Part) -> Bool {
    abs(part.fall.start - day.lowerBound) <= daySteps(watched[part.watched]) / 6
  }

  /// Whether the fall fills its local day: a holiday begins and ends at night, a drop seldom does both.
  private func fills(_ day: Range<Int>, _ part: FallEvent.Part) -> Bool {
    guard !leaves(day, part) else { return false }
    let length = daySteps(watched[part.watched])
    let past = (part.fall.end - day.lowerBound).flooredRemainder(by: length)
    return begins(day, part) && (min(past, length - past) <= length / 6 || part.isOpen)
  }

  /// Whether more than a small part of the orders usual in so many steps are usual outside the fall.
  private func leaves(_ steps: Range<Int>, _ part: FallEvent.Part) -> Bool {
    let line = watched[part.watched].line
    let outside = steps.filter { !part.fall.steps.contains($0) && !line.observed[$0].isNaN }
    let usual = outside.reduce(0) { $0 + line.expected[$1] }
    return usual >= DaysOff.smallPart * steps.reduce(0) { $0 + line.expected[$1] }
  }

  /// How well a day off and a usual day with the fall in it explain `day`; `nil` if too little was counted.
  private func misfits(_ day: Range<Int>, _ part: FallEvent.Part) -> DayShape.Misfits? {
    guard unseen(day, part) <= DaysOff.mostUnseenOfShape else { return nil }
    return DayShape(watched[part.watched], day: day).misfits(of: part.fall)
  }

  /// The step of the day around which the fewest orders are expected, within an hour; where several hours
  /// in a row have as few, behind closed doors, the midst of them.
  private func quietest(_ expected: [Double], day: Int) -> Int {
    let span = max(1, day / 24)
    guard expected.count >= day + span else { return 0 }
    var sum = expected[..<span].reduce(0, +)
    let hours = (0..<day).map { step in
      defer { sum += expected[step + span] - expected[step] }
      return sum
    }
    let least = hours.min() ?? 0
    let few = least + DetectionModel.closedShare * hours.reduce(0, +) / Double(day)
    let first = hours.firstIndex(of: least) ?? 0
    var (begin, end) = (first, first)
    while end - begin < day, hours[(begin + 2 * day - 1) % day] <= few { begin -= 1 }
    while end - begin < day, hours[(end + 1) % day] <= few { end += 1 }
    return ((begin + end) / 2 + span / 2 + day) % day
  }
}
