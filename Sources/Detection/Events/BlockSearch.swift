import Statistics
import Vocabulary

/// Finds the falls of one block, strongest first, each masked before the search goes on: a large fall
/// casts echoes over every duration that overlaps it.
struct BlockSearch {
  private(set) var watched: [Watched]
  private let starts: TimeWindow
  private let settings: DetectionSettings
  private var strongest: [Candidate?] = []
  /// Of whole storefronts, which are searched together too.
  private var tables: [FallTable] = []
  /// Log-likelihood that website errors add, by series, rung and start; worked out when first asked for.
  private var supports: [Int: [[Float]]] = [:]
  private let events: [CalendarEvent]
  private var vetoes = Vetoes()

  /// A stretch of one series, or of several, that passes its threshold by `margin`.
  private struct Candidate {
    let anchor: Int
    let start: Timestamp
    let end: Timestamp
    let margin: Double
    /// How several series show it together; `nil` if one shows it alone.
    var sharing: Membership.Sharing?
  }

  /// The course of a day off may lie lower than that of a usual one for so long.
  private static let shapeSeconds = 3 * 3600

  /// More falls than this in a week of 20 marketplaces is no longer a search but a broken feed.
  private static let mostFalls = 200

  init(
    _ watched: [Watched], block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings
  ) {
    self.watched = watched
    self.events = events
    self.settings = settings
    let first = block.start.advanced(bySeconds: -DetectionModel.followSeconds)
    starts = TimeWindow(
      start: first,
      seconds: block.end.seconds(since: first) + DetectionModel.blockMarginSeconds)
    for index in watched.indices {
      tables.append(.empty)
      strongest.append(nil)
      lookAgain(index)
    }
  }

  /// A fall, and what it was if not a drop.
  typealias Found = (event: FallEvent, dismissal: Dismissal.Reason?)

  /// All falls in the order found.
  mutating func run() -> [Found] {
    var found: [Found] = []
    while found.count < BlockSearch.mostFalls, let candidate = next() {
      let membership = Membership(watched, settings: settings, vetoes: vetoes)
      let members =
        candidate.sharing.map {
          membership.sharedEvent(
            $0, anchor: candidate.anchor, start: candidate.start, end: candidate.end)
        }
        ?? membership.event(
          anchor: candidate.anchor, start: candidate.start, end: candidate.end)
      guard var event = members else {
        mask(candidate.anchor, steps(candidate))
        continue
      }
      if vetoes.holdLike(event.anchor.watched, event.anchor.fall.steps) {
        // A closer look led back to what was passed over before.
        veto(candidate.anchor, steps(candidate))
        continue
      }
      let dismissal = Dismissal(watched, events: events, settings: settings)
      let reason = dismissal.reason(for: event)
      event.parts = dismissal.parts(of: event, for: reason)
      // What fell on a day off is looked for once more, from what that day usually brings.
      if reason == nil, takeDaysOff(under: event) { continue }
      if reason == nil {
        event = membership.withStages(event) { stage, blind in
          Dismissal(blind, events: events, settings: settings).reason(for: stage) != nil
        }
      }
      for part in event.parts {
        if reason?.kind == .promotionEnded {
          veto(part.watched, part.fall.steps)
          continue
        }
        // A holiday is its whole day, of which the fall is the clearest part.
        let day = reason?.kind == .holidayLike ? DaysOff(watched).localDay(part) : part.reach
        let steps =
          min(
            day.lowerBound, part.reach.lowerBound)..<max(
            day.upperBound, part.reach.upperBound)
        passOver(part, steps, isDayOff: reason?.kind == .holidayLike)
      }
      found.append((event, reason))
    }
    return found
  }

  /// Brings up to date what is remembered of a series, at first and after it was masked or vetoed.
  private mutating func lookAgain(_ index: Int) {
    let (table, fall) = look(at: index)
    if watched[index].series.key.isStorefront { tables[index] = table }
    strongest[index] = fall
    supports[index] = nil
  }

  /// Leaves the steps in, since orders stood at what is usual, and passes over falls like this one.
  private mutating func veto(_ index: Int, _ steps: Range<Int>, shortest: Int = 0) {
    vetoes.add(index, steps, shortest: shortest)
    lookAgain(index)
  }

  /// Takes the days on which parts of a drop began for days off where they were so before it.
  ///
  /// - Returns: whether any was.
  private mutating func takeDaysOff(under event: FallEvent) -> Bool {
    let days = DaysOff(watched)
    let off = event.parts.compactMap { part in
      days.begunBefore(part).map { (index: part.watched, day: $0) }
    }.filter { watched[$0.index].line.stepsInEvents($0.day) == 0 }
    for (index, day) in off {
      watched[index].takeAsDayOff(day)
      lookAgain(index)
    }
    return !off.isEmpty
  }

