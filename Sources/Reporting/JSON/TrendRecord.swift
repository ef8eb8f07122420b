import Vocabulary

/// A trend as `faultline/trend/1`.
struct TrendRecord: Codable, Hashable, Sendable {
  struct Interval: Codable, Hashable, Sendable {
    let estimate: Double
    let low: Double
    /// `null` where nothing bounds it.
    @ExplicitNull var high: Double?
    let level: Double

    init(_ one: Estimate, decimals: Int = 6) {
      estimate = JSONText.rounded(one.value, decimals: decimals)
      low = JSONText.rounded(one.low, decimals: decimals)
      high = one.high.isFinite ? JSONText.rounded(one.high, decimals: decimals) : nil
      level = one.level
    }
  }

  struct Rate: Codable, Hashable, Sendable {
    let changes: Int
    let linked: Double
    @ExplicitNull var share: Interval?
    let strongest: Int
    @ExplicitNull var strongestShare: Interval?
    /// Left out where orders were not counted.
    let lostOrders: Interval?
    let lostOrdersStrongest: Interval?

    init(_ rate: GroupRate) {
      changes = rate.changes
      linked = JSONText.rounded(rate.linked, decimals: 6)
      share = rate.share.map { Interval($0) }
      strongest = rate.strongest
      strongestShare = rate.strongestShare.map { Interval($0) }
      lostOrders = rate.loss.map { Interval($0.shared, decimals: 1) }
      lostOrdersStrongest = rate.loss.map { Interval($0.strongest, decimals: 1) }
    }
  }

  struct Group: Codable, Hashable, Sendable {
    let attribute: String
    let group: String
    let rate: Rate
  }

  struct Comparison: Codable, Hashable, Sendable {
    let comparison: String
    let exposed: Rate
    let reference: Rate
    let unknown: Rate
    @ExplicitNull var raw: Interval?
    @ExplicitNull var undiluted: Interval?
    @ExplicitNull var adjusted: Interval?
    @ExplicitNull var mantelHaenszel: Interval?
    let informativeChanges: Int
    @ExplicitNull var ifAllUnknown: Interval?
    @ExplicitNull var ifNoUnknown: Interval?
    @ExplicitNull var pLikelihood: Double?
    @ExplicitNull var pShuffled: Double?
    @ExplicitNull var q: Double?
    let clear: Bool
    let claim: String

    init(_ one: GroupComparison, claim: String) {
      comparison = one.comparison.rawValue
      exposed = Rate(one.exposed)
      reference = Rate(one.reference)
      unknown = Rate(one.unknown)
      raw = one.raw.map { Interval($0) }
      undiluted = one.undiluted.map { Interval($0) }
      adjusted = one.adjusted.map { Interval($0) }
      mantelHaenszel = one.stratified.map { Interval($0) }
      informativeChanges = one.informativeChanges
      ifAllUnknown = one.ifAllUnknown.map { Interval($0) }
      ifNoUnknown = one.ifNoUnknown.map { Interval($0) }
      pLikelihood = one.likelihoodP.map { JSONText.rounded($0, decimals: 6) }
      pShuffled = one.shuffledP.map { JSONText.rounded($0, decimals: 6) }
      q = one.q.map { JSONText.rounded($0, decimals: 6) }
      clear = one.isClear
      self.claim = claim
    }
  }

  struct Week: Codable, Hashable, Sendable {
    let since: String
    let until: String
    @ExplicitNull var medianLines: Double?
    let all: Rate
    let aiAssisted: Rate
    let noAiMarker: Rate
  }

  struct System: Codable, Hashable, Sendable {
    let service: String
    let rate: Rate
    let limits: String
  }

  struct Quarter: Codable, Hashable, Sendable {
    let quarter: String
    let counted: NightlyRecord.Window
    let whole: Bool
    @ExplicitNull var medianLines: Double?
    let all: Rate
    let aiAssisted: Rate
    let noAiMarker: Rate
    let undocumented: Rate
  }

  struct Property: Codable, Hashable, Sendable {
    let property: String
    let changes: Int
    let linked: Double
    let expected: Double
    let q: Double
  }

  struct Delivery: Codable, Hashable, Sendable {
    let days: Double
    let changes: Int
    let steps: Int
    @ExplicitNull var approvalToStartSeconds: Double?
    let approvalToStartOf: Int
    @ExplicitNull var recoverySeconds: Double?
    let recoveryOf: Double
    let rework: Int

    init(_ one: DeliveryMeasures) {
      days = JSONText.rounded(one.days, decimals: 4)
      changes = one.changes
      steps = one.steps
      approvalToStartSeconds = one.approvalToStart?.seconds
      approvalToStartOf = one.approvalToStart?.of ?? 0
      recoverySeconds = one.recovery?.seconds
      recoveryOf = JSONText.rounded(one.recovery?.of ?? 0, decimals: 6)
      rework = one.rework
    }
  }

