import Vocabulary

/// Tells falls that are not drops, and what they were instead.
///
/// A fall deeper than `DetectionModel.alwaysADrop` is a drop, unless it only leads back from something high.
struct Dismissal {
  typealias Reason = (kind: DismissedStretch.Kind, name: String?)

  private let watched: [Watched]
  private let events: [CalendarEvent]
  private let settings: DetectionSettings
  private let days: DaysOff

  /// A fall that passed the threshold is judged beside a rise by this part of it: it rests on one edge
  /// there instead of two.
  private static let besideRisePart = 0.75
  /// One edge of two leaves 0.7 of a signal. What a rise leaves of a strong fall for not being quite of
  /// constant height is less.
  private static let leftPart = 0.6
  /// If the plain expectation sees at least this part of the fall, orders stood low by themselves.
  private static let clearlyLowPart = 0.7
  /// A day that is off for other reasons may have so much of a fault in it.
  private static let briefSeconds = 3 * 3600
  /// On days so near to a holiday many people are away.
  private static let besideHolidaySeconds = 12 * 3600
  /// A fall of days must be one by this part at least against the weeks before, too.
  private static let leastOfWeeks = 0.5
  /// An onset or end this close to the edge of a calendar event is that edge.
  private static let eventSlackSeconds = 7200
  /// A fall that follows an event lies inside events by this part at least.
  private static let coveredPart = 0.8
  /// An event of weeks, say a fasting month, gives days another course, whose dips are its own.
  private static let courseSeconds = 7 * 86_400
  /// Within this time of a change of clocks falls up to this depth are its trace.
  private static let clockChangeSeconds = 4 * 3600
  private static let clockChangeFall = 0.3

  init(_ watched: [Watched], events: [CalendarEvent], settings: DetectionSettings) {
    self.watched = watched
    self.events = events
    self.settings = settings
    days = DaysOff(watched)
  }

  /// What the fall was if not a drop; `nil` for a drop.
  func reason(for event: FallEvent) -> Reason? {
    let anchor = event.anchor
    let series = watched[anchor.watched]
    let support = event.errorSupport(watched)
    if support < ErrorWitness.clear, standsAsUsual(event) { return (.promotionEnded, nil) }
    let plain = series.plainFall(anchor.fall.steps) ?? 0
    guard min(anchor.fall.depth, plain) < DetectionModel.alwaysADrop else { return nil }
    if let deep = deepSteps(anchor, series) {
      // A fault of an hour makes no day of one; what it did is looked for in that day.
      let isBrief =
        deep.count * series.stepSeconds <= Dismissal.briefSeconds
        && 4 * deep.count <= anchor.fall.steps.count
      return isBrief && support < ErrorWitness.clear && days.wasOff(event)
        ? (.holidayLike, nil) : nil
    }
    if support < 2 * ErrorWitness.clear, let known = knownEvent(event) {
      return (.knownEvent, known.name)
    }
    guard support < ErrorWitness.clear else { return nil }
    if most(of: event, { wasAsBefore($0) }) { return (.promotionEnded, nil) }
    if atClockChange(anchor, series) { return (.scheduleChange, nil) }
    if days.wasOff(event) || most(of: event, { isAroundHoliday($0) }) { return (.holidayLike, nil) }
    if DemandWave(watched).explains(event) { return (.demandShift, nil) }
    return nil
  }

  /// The steps of the fall over which nearly all orders are missing; `nil` if there are none.
  private func deepSteps(_ part: FallEvent.Part, _ series: Watched) -> Range<Int>? {
    DeepStretch(series, in: part.fall.steps).clearest(
      threshold: settings.leastSignal(of: series.series))?.steps
  }

  /// The parts of which the reason holds; what it says of one series says nothing of the others, which
  /// are looked at again without it.
  func parts(of event: FallEvent, for reason: Reason?) -> [FallEvent.Part] {
    let anchor = event.anchor.watched
    switch reason?.kind {
    case .promotionEnded:
      return event.parts.filter { $0.watched == anchor || standsAsUsual($0) || wasAsBefore($0) }
    case .holidayLike:
      return event.parts.filter {
        $0.watched == anchor || days.wasOff($0) || isAroundHoliday($0)
      }
    case .knownEvent:
      return event.parts.filter { knownEvent($0, watched[$0.watched]) != nil }
    case nil:
      return event.parts.filter { $0.watched == anchor || !isOfCalendar($0) }
    default: return event.parts
    }
  }

  /// Whether most of the evidence comes from series that stood where they usually do, so that what came
  /// before was high rather than this low.
  private func standsAsUsual(_ event: FallEvent) -> Bool {
    most(of: event) { standsAsUsual($0) }
  }

  /// Whether the parts for which it holds have most of the evidence.
  private func most(of event: FallEvent, _ holds: (FallEvent.Part) -> Bool) -> Bool {
    var those = 0.0
    var all = 0.0
    for part in event.parts {
      let strength = part.fall.signal * part.fall.signal
      all += strength
      if holds(part) { those += strength }
    }
    return those > all / 2
  }