  /// What is under watch as the costs of `events` are worked out from it: a day that was off, as its hours beside
  /// the drop tell, has the course of such a day.
  func costing(_ events: [FallEvent]) -> [Watched] {
    var costing = watched
    let days = DaysOff(watched)
    for part in events.flatMap(\.parts) {
      guard let day = days.around(part), costing[part.watched].line.stepsInEvents(day) == 0 else {
        continue
      }
      costing[part.watched].takeAsDayOff(day)
    }
    return costing
  }

  /// Takes out what was found. A day off is looked at once more, for a drop in it.
  private mutating func passOver(_ part: FallEvent.Part, _ steps: Range<Int>, isDayOff: Bool) {
    let index = part.watched
    guard isDayOff else { return mask(index, steps) }
    guard watched[index].line.stepsInEvents(steps) > 0 else {
      watched[index].takeAsEvent(steps)
      return lookAgain(index)
    }
    let shape = BlockSearch.shapeSeconds / watched[index].stepSeconds
    // What falls for an hour or two in such a day is no shape of it, unless that was looked at just now.
    veto(index, steps, shortest: part.fall.steps.count < shape ? 0 : shape)
  }

  private mutating func mask(_ index: Int, _ steps: Range<Int>) {
    watched[index].mask(steps)
    lookAgain(index)
  }

  /// Offsets of a candidate's stretch in the series that shows it.
  private func steps(_ candidate: Candidate) -> Range<Int> {
    let series = watched[candidate.anchor]
    let first = series.offset(of: candidate.start)
    return first..<max(first + 1, series.offset(of: candidate.end))
  }

  private mutating func next() -> Candidate? {
    // What one series shows alone comes first: its edges are clear, and others join it. Only what
    // none shows alone is looked for in all together.
    if let single = strongest.compactMap({ $0 }).max(by: { $0.margin < $1.margin }),
      single.margin > 0
    {
      return single
    }
    return groupCandidate()
  }

  /// Offsets of the starts to look at in one series; none where its data ended before.
  private func starts(in series: Watched) -> Range<Int> {
    let end = series.scan.dataEnd
    let first = min(max(0, series.offset(of: starts.start)), end)
    return first..<max(first, min(end, series.offset(of: starts.end)))
  }

  /// All falls of one series, and the strongest of those that pass the threshold.
  private func look(at index: Int) -> (FallTable, Candidate?) {
    let series = watched[index]
    let steps = starts(in: series)
    let longest = Watched.longest(stepSeconds: series.stepSeconds)
    let errors = series.witness?.ladder(
      longest: longest, steps: steps.lowerBound..<series.scan.dataEnd)
    let durations = GroupScan.durations(upTo: longest)
    func needed(isDeep: Bool) -> [Double] {
      durations.map {
        series.leastLikelihood(settings, steps: $0, isDeep: isDeep)
      }
    }
    let (usual, deep) = (needed(isDeep: false), needed(isDeep: true))
    var best: Fall?
    var most = 0.0
    var table = FallTable(
      series.scan, longest: longest, day: Watched.day(stepSeconds: series.stepSeconds),
      starts: steps
    ) { fall, rung in
      guard fall.depth >= settings.smallestFall else { return }
      let support = errors.flatMap { errors in
        series.witness?.support(
          fall, taken: errors.taken(rung: rung, offset: fall.start - steps.lowerBound))
      }
      let counted = series.smallCounts?.logLikelihood(fall.start, fall.end) ?? 0
      let needed = fall.depth >= DetectionModel.alwaysADrop ? deep[rung] : usual[rung]
      let margin = max(fall.logLikelihood, counted) + (support ?? 0) - needed
      if margin > most, !vetoes.cover(index, fall.start, fall.end) {
        most = margin
        best = fall
      }
    }
    let vetoed = vetoes.stretches(of: index)
    if !vetoed.isEmpty {
      table.remove { start, end in vetoed.contains { $0.covers(start, end) } }
    }
    guard let best else { return (table, deepFall(in: index)) }
    return (table, candidate(index, best.start..<best.end, margin: most))
  }

  /// What came on too slowly for the search of falls.
  private func deepFall(in index: Int) -> Candidate? {
    let series = watched[index]
    guard
      let deep = DeepStretch(series, in: starts(in: series)).clearest(
        threshold: settings.leastSignal(of: series.series)),
      !vetoes.cover(index, deep.steps.lowerBound, deep.steps.upperBound)
    else { return nil }
    return candidate(index, deep.steps, margin: deep.margin)
  }