  struct Quality: Codable, Hashable, Sendable {
    let drops: Int
    let onChanges: Int
    let onCompared: Int
    let grades: [String: Int]
    let unexplained: Double
    let confirmed: Int
    let withdrawn: Int
    let lostOrders: Interval
    let lostOrdersUnexplained: Interval
    let lostOrdersElsewhere: Interval

    init(_ one: LinkQuality) {
      drops = one.drops
      onChanges = one.onChanges
      onCompared = one.onCompared
      grades = Dictionary(uniqueKeysWithValues: one.grades.map { ($0.rawValue, $1) })
      unexplained = JSONText.rounded(one.unexplained, decimals: 6)
      confirmed = one.confirmed
      withdrawn = one.withdrawn
      lostOrders = Interval(one.lost, decimals: 1)
      lostOrdersUnexplained = Interval(one.lostUnexplained, decimals: 1)
      lostOrdersElsewhere = Interval(one.lostElsewhere, decimals: 1)
    }
  }

  struct Sides: Codable, Hashable, Sendable {
    struct Side: Codable, Hashable, Sendable {
      let counted: NightlyRecord.Window
      @ExplicitNull var medianLines: Double?
      let all: Rate

      init(_ side: SinceReset.Side) {
        counted = NightlyRecord.Window(side.window)
        medianLines = side.medianLines
        all = Rate(side.rate)
      }
    }

    let before: Side
    let since: Side
    @ExplicitNull var ratio: Interval?

    init(_ found: SinceReset) {
      before = Side(found.before)
      since = Side(found.since)
      ratio = found.ratio.map { Interval($0) }
    }
  }

  struct Controls: Codable, Hashable, Sendable {
    let period: AuditRecord.Counts
    @ExplicitNull var beforeReset: AuditRecord.Counts?
    @ExplicitNull var sinceReset: AuditRecord.Counts?
  }

  let schema: String
  let toolVersion: String
  @ExplicitNull var quarter: String?
  let window: NightlyRecord.Window
  let counted: NightlyRecord.Window
  let changesInFirstLookBack: Int
  let register: Bool
  let policy: PolicyRecord
  let all: Rate
  let groups: [Group]
  let comparisons: [Comparison]
  let weeks: [Week]
  let systems: [System]
  let standingOut: [Property]
  let propertiesLookedAt: Int
  let delivery: Delivery
  let quality: Quality
  let quarters: [Quarter]
  let controls: Controls
  @ExplicitNull var sinceReset: Sides?
  let replay: ReplayRecord?

  init(_ report: TrendReport) {
    let findings = report.findings
    schema = "faultline/trend/1"
    toolVersion = report.provenance.toolVersion
    quarter = report.quarter?.name
    window = NightlyRecord.Window(findings.window)
    counted = NightlyRecord.Window(findings.counted)
    changesInFirstLookBack = findings.cut
    register = report.hasRegister
    policy = PolicyRecord(report.policy)
    all = Rate(findings.all)
    groups = ChangeGroup.allCases.compactMap { group in
      findings.groups[group].map {
        Group(attribute: group.attribute.rawValue, group: group.rawValue, rate: Rate($0))
      }
    }
    comparisons = findings.comparisons.map { Comparison($0, claim: report.words($0.claim)) }
    weeks = findings.weeks.map {
      Week(
        since: $0.window.start.description, until: $0.window.end.description,
        medianLines: $0.medianLines, all: Rate($0.all), aiAssisted: Rate($0.aiAssisted),
        noAiMarker: Rate($0.noMarker))
    }
    systems = findings.systems.map {
      System(service: $0.service.name, rate: Rate($0.rate), limits: $0.place.rawValue)
    }
    standingOut = findings.standingOut.map {
      Property(
        property: $0.property.words, changes: $0.changes,
        linked: JSONText.rounded($0.linked, decimals: 6),
        expected: JSONText.rounded($0.expected, decimals: 6),
        q: JSONText.rounded($0.q, decimals: 6))
    }
    propertiesLookedAt = findings.propertiesLookedAt
    delivery = Delivery(findings.delivery)
    quality = Quality(findings.quality)
    quarters = findings.quarters.map {
      Quarter(
        quarter: $0.name, counted: NightlyRecord.Window($0.counted), whole: $0.isWhole,
        medianLines: $0.medianLines, all: Rate($0.all), aiAssisted: Rate($0.aiAssisted),
        noAiMarker: Rate($0.noMarker), undocumented: Rate($0.undocumented))
    }
    let around = report.audit.aroundReset
    controls = Controls(
      period: AuditRecord.Counts(report.audit.counts),
      beforeReset: around.map { AuditRecord.Counts($0.before) },
      sinceReset: around.map { AuditRecord.Counts($0.within) })
    sinceReset = findings.sinceReset.map(Sides.init)
    replay = report.audit.replay.map(ReplayRecord.init)
  }
}
