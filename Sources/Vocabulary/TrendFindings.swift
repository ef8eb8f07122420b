/// How many changes of a group were followed by a linked drop, and what it cost.
public struct GroupRate: Hashable, Sendable {
  public let changes: Int
  /// Sum over the changes of the probability that at least one drop is to be put down to them.
  public let linked: Double
  /// `linked` over `changes` with its interval; `nil` of no changes.
  public let share: Estimate?
  /// Changes that are the likeliest answer for at least one drop.
  public let strongest: Int
  /// `strongest` over `changes` with its interval; `nil` of no changes.
  public let strongestShare: Estimate?
  /// Orders below expected; `nil` where they were not asked for.
  public let loss: GroupLoss?

  public init(
    changes: Int, linked: Double, share: Estimate?, strongest: Int, strongestShare: Estimate?,
    loss: GroupLoss?
  ) {
    self.changes = changes
    self.linked = linked
    self.share = share
    self.strongest = strongest
    self.strongestShare = strongestShare
    self.loss = loss
  }
}

/// Orders below expected in drops that are linked to a group of changes.
public struct GroupLoss: Hashable, Sendable {
  /// Of each drop the part that its probability gives to the group.
  public let shared: Estimate
  /// All of a drop whose likeliest answer is of the group.
  public let strongest: Estimate

  public init(shared: Estimate, strongest: Estimate) {
    self.shared = shared
    self.strongest = strongest
  }
}

/// One group against another: how often drops follow.
public struct GroupComparison: Hashable, Sendable {
  public let comparison: ChangeComparison
  public let exposed: GroupRate
  public let reference: GroupRate
  public let unknown: GroupRate
  /// Ratio of the two shares as they stand. `nil` where a group has no changes or no links.
  public let raw: Estimate?
  /// Without adjustment, but with links that groups share out by their own rates.
  public let undiluted: Estimate?
  /// For the same system, size, hour and date: the ratio that may be claimed.
  public let adjusted: Estimate?
  /// As Mantel and Haenszel do it, in strata of system, size band and hour band.
  public let stratified: Estimate?
  /// How many changes stand in strata that hold both groups.
  public let informativeChanges: Int
  /// `adjusted` if every unknown change were of the group asked about, and if none were.
  public let ifAllUnknown: Estimate?
  public let ifNoUnknown: Estimate?
  /// That chance alone gives a ratio this far from 1: by the likelihood, and by shuffling labels.
  public let likelihoodP: Double?
  public let shuffledP: Double?
  /// The larger of the two, adjusted for the number of comparisons.
  public let q: Double?
  /// Whether the difference survives adjustment and the number of comparisons.
  public let isClear: Bool

  public init(
    comparison: ChangeComparison, exposed: GroupRate, reference: GroupRate, unknown: GroupRate,
    raw: Estimate?, undiluted: Estimate?, adjusted: Estimate?, stratified: Estimate?,
    informativeChanges: Int, ifAllUnknown: Estimate?, ifNoUnknown: Estimate?,
    likelihoodP: Double?, shuffledP: Double?, q: Double?, isClear: Bool
  ) {
    self.comparison = comparison
    self.exposed = exposed
    self.reference = reference
    self.unknown = unknown
    self.raw = raw
    self.undiluted = undiluted
    self.adjusted = adjusted
    self.stratified = stratified
    self.informativeChanges = informativeChanges
    self.ifAllUnknown = ifAllUnknown
    self.ifNoUnknown = ifNoUnknown
    self.likelihoodP = likelihoodP
    self.shuffledP = shuffledP
    self.q = q
    self.isClear = isClear
  }
}

/// How often drops followed changes since a reset began, and before it.
public struct SinceReset: Hashable, Sendable {
  public struct Side: Hashable, Sendable {
    /// Where its changes are counted.
    public let window: TimeWindow
    public let rate: GroupRate
    /// Lines changed in the middle one of its changes; `nil` where none is recorded.
    public let medianLines: Double?

    public init(window: TimeWindow, rate: GroupRate, medianLines: Double?) {
      self.window = window
      self.rate = rate
      self.medianLines = medianLines
    }

    public var changesPerDay: Double {
      Double(rate.changes) * 86_400 / Double(max(1, window.seconds))
    }
  }