  private func candidate(_ index: Int, _ steps: Range<Int>, margin: Double) -> Candidate {
    Candidate(
      anchor: index, start: watched[index].time(at: steps.lowerBound),
      end: watched[index].time(at: steps.upperBound), margin: margin)
  }
}

extension BlockSearch {
  /// The stretch that several whole storefronts together show most.
  private mutating func groupCandidate() -> Candidate? {
    guard let (clock, even) = together, even.count >= 3 else { return nil }
    let steps = starts(in: clock)
    for member in even where supports[member] == nil { supports[member] = errorSupports(member) }
    let looks = Threshold.looks(stepSeconds: clock.stepSeconds)
    let single = settings.leastSignal(of: clock.series)
    var best: Candidate?
    let durations = even.map { tables[$0].durations }.max { $0.count < $1.count } ?? []
    for (rung, duration) in durations.enumerated() {
      let rows = even.map { row($0, rung, on: clock, steps) }
      for sharing in [Membership.Sharing.some, .all] {
        let least = best?.margin ?? 0
        let clearest =
          switch sharing {
          case .some:
            GroupScan.clearest(
              GroupScan.sums(rows), looks: looks,
              falseDrops: settings.falseDropsPerQuarter, above: least)
          case .all:
            GroupScan.clearest(
              together: GroupScan.together(rows), rows, single: single, above: least)
          }
        guard let clearest else { continue }
        let anchor = even.indices.max {
          rows[$0].signal(clearest.start) < rows[$1].signal(clearest.start)
        }
        let start = clock.time(at: steps.lowerBound + clearest.start)
        best = Candidate(
          anchor: even[anchor ?? 0], start: start,
          end: start.advanced(bySeconds: duration * clock.stepSeconds), margin: clearest.margin,
          sharing: sharing)
      }
    }
    return best
  }

  /// The whole storefronts whose steps match those of most, and the one of them with the most starts to
  /// look at, whose clock they go by: another may have stopped.
  private var together: (clock: Watched, members: [Int])? {
    let storefronts = watched.filter { $0.series.key.isStorefront }
    let steps = Dictionary(grouping: storefronts, by: \.stepSeconds).max {
      ($0.value.count, $1.key) < ($1.value.count, $0.key)
    }
    let longest = steps?.value.map { starts(in: $0).count }.max()
    guard let clock = steps?.value.first(where: { starts(in: $0).count == longest }) else {
      return nil
    }
    let even = watched.indices.filter {
      watched[$0].series.key.isStorefront && watched[$0].shift(onto: clock) != nil
    }
    return (clock, even)
  }

  /// A rung of one series' table on the clock of another, 0 where it has none.
  private func row(
    _ member: Int, _ rung: Int, on clock: Watched, _ steps: Range<Int>
  ) -> GroupScan.Row {
    let table = tables[member]
    let shift =
      steps.lowerBound + clock.origin.seconds(since: watched[member].origin) / clock.stepSeconds
      - table.starts.lowerBound
    func aligned(_ values: [Float]) -> [Float] {
      guard shift != 0 || values.count != steps.count else { return values }
      return (shift..<(shift + steps.count)).map { values.indices.contains($0) ? values[$0] : 0 }
    }
    guard rung < table.durations.count else {
      let nothing = [Float](repeating: 0, count: steps.count)
      return GroupScan.Row(gains: nothing, information: nothing, supports: nil)
    }
    return GroupScan.Row(
      gains: aligned(table.gains[rung]), information: aligned(table.information[rung]),
      supports: supports[member].flatMap { $0.isEmpty ? nil : aligned($0[rung]) })
  }

  /// What website errors add for each rung and start of a series' table; empty if none are recorded.
  private func errorSupports(_ index: Int) -> [[Float]] {
    let series = watched[index]
    guard let witness = series.witness else { return [] }
    let table = tables[index]
    let longest = Watched.longest(stepSeconds: series.stepSeconds)
    let reach = table.starts.lowerBound..<series.scan.dataEnd
    let ladder = series.scan.ladder(longest: longest, steps: reach)
    let errors = witness.ladder(longest: longest, steps: reach)
    let leastSquare = Float(GroupScan.leastSignal * GroupScan.leastSignal)
    return table.durations.indices.map { rung in
      table.starts.indices.map { start in
        let offset = start - table.starts.lowerBound
        let (gain, information) = (table.gains[rung][offset], table.information[rung][offset])
        guard gain > 0, gain * gain >= leastSquare * information,
          let fall = series.scan.fall(
            start, start + table.durations[rung], taken: ladder.taken(rung: rung, offset: offset))
        else { return 0 }
        return Float(witness.support(fall, taken: errors.taken(rung: rung, offset: offset)))
      }
    }
  }
}
