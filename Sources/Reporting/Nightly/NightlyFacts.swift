import Vocabulary

/// How many changes were of which kind; a change counts once.
struct ChangeCounts: Hashable, Sendable {
  private(set) var all = 0
  private(set) var aiAssisted = 0
  private(set) var noMarker = 0
  private(set) var unknown = 0
  private(set) var undocumented = 0
  private(set) var unapproved = 0

  init(_ changes: some Sequence<Change>) {
    for change in changes {
      all += 1
      switch change.authorship.isAIAssisted {
      case true?: aiAssisted += 1
      case false?: noMarker += 1
      case nil: unknown += 1
      }
      if change.paperwork.isDocumented == false { undocumented += 1 }
      if change.paperwork.isApproved == false { unapproved += 1 }
    }
  }

  /// `12 AI-assisted, 26 no AI marker, 3 unknown`; of all unknown that the records do not say.
  var words: String {
    if all > 0, unknown == all { return "the records do not say of any whether AI was used" }
    return "\(grouped(aiAssisted)) AI-assisted, \(grouped(noMarker)) no AI marker, "
      + "\(grouped(unknown)) unknown"
  }
}

extension NightlyReport {
  /// False if something could not be looked at or too much was set aside.
  public var isComplete: Bool { !warnings.contains { $0.makesRunIncomplete } }

  /// Changes with a step that began inside the window, in order of their start.
  var changesInWindow: [Change] {
    changesByStart.filter { $0.rollout.hasStep(in: window) }
  }

  var changeCounts: ChangeCounts { ChangeCounts(changesInWindow) }

  /// Those that nobody has given back.
  var rowsSetAside: Int { intakes.reduce(0) { $0 + $1.rowsOpen } }

  /// The newest step with orders that any input holds.
  var newestOrderRow: Timestamp? {
    let loaded = intakes.filter { $0.feed == .orderMetrics }.compactMap(\.lastAt)
    let shown = overviews.compactMap(\.newestRow).max()
    // A row of a wrong year is in no series, and the file that holds it reaches to it.
    let sound = loaded.filter { file in
      shown.map { file.seconds(since: $0) <= Timestamp.strayGap } ?? true
    }
    return (sound + [shown].compactMap { $0 }).max()
  }

  /// Changes of the window to systems that directly affect customers.
  var tier1InWindow: [Change] {
    changesInWindow.filter { $0.rollout.services.contains { tier(of: $0) == 1 } }
  }

  /// 1 = directly affects customers; `nil` if the register does not say.
  func tier(of service: Service) -> Int? { register[service]?.tier }
}

extension Change {
  /// By start, then by id.
  static func earlierFirst(_ one: Change, _ other: Change) -> Bool {
    (one.rollout.startedAt, one.id) < (other.rollout.startedAt, other.id)
  }
}

extension Rollout {
  func hasStep(in window: TimeWindow) -> Bool { firstStep(in: window) != nil }

  /// The first step that began in `window`.
  func firstStep(in window: TimeWindow) -> Deployment? {
    steps.first { window.contains($0.startedAt) }
  }
}
