public import Vocabulary

/// A trend over many changes: how often drops follow them, by group, with what that does and does not
/// prove.
///
/// Takes links as they were made, blind to provenance, and looks at provenance only now.
public struct Trend: Sendable {
  /// What a period is looked at by.
  public struct Input: Sendable {
    /// Changes to the systems compared, whenever they began, each with the results of its controls
    /// without regard to what was excused; in any order.
    public let changes: [AuditedChange]
    /// When every other recorded change began: links may lead there.
    public let otherStarts: [Timestamp]
    /// In order of their onset, without those that a team withdrew.
    public let drops: [LinkedDrop]
    /// Withdrawn by a team, by onset.
    public let withdrawn: [Timestamp]
    /// Where both deploys and orders are recorded; `nil` if nowhere.
    public let history: TimeWindow?
    /// Changes are linked to drops up to so long after them.
    public let lookBackSeconds: Int
    /// The share of drops that linking took recorded changes to explain beforehand.
    public let priorShare: Probability
    /// The reset whose working is asked about; `nil` without one.
    public let reset: TimeWindow?

    public init(
      changes: [AuditedChange], otherStarts: [Timestamp], drops: [LinkedDrop],
      withdrawn: [Timestamp], history: TimeWindow?, lookBackSeconds: Int, priorShare: Probability,
      reset: TimeWindow? = nil
    ) {
      self.changes = changes.sorted {
        ($0.change.rollout.startedAt, $0.change.id) < ($1.change.rollout.startedAt, $1.change.id)
      }
      self.otherStarts = otherStarts
      self.drops = drops
      self.withdrawn = withdrawn
      self.history = history
      self.lookBackSeconds = lookBackSeconds
      self.priorShare = priorShare
      self.reset = reset
    }
  }

  private let input: Input

  public init(_ input: Input) { self.input = input }

  /// The trend over `window`, the quarters beside it.
  public func findings(
    _ window: TimeWindow, quarters: [CalendarQuarter]
  ) -> TrendFindings {
    let period = Period(input, window)
    let comparisons = period.comparisons(priorShare: input.priorShare.value)
    let systems = Funnel(period)
    let standing = PropertyLook(period)
    let earlier = quarters.compactMap { quarter -> QuarterRates? in
      let other = quarter.window == window ? period : Period(input, quarter.window)
      return other.changes.isEmpty ? nil : other.rates(of: quarter)
    }
    return TrendFindings(
      window: window, counted: period.counted, cut: period.cut, all: period.all,
      groups: Dictionary(
        uniqueKeysWithValues: ChangeGroup.allCases.map { ($0, period.rate(of: [$0])) }),
      comparisons: comparisons, weeks: period.weeks, systems: systems.systems,
      funnel: systems.limits, standingOut: standing.found,
      propertiesLookedAt: standing.looks, delivery: period.delivery, quality: period.quality,
      quarters: earlier, sinceReset: ResetLook(input, window)?.found)
  }
}

/// The changes of one period and the drops that may be put down to them.
struct Period: Sendable {
  let window: TimeWindow
  /// Where changes are counted: an earlier one could be behind drops that nobody recorded.
  let counted: TimeWindow
  let changes: [ChangeFacts]
  let cut: Int
  /// Those of `links`, in the same order.
  let drops: [LinkedDrop]
  let withdrawn: Int
  let table: RateTable
  private let allChanges: Int
  private let reset: Timestamp?

  init(_ input: Trend.Input, _ window: TimeWindow) {
    self.window = window
    reset = input.reset?.start
    let start = max(
      window.start, input.history?.start.advanced(bySeconds: input.lookBackSeconds) ?? window.end)
    let end = max(start, min(window.end, input.history?.end ?? window.end))
    let counted = TimeWindow(start: start, seconds: end.seconds(since: start))
    self.counted = counted
    let inside = input.changes.filter { window.contains($0.change.rollout.startedAt) }
    let kept = inside.filter { counted.contains($0.change.rollout.startedAt) }
    cut = inside.count - kept.count
    changes = kept.map { ChangeFacts($0.change, plain: $0.results) }
    let followed = TimeWindow(
      start: counted.start, seconds: counted.seconds + input.lookBackSeconds)
    drops = input.drops.filter { followed.contains($0.window.start) }
    withdrawn = input.withdrawn.count { followed.contains($0) }
    table = RateTable(ChangeLinks(drops, changes: changes))
    let possible = counted.widened(bySeconds: input.lookBackSeconds)
    allChanges =
      input.otherStarts.count { possible.contains($0) }
      + input.changes.count { possible.contains($0.change.rollout.startedAt) }
  }

  var links: ChangeLinks { table.links }

  var all: GroupRate { table.rate(Array(changes.indices), withLoss: true) }

  /// Of the changes of any of these groups.
  func rate(of groups: [ChangeGroup]) -> GroupRate {
    guard let attribute = groups.first?.attribute else { return table.rate([]) }
    return table.rate(
      changes.indices.filter { groups.contains(changes[$0].group(attribute)) }, withLoss: true)
  }

  func comparisons(priorShare: Double) -> [GroupComparison] {
    comparison(priorShare, TrendClock(window: counted, reset: reset)).all()
  }

  /// Of the changes that began since a moment against those before, size, hour and system being the same.
  func ratio(since moment: Timestamp, priorShare: Double) -> Estimate? {
    comparison(priorShare, nil)
      .ratio(changes.map { $0.startedAt >= moment }, adjusts: true)?.estimate
  }

  private func comparison(_ priorShare: Double, _ clock: TrendClock?) -> RatioComparison {
    RatioComparison(
      design: RatioDesign(
        changes: changes, failures: links.failures, allChanges: allChanges,
        priorShare: priorShare, clock: clock),
      changes: changes, rates: table)
  }
}

extension Trend {
  /// The comparisons alone, for whoever asks many worlds.
  public func comparisons(_ window: TimeWindow) -> [GroupComparison] {
    Period(input, window).comparisons(priorShare: input.priorShare.value)
  }
}
