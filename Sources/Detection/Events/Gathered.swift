import Vocabulary

/// Joins what the blocks found: one event once, ids last.
struct Gathered {
  private var drops: [(drop: Drop, trace: Trace?)] = []
  private var dismissed: [DismissedStretch] = []
  private var overviews: [SeriesKey: [OverviewParts]] = [:]
  private var shortWeeks: [Timestamp: [SeriesKey: Int]] = [:]
  private var watch: [WatchedFall] = []

  mutating func add(_ block: BlockResult) {
    for found in block.drops {
      let rivals = drops.filter { same($0.drop, found.drop) }.map(\.drop)
      guard rivals.allSatisfy({ $0.signal < found.drop.signal }) else { continue }
      drops.removeAll { rivals.contains($0.drop) }
      drops.append(found)
    }
    for found in block.dismissed {
      let told = dismissed.filter { $0.kind == found.kind && $0.window.overlaps(found.window) }
        .flatMap(\.series)
      let others = found.series.filter { !told.contains($0) }
      if !others.isEmpty { dismissed.append(found.of(others)) }
    }
    watch += block.watch
    for (key, parts) in block.overviews { overviews[key, default: []].append(parts) }
    shortWeeks[block.start] = block.shortHistory
  }

  /// Adds what services showed, each judged alone, to what was found of series judged together.
  mutating func join(_ services: ServiceJudge.Findings) {
    drops = JoinedDrops.join(drops, services.drops)
    dismissed += services.dismissed
    for (week, series) in services.shortWeeks {
      shortWeeks[week, default: [:]].merge(series) { min($0, $1) }
    }
    watch += services.watch
  }

  /// What was gathered so far, as far as it touches `window`.
  func found(
    touching window: TimeWindow
  ) -> (
    drops: [(drop: Drop, trace: Trace?)], dismissed: [DismissedStretch], watch: [WatchedFall]
  ) {
    (
      drops.filter { $0.drop.touches(window) }, dismissed.filter { $0.window.overlaps(window) },
      watch
    )
  }

  /// Neighbouring blocks both see what happens near their border; the one that sees it more clearly
  /// tells it.
  private func same(_ one: Drop, _ other: Drop) -> Bool {
    one.window.overlaps(other.window)
      && one.parts.contains { part in other.parts.contains { $0.series == part.series } }
  }

  /// - Parameter overviewEnd: end of the day that overviews show, as the blocks were told.
  func result(
    window: TimeWindow, overviewEnd: Timestamp, gaps: [DismissedStretch], series: [Series],
    services: ServiceJudge.Findings = ServiceJudge.Findings(), screened: [Timestamp] = []
  ) -> DetectionResult {
    let kept = drops.filter { $0.drop.touches(window) }
      .sorted { ordered($0.drop, $1.drop) }
    var drops: [Drop] = []
    var traces: [DropID: Trace] = [:]
    var used: [String: Int] = [:]
    for (drop, trace) in kept {
      let name = Gathered.name(drop.onset.mode)
      let count = used[name, default: 0]
      used[name] = count + 1
      let suffix = count == 0 ? "" : "-" + Gathered.letters(count)
      let id = DropID(name + suffix)
      drops.append(drop.named(id))
      traces[id] = trace
    }
    let apart = dismissed.compactMap { Gathered.unlessToldBy(drops, $0) }
    let stretches = (Gathered.merged(apart) + gaps).filter { $0.window.overlaps(window) }
      .sorted(by: Gathered.ordered)
    return DetectionResult(
      drops: drops, traces: traces, dismissed: stretches,
      overviews: OverviewParts.overviews(overviews, series: series, drops: drops, end: overviewEnd),
      shortWeeks: shortWeeks, summaries: services.summaries, judgedClosely: services.closely,
      memory: ScreenMemory(
        weeks: screened.reduce(into: [:]) { $0[$1] = services.closely[$1] ?? [] },
        baselines: services.learnt),
      watch: watch)
  }

  /// A stretch without the series in which a drop tells of it: what looks like counts that came late in the midst
  /// of a drop, or at its end, is the drop.
  private static func unlessToldBy(
    _ drops: [Drop], _ stretch: DismissedStretch
  ) -> DismissedStretch? {
    guard stretch.kind == .counterReset else { return stretch }
    let near = stretch.window.widened(bySeconds: Membership.toleranceSeconds)
    let told = drops.filter { $0.window.overlaps(near) }.flatMap(\.parts).map(\.series)
    let others = stretch.series.filter { !told.contains($0) }
    return others.isEmpty ? nil : stretch.of(others)
  }

  private func ordered(_ one: Drop, _ other: Drop) -> Bool {
    if one.onset.mode != other.onset.mode { return one.onset.mode < other.onset.mode }
    return one.parts.map(\.series).lexicographicallyPrecedes(other.parts.map(\.series))
  }

  private static func ordered(_ one: DismissedStretch, _ other: DismissedStretch) -> Bool {
    if one.window.start != other.window.start { return one.window.start < other.window.start }
    if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
    return one.series.lexicographicallyPrecedes(other.series)
  }

  /// `2026-03-05-1402`.
  static func name(_ moment: Timestamp) -> String {
    let text = moment.description
    let hour = text.dropFirst(11).prefix(2)
    let minute = text.dropFirst(14).prefix(2)
    return "\(text.prefix(10))-\(hour)\(minute)"
  }

  /// b, c, … z, ba …
  private static func letters(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + number % 26)))
    return number < 26 ? letter : letters(number / 26) + letter
  }

  /// Stretches of one kind that begin together are one.
  private static func merged(_ stretches: [DismissedStretch]) -> [DismissedStretch] {
    var result: [DismissedStretch] = []
    for stretch in stretches.sorted(by: ordered) {
      if let index = result.firstIndex(where: {
        $0.kind == stretch.kind && $0.eventName == stretch.eventName
          && abs($0.window.start.seconds(since: stretch.window.start)) <= 1800
          && abs($0.window.end.seconds(since: stretch.window.end)) <= 3600
      }) {
        let one = result[index]
        let depths = [one.depth, stretch.depth].compactMap { $0 }
        result[index] = DismissedStretch(
          kind: one.kind, window: one.window,
          series: Array(Set(one.series + stretch.series)).sorted(), depth: depths.max(),
          eventName: one.eventName)
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}

extension DismissedStretch {
  /// The same, told of `series` alone.
  fileprivate func of(_ series: [SeriesKey]) -> DismissedStretch {
    DismissedStretch(
      kind: kind, window: window, series: series, depth: depth, eventName: eventName)
  }
}

extension Drop {
  /// The same drop under its final id.
  func named(_ id: DropID) -> Drop {
    var drop = self
    drop.id = id
    return drop
  }
}
