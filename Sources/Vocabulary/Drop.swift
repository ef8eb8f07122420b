/// When a drop ended.
public enum DropEnd: Hashable, Sendable {
  /// Still below expectation where the data end.
  case open(dataUntil: Timestamp)
  case ended(TimeDistribution)

  /// The most likely end; `nil` while open.
  public var mode: Timestamp? {
    if case .ended(let distribution) = self { distribution.mode } else { nil }
  }
}

/// A drop as one series shows it.
public struct DropPart: Hashable, Sendable {
  public let series: SeriesKey
  public var onset: TimeDistribution
  public let end: DropEnd
  /// How far orders fell below expectation while it lasted: 0.99 is a fall by 99 %.
  public let depth: Share
  /// From its onset to its end, most likely both.
  public let observedOrders: Int
  /// Likewise.
  public let expectedOrders: Double
  /// Depth divided by its standard error.
  public let signal: Double
  /// The end of the step by which the counts show beyond doubt that orders were low; `nil` if they never do, or if
  /// nobody looked.
  public let lowSince: Timestamp?

  public init(
    series: SeriesKey, onset: TimeDistribution, end: DropEnd, depth: Share, observedOrders: Int,
    expectedOrders: Double, signal: Double, lowSince: Timestamp? = nil
  ) {
    self.series = series
    self.onset = onset
    self.end = end
    self.depth = depth
    self.observedOrders = observedOrders
    self.expectedOrders = expectedOrders
    self.signal = signal
    self.lowSince = lowSince
  }
}

/// How a series that was watched but not hit stood during a drop: the comparison group.
public struct UnaffectedSeries: Hashable, Sendable {
  public let series: SeriesKey
  /// Fall below expectation over the drop's window; near 0.
  public let depth: Share
  /// Standard error of `depth`.
  public let standardError: Double

  public init(series: SeriesKey, depth: Share, standardError: Double) {
    self.series = series
    self.depth = depth
    self.standardError = standardError
  }
}

/// A stretch in which orders stood below expectation.
public struct Drop: Hashable, Sendable {
  public var id: DropID
  /// Of the earliest part.
  public var onset: TimeDistribution
  /// Of the latest part.
  public var end: DropEnd
  /// The series hit, at least one, ordered by key.
  public var parts: [DropPart]
  /// Series watched over the same time and not hit.
  public var unaffected: [UnaffectedSeries]
  /// Sum over one part a marketplace, each from its onset to its end.
  public let observedOrders: Int
  /// Likewise. What was lost is estimated with the uncertainty of edges, and need not be the difference.
  public let expectedOrders: Double
  /// Expected minus observed while it lasted.
  public var lostOrders: Estimate
  /// Orders above expectation in the hours after it, which some of the lost ones may be; `nil` if
  /// not yet seen.
  public let catchUp: Estimate?
  /// The loss as the unaffected series predict it; `nil` without such.
  public let comparisonLoss: Estimate?
  /// Website errors above their usual number; `nil` if errors are not in the input.
  public let websiteErrors: Estimate?
  /// How often such an interval held on quiet windows; `nil` if too few were at hand.
  public let coverage: Coverage?
  /// Strength over all parts, on the scale of a standard normal.
  public let signal: Double
  /// Whole days of history the expectation rests on, if shorter than the look-back; else `nil`.
  public let shortHistoryDays: Int?
  /// Whether it may be the first hours of a day off that no calendar holds.
  public var mayBeDayOff: Bool
  /// Of one that lasted for days: by what part orders stood below the weeks before in the day after its end, if
  /// they did not come back. It ended because what is expected follows such a level.
  public var lowAfter: Share?

  public init(
    id: DropID, onset: TimeDistribution, end: DropEnd, parts: [DropPart],
    unaffected: [UnaffectedSeries], observedOrders: Int, expectedOrders: Double,
    lostOrders: Estimate, catchUp: Estimate?, comparisonLoss: Estimate?, websiteErrors: Estimate?,
    coverage: Coverage?, signal: Double, shortHistoryDays: Int?, mayBeDayOff: Bool = false,
    lowAfter: Share? = nil
  ) {
    self.id = id
    self.onset = onset
    self.end = end
    self.parts = parts
    self.unaffected = unaffected
    self.observedOrders = observedOrders
    self.expectedOrders = expectedOrders
    self.lostOrders = lostOrders
    self.catchUp = catchUp
    self.comparisonLoss = comparisonLoss
    self.websiteErrors = websiteErrors
    self.coverage = coverage
    self.signal = signal
    self.shortHistoryDays = shortHistoryDays
    self.mayBeDayOff = mayBeDayOff
    self.lowAfter = lowAfter
  }
}

extension Drop {
  /// The marketplaces hit, in order.
  public var marketplaces: [Marketplace] { Array(Set(parts.map(\.series.marketplace))).sorted() }

  /// The services whose own series were hit, in order; empty if only whole storefronts were.
  public var services: [Service] { Array(Set(parts.compactMap(\.series.service))).sorted() }

  /// From the most likely onset to the most likely end, or to the end of the data while open.
  public var window: TimeWindow {
    let finish: Timestamp =
      switch end {
      case .open(let dataUntil): dataUntil
      case .ended(let distribution): distribution.mode
      }
    return TimeWindow(start: onset.mode, seconds: finish.seconds(since: onset.mode))
  }

  /// Whether it goes on from an earlier one: it is told from a moment on by which it had surely begun.
  public var beganEarlier: Bool { onset.range(0.9).high < onset.mode }

  /// The same drop with what `change` makes of its onset and of that of each part, given its end.
  public func redated(_ change: (TimeDistribution, DropEnd) -> TimeDistribution) -> Drop {
    var drop = self
    drop.onset = change(onset, end)
    for place in parts.indices {
      drop.parts[place].onset = change(parts[place].onset, parts[place].end)
    }
    return drop
  }
}

/// A stretch below expectation that is not a drop, and what it was instead.
public struct DismissedStretch: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A calendar event covers it.
    case knownEvent
    /// Orders were low for whole local days, as on a holiday that the calendar lacks.
    case holidayLike
    /// Orders had stood above expectation before and came back to it.
    case promotionEnded
    /// The feed stopped; no rows is not zero orders.
    case feedGap
    /// The feed repeated one count; that is not so many orders.
    case feedStuck
    /// Counts were booked late or the counter restarted: what was missing came in the next steps.
    case counterReset
    /// Demand sank slowly nearly everywhere.
    case demandShift
    /// The daily shape moved by an hour, as when clocks change.
    case scheduleChange

    /// Whether nothing was counted there, so that orders may have been anything.
    public var isUnseen: Bool { self == .feedGap || self == .feedStuck }
  }

  public let kind: Kind
  public let window: TimeWindow
  /// Ordered by key.
  public let series: [SeriesKey]
  /// Fall below expectation, of several series that of the deepest; `nil` where nothing was counted.
  public let depth: Share?
  /// Name of the calendar event, if that is what it was.
  public let eventName: String?

  public init(
    kind: Kind, window: TimeWindow, series: [SeriesKey], depth: Share?, eventName: String? = nil
  ) {
    self.kind = kind
    self.window = window
    self.series = series
    self.depth = depth
    self.eventName = eventName
  }
}