  /// Whether the fall is but the foot or the wake of something high beside it.
  private func standsAsUsual(_ part: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    let line = series.line
    var plain = 0.0
    var claimed = 0.0
    for index in part.fall.steps where !line.observed[index].isNaN && !series.masked[index] {
      plain += line.expected[index] - line.observed[index]
      claimed += line.expected[index] * part.fall.depth
    }
    let sides = FallSides(part, series)
    // Where orders stood higher for days on both sides the level is another, and that is no promotion.
    plain +=
      sides.levelAbove
      * part.fall.steps.reduce(0) {
        line.observed[$1].isNaN || series.masked[$1] ? $0 : $0 + line.expected[$1]
      }
    guard claimed > 0, plain < Dismissal.clearlyLowPart * claimed else { return false }
    // Two days, the longest that a promotion usually is.
    let rise = BesideRise(series.scan, longest: 2 * 86_400 / series.stepSeconds)
    let threshold = series.leastSignal(settings)
    guard !sides.interruptsRise(threshold: threshold) else { return false }
    let left = rise.signal(of: part.fall)
    return (left < Dismissal.leftPart * part.fall.signal && !sides.isNotch)
      || left / sides.height < min(Dismissal.besideRisePart * threshold, part.fall.signal)
  }

  /// Whether a fall of more than a day has a holiday of the calendar in it or beside it.
  private func isAroundHoliday(_ part: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    guard lastsForDays(part) else { return false }
    let (start, end) = (series.time(at: part.fall.start), series.time(at: part.fall.end))
    return events.contains { event in
      let near = event.window.widened(bySeconds: Dismissal.besideHolidaySeconds)
      return event.kind == .holiday && event.applies(to: series.series.key.marketplace)
        && start < near.end && near.start < end
    }
  }

  private func lastsForDays(_ part: FallEvent.Part) -> Bool {
    part.fall.steps.count > Watched.day(stepSeconds: watched[part.watched].stepSeconds)
  }

  /// Whether a fall of more than a day leads back to what weeks before brought.
  private func wasAsBefore(_ part: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    guard lastsForDays(part),
      let fall = WeeksBefore(series).fall(part.fall.steps)
    else { return false }
    return fall < Dismissal.leastOfWeeks * part.fall.depth
  }

  /// The calendar event that parts with most of the evidence follow: one that a weak part follows says
  /// nothing of a strong part elsewhere.
  private func knownEvent(_ event: FallEvent) -> CalendarEvent? {
    guard most(of: event, { knownEvent($0, watched[$0.watched]) != nil }) else { return nil }
    return event.parts.lazy.compactMap { knownEvent($0, watched[$0.watched]) }.first
  }

  /// Whether a part that joined a drop is an event of its own calendar, which it fills from the begin of
  /// that on, and no error says otherwise.
  private func isOfCalendar(_ part: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    guard knownEvent(part, series) != nil, deepSteps(part, series) == nil else {
      return false
    }
    let inside = Double(series.line.stepsInEvents(part.fall.steps))
    return inside >= Dismissal.coveredPart * Double(part.fall.steps.count)
      && (series.witness?.support(part.fall) ?? 0) < ErrorWitness.clear
  }

  /// The calendar event with whose beginning a fall begins and which it does not outlast, or at whose
  /// end it begins: a promotion's end, and what is over within its edges, which are no clean cuts.
  private func knownEvent(_ part: FallEvent.Part, _ series: Watched) -> CalendarEvent? {
    let start = series.time(at: part.onset.mode)
    let slack = Dismissal.eventSlackSeconds
    let mine = events.filter { $0.applies(to: series.series.key.marketplace) }
    guard !mine.isEmpty else { return nil }
    let wide = mine.map { $0.window.widened(bySeconds: slack) }
    let inside = part.fall.steps.count { step in
      let time = series.time(at: step)
      return wide.contains { $0.contains(time) }
    }
    let covered = Double(inside) >= Dismissal.coveredPart * Double(part.fall.steps.count)
    // What follows a stretch that was told apart before, inside events still, is more of the same.
    let hour = max(1, 3600 / series.stepSeconds)
    let before = max(0, part.fall.start - hour)..<max(0, part.fall.start)
    let goesOn = series.masked[before].contains(true)
    // What comes and goes between orders as before has an edge of its own.
    let sides = FallSides(part, series)
    let isEdge = !sides.isBriefNotch || sides.holdEdge(of: mine)
    return mine.first { event in
      let startsWithIt = isEdge && abs(start.seconds(since: event.window.start)) <= slack
      let followsIt = isEdge && abs(start.seconds(since: event.window.end)) <= slack
      let within = event.window.contains(start)
      return (covered && (startsWithIt || (goesOn && within)))
        || (covered && within && event.kind == .holiday && days.wasOff(part))
        || (followsIt && (covered || event.kind == .promotion))
        || (covered && within && (isEdge || event.window.seconds > Dismissal.courseSeconds)
          && (event.kind == .maintenance || event.kind == .external))
    }
  }

  /// Whether clocks changed close by: between the old and the new hour nothing can be told apart.
  private func atClockChange(_ part: FallEvent.Part, _ series: Watched) -> Bool {
    guard part.fall.depth < Dismissal.clockChangeFall else { return false }
    let near = Dismissal.clockChangeSeconds / series.stepSeconds
    let around = (part.fall.start - near)..<(part.fall.end + near)
    return !series.line.clock.changes(in: around).isEmpty
  }
}