  /// All that is on record before it.
  public let before: Side
  public let since: Side
  /// How many times as often a change is followed by a drop since, for the same system, size and hour; `nil` where
  /// there is no drop to go by.
  public let ratio: Estimate?

  public init(before: Side, since: Side, ratio: Estimate?) {
    self.before = before
    self.since = since
    self.ratio = ratio
  }
}

/// One week, from Monday on, cut at the edges of the period.
public struct TrendWeek: Hashable, Sendable {
  public let window: TimeWindow
  public let all: GroupRate
  public let aiAssisted: GroupRate
  public let noMarker: GroupRate
  /// Lines changed in the middle one of its changes; `nil` where none is recorded.
  public let medianLines: Double?

  public init(
    window: TimeWindow, all: GroupRate, aiAssisted: GroupRate, noMarker: GroupRate,
    medianLines: Double?
  ) {
    self.window = window
    self.all = all
    self.aiAssisted = aiAssisted
    self.noMarker = noMarker
    self.medianLines = medianLines
  }
}

/// One system against all together.
public struct SystemRate: Hashable, Sendable {
  public enum Place: String, Hashable, Sendable, CaseIterable {
    case inside
    /// Beyond what 95 of 100 systems of this size would show, and beyond 998 of 1000.
    case above95 = "above_95", above998 = "above_998"
    case below95 = "below_95", below998 = "below_998"
  }

  public let service: Service
  public let rate: GroupRate
  public let place: Place

  public init(service: Service, rate: GroupRate, place: Place) {
    self.service = service
    self.rate = rate
    self.place = place
  }
}

/// Limits of the funnel for one number of changes.
public struct FunnelLimit: Hashable, Sendable {
  public let changes: Int
  public let low95: Double
  public let high95: Double
  public let low998: Double
  public let high998: Double

  public init(changes: Int, low95: Double, high95: Double, low998: Double, high998: Double) {
    self.changes = changes
    self.low95 = low95
    self.high95 = high95
    self.low998 = low998
    self.high998 = high998
  }
}

/// A property that linked changes have more, or less, often than others.
public struct StandingOut: Hashable, Sendable {
  public enum Property: Hashable, Sendable {
    case tool(String)
    case type(ChangeType)
    /// 1 is Monday.
    case weekday(Int)
    /// The first hour of six, UTC.
    case hours(Int)
    case group(ChangeGroup)
    case emergency(Bool)
    case steps(many: Bool)
  }

  public let property: Property
  public let changes: Int
  public let linked: Double
  /// What it would be if the property did not matter.
  public let expected: Double
  public let q: Double

  public init(property: Property, changes: Int, linked: Double, expected: Double, q: Double) {
    self.property = property
    self.changes = changes
    self.linked = linked
    self.expected = expected
    self.q = q
  }
}

/// The measures of software delivery that DORA defines, each with what it was counted from.
public struct DeliveryMeasures: Hashable, Sendable {
  public let days: Double
  public let changes: Int
  public let steps: Int
  /// Median seconds from approval to start, of so many changes with an approval before it.
  public let approvalToStart: (seconds: Double, of: Int)?
  /// Median seconds from onset to end, of so many drops linked to these changes, weighted by their
  /// probability; drops that have not ended are left out.
  public let recovery: (seconds: Double, of: Double)?
  /// Changes that undo another or were made as emergencies.
  public let rework: Int

  public init(
    days: Double, changes: Int, steps: Int, approvalToStart: (seconds: Double, of: Int)?,
    recovery: (seconds: Double, of: Double)?, rework: Int
  ) {
    self.days = days
    self.changes = changes
    self.steps = steps
    self.approvalToStart = approvalToStart
    self.recovery = recovery
    self.rework = rework
  }

  public static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.days == rhs.days && lhs.changes == rhs.changes && lhs.steps == rhs.steps
      && lhs.rework == rhs.rework && lhs.approvalToStart?.seconds == rhs.approvalToStart?.seconds
      && lhs.approvalToStart?.of == rhs.approvalToStart?.of
      && lhs.recovery?.seconds == rhs.recovery?.seconds && lhs.recovery?.of == rhs.recovery?.of
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(changes)
    hasher.combine(rework)
  }
}

