public import Vocabulary

/// Everything that shapes a simulated world, the seed apart.
///
/// The defaults describe an ordinary world of middling size; presets and scenarios vary them.
public struct WorldSettings: Hashable, Sendable {
  /// Start of the first step; a whole number of steps since 1970.
  public var start: Timestamp
  public var days: Int
  /// Seconds; must divide a day.
  public var stepSeconds: Int
  /// Codes out of `WorldSettings.allMarketplaces`, in the order in which series are listed.
  public var marketplaces: [String]
  public var demand: DemandSettings
  public var special: SpecialTimesSettings
  public var register: RegisterSettings
  public var log: LogSettings
  public var provenance: ProvenanceSettings
  /// Ascending by start; before the first one `log` and `provenance` hold as they are.
  public var eras: [ChangeEra] = []
  public var faults: FaultSettings
  public var incidents: IncidentSettings
  public var feed: FeedSettings

  public init(
    start: Timestamp = Timestamp(.init(year: 2025, month: 9, day: 1)), days: Int = 56,
    stepSeconds: Int = 300, marketplaces: [String] = ["US", "UK", "DE", "JP", "BR"],
    demand: DemandSettings = DemandSettings(),
    special: SpecialTimesSettings = SpecialTimesSettings(),
    register: RegisterSettings = RegisterSettings(), log: LogSettings = LogSettings(),
    provenance: ProvenanceSettings = ProvenanceSettings(),
    faults: FaultSettings = FaultSettings(), incidents: IncidentSettings = IncidentSettings(),
    feed: FeedSettings = FeedSettings()
  ) {
    self.start = start
    self.days = days
    self.stepSeconds = stepSeconds
    self.marketplaces = marketplaces
    self.demand = demand
    self.special = special
    self.register = register
    self.log = log
    self.provenance = provenance
    self.faults = faults
    self.incidents = incidents
    self.feed = feed
  }

  /// The codes of all marketplaces that a world may have.
  public static let allMarketplaces: [String] = Country.all.map(\.code)

  /// The time that the order metrics cover.
  public var window: TimeWindow { TimeWindow(start: start, seconds: days * 86_400) }
}

/// How many orders come, how their number moves, and how noisy it is.
public struct DemandSettings: Hashable, Sendable {
  /// Orders a day over all marketplaces together.
  public var dailyOrders: Double = 400_000
  /// Standard deviation of the logarithm of a marketplace's size around its usual share.
  public var sizeSpread: Double = 0.3
  /// Shares of the marketplaces that have one here instead of the usual one; not scaled to 1.
  public var shares: [String: Double] = [:]
  /// Largest growth or decline a week, either way.
  public var weeklyDrift: Double = 0.01
  /// Standard deviation of the autocorrelated noise of one marketplace, relative to its orders.
  public var slowNoise: Double = 0.03
  /// Standard deviation of the same kind of noise that all marketplaces share.
  public var sharedNoise: Double = 0.008
  /// Hours after which the autocorrelation of either noise has fallen to 1/e.
  public var noiseHours: Double = 3
  /// Standard deviation of a whole day around the calendar, one marketplace.
  public var dayNoise: Double = 0.012
  /// Variance of a count divided by its mean, at least 1.
  public var dispersion: Double = 1.6
  /// Website errors a usual order brings with it.
  public var errorsPerOrder: Double = 0.08
  /// Variance of an error count divided by its mean.
  public var errorDispersion: Double = 3

  public init() {}
}

/// Holidays, promotions and slow shifts of demand: what moves orders and is no drop.
public struct SpecialTimesSettings: Hashable, Sendable {
  /// Public holidays a marketplace has in four weeks, on average.
  public var holidaysPerMonth: Double = 0.7
  /// Promotions a marketplace has in four weeks, on average.
  public var promotionsPerMonth: Double = 0.6
  /// The share of holidays and promotions that stand on the calendar.
  public var onCalendar: Double = 0.8
  /// Slow falls of demand everywhere, in four weeks, on average.
  public var shiftsPerMonth: Double = 1
  /// Of the orders, at the middle of a shift: 0.02 to this.
  public var deepestShift: Double = 0.15

  public init() {}
}

/// The systems that change.
public struct RegisterSettings: Hashable, Sendable {
  public var tierOne: Int = 60
  public var tierTwo: Int = 15

  public init() {}
}

/// How often changes ship and how they reach production.
public struct LogSettings: Hashable, Sendable {
  /// Rollout steps a day, averaged over the week.
  public var stepsPerDay: Double = 100
  /// The share of harmless changes that are taken back all the same.
  public var innocentRollbacks: Double = 0.025
  /// The share of rollbacks that the log does not show.
  public var rollbacksMissing: Double = 0.1
  /// The share of rollbacks that stand as a later row of their own.
  public var rollbacksAsRows: Double = 0.35
  /// The share of rows whose marketplaces are wrong: half of them blank, half another region.
  public var reachWrong: Double = 0