/// What the links of a period rest on.
public struct LinkQuality: Hashable, Sendable {
  public let drops: Int
  /// Drops whose likeliest answer is a change, and of these one of the changes compared.
  public let onChanges: Int
  public let onCompared: Int
  /// Of drops whose likeliest answer is a change, by the grade of that link.
  public let grades: [Grade: Int]
  /// Sum of the probabilities of no recorded change.
  public let unexplained: Double
  /// Drops of which a person said what was behind them.
  public let confirmed: Int
  /// Drops of which a team said that they were none.
  public let withdrawn: Int
  /// Orders below expected in all drops of the period, and in the largest.
  public let lost: Estimate
  public let largestLost: Double
  /// Of what is lost the part with no recorded change, and with changes not compared.
  public let lostUnexplained: Estimate
  public let lostElsewhere: Estimate

  public init(
    drops: Int, onChanges: Int, onCompared: Int, grades: [Grade: Int], unexplained: Double,
    confirmed: Int, withdrawn: Int, lost: Estimate, largestLost: Double,
    lostUnexplained: Estimate, lostElsewhere: Estimate
  ) {
    self.drops = drops
    self.onChanges = onChanges
    self.onCompared = onCompared
    self.grades = grades
    self.unexplained = unexplained
    self.confirmed = confirmed
    self.withdrawn = withdrawn
    self.lost = lost
    self.largestLost = largestLost
    self.lostUnexplained = lostUnexplained
    self.lostElsewhere = lostElsewhere
  }
}

/// One quarter beside others.
public struct QuarterRates: Hashable, Sendable {
  public let name: String
  /// The part of it in which changes are counted.
  public let counted: TimeWindow
  public let isWhole: Bool
  public let all: GroupRate
  public let aiAssisted: GroupRate
  public let noMarker: GroupRate
  public let undocumented: GroupRate
  public let medianLines: Double?

  public init(
    name: String, counted: TimeWindow, isWhole: Bool, all: GroupRate, aiAssisted: GroupRate,
    noMarker: GroupRate, undocumented: GroupRate, medianLines: Double?
  ) {
    self.name = name
    self.counted = counted
    self.isWhole = isWhole
    self.all = all
    self.aiAssisted = aiAssisted
    self.noMarker = noMarker
    self.undocumented = undocumented
    self.medianLines = medianLines
  }
}

/// All that a trend over the changes of a period found, before anything is put into words.
public struct TrendFindings: Sendable {
  /// The period asked for.
  public let window: TimeWindow
  /// The part of it in which changes are counted: after the first look-back of the history.
  public let counted: TimeWindow
  /// Changes of the period before that.
  public let cut: Int
  public let all: GroupRate
  public let groups: [ChangeGroup: GroupRate]
  /// In the order of `ChangeComparison.allCases`.
  public let comparisons: [GroupComparison]
  public let weeks: [TrendWeek]
  /// Most changes first.
  public let systems: [SystemRate]
  /// Ascending by changes; empty where there is nothing to compare.
  public let funnel: [FunnelLimit]
  /// Likeliest to be no chance first, those that survive the number of looks alone.
  public let standingOut: [StandingOut]
  /// How many properties were looked at for it.
  public let propertiesLookedAt: Int
  public let delivery: DeliveryMeasures
  public let quality: LinkQuality
  /// In order, the period's own where it is one.
  public let quarters: [QuarterRates]
  /// `nil` without a reset in the period, or without changes on both sides of its first day.
  public let sinceReset: SinceReset?

  public init(
    window: TimeWindow, counted: TimeWindow, cut: Int, all: GroupRate,
    groups: [ChangeGroup: GroupRate], comparisons: [GroupComparison], weeks: [TrendWeek],
    systems: [SystemRate], funnel: [FunnelLimit], standingOut: [StandingOut],
    propertiesLookedAt: Int, delivery: DeliveryMeasures, quality: LinkQuality,
    quarters: [QuarterRates], sinceReset: SinceReset? = nil
  ) {
    self.window = window
    self.counted = counted
    self.cut = cut
    self.all = all
    self.groups = groups
    self.comparisons = comparisons
    self.weeks = weeks
    self.systems = systems
    self.funnel = funnel
    self.standingOut = standingOut
    self.propertiesLookedAt = propertiesLookedAt
    self.delivery = delivery
    self.quality = quality
    self.quarters = quarters
    self.sinceReset = sinceReset
  }

  public func comparison(_ asked: ChangeComparison) -> GroupComparison? {
    comparisons.first { $0.comparison == asked }
  }
}