  public init() {}
}

/// What the records say of the origin and the paperwork of changes.
public struct ProvenanceSettings: Hashable, Sendable {
  /// The share of changes in which AI had a part.
  public var aiShare: Double = 0.35
  /// Of these, the share that only a trailer in the summary tells of.
  public var aiInTrailerOnly: Double = 0.2
  /// The share of changes of either kind of which the log says nothing.
  public var aiUnknown: Double = 0.1
  public var undocumented: Double = 0.06
  /// The share of documented changes that nobody approved.
  public var unapproved: Double = 0.04
  /// How much larger AI-assisted changes are, as a ratio of medians.
  public var aiSizeRatio: Double = 1
  /// Lines of the middle one of the changes without AI, as in public histories of code review.
  public var medianLines: Double = 45
  /// How often changes have no reviewer, one, two and three.
  public var reviewers: [Double] = [0.06, 0.24, 0.5, 0.2]
  /// The share of changes whose standards check passed.
  public var standardsPassed: Double = 0.93
  /// The share of changes whose reliability tests passed.
  public var testsPassed: Double = 0.85

  public init() {}
}

/// A time in which changes are made otherwise than before, until the next one begins.
public struct ChangeEra: Hashable, Sendable {
  public var start: Timestamp
  /// Rollout steps a day, as a multiple of those of `LogSettings`.
  public var pace: Double
  public var provenance: ProvenanceSettings

  public init(start: Timestamp, pace: Double, provenance: ProvenanceSettings) {
    self.start = start
    self.pace = pace
    self.provenance = provenance
  }
}

extension WorldSettings {
  /// The era in which `moment` lies; `nil` before the first.
  func era(at moment: Timestamp) -> ChangeEra? { eras.last { $0.start <= moment } }
}

/// The drops that are planted and what is behind them.
public struct FaultSettings: Hashable, Sendable {
  public var drops: Int = 8
  /// No drop begins in the first days, so that a baseline can form.
  public var quietDays: Int = 14
  public var causeChange: Double = 0.65
  /// The rest of the drops has a change behind it that the log does not hold.
  public var causeExternal: Double = 0.2
  public var depth: ClosedRange<Double> = 0.05...0.99
  /// Minutes from the first onset to the last end.
  public var minutes: ClosedRange<Double> = 10...600
  /// Drops that even the ideal detector would see with less signal than this are drawn again.
  public var minimumSignal: Double = 1.5
  /// Hours that two drops are kept apart.
  public var apartHours: Double = 6
  /// The share of drops that may overlap others.
  public var overlapping: Double = 0.1
  /// The share of drops before which harmless changes are placed.
  public var decoys: Double = 0.5
  /// How often an AI-assisted change fails, as a multiple of how often another one does.
  public var aiFaultRatio: Double = 1
  /// The same for undocumented changes.
  public var undocumentedFaultRatio: Double = 1
  /// The exponent with which a change's size enters its probability to fail; 0 is no influence.
  public var sizeFaultExponent: Double = 0
  /// The share of faults that show only after hours.
  public var leaks: Double = 0.1
  /// Factor on all delays from a step to its fault.
  public var delayFactor: Double = 1
  /// Whether one drop is still running where the data end.
  public var openAtEnd: Bool = false

  public init() {}
}

/// What people declare.
public struct IncidentSettings: Hashable, Sendable {
  /// The share of the strongest drops for which somebody declares an incident.
  public var declared: Double = 0.95
  /// The share of declared windows that are hours off.
  public var wrongWindow: Double = 0.1
  /// The share of declared drops whose cause a person has confirmed, where a recorded change is it.
  public var confirmed: Double = 0.4
  /// Incidents without a drop, a week.
  public var falsePerWeek: Double = 0.5

  public init() {}
}

/// What is wrong with the feeds.
public struct FeedSettings: Hashable, Sendable {
  /// Stretches without rows, in one or several marketplaces, in four weeks.
  public var gapsPerMonth: Double = 3
  /// The share of single rows that never came.
  public var missingRows: Double = 0.000_3
  /// Stretches in which a counter stood at zero and then caught up, a marketplace in four weeks.
  public var lateCountsPerMonth: Double = 0.5
  /// The share of metric rows that the files hold twice.
  public var duplicateRows: Double = 0.002
  /// The share of metric rows that stand at the end of the file, out of order.
  public var lateRows: Double = 0.002
  /// The share of metric rows whose time is written with an offset in place of `Z`.
  public var offsetTimes: Double = 0.001

  public init() {}
}
