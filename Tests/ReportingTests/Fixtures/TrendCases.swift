import Vocabulary

@testable import Reporting

/// Quarters for the trend's page: one with a clear difference, one with none, one too short.
enum TrendCases {
  static let quarter = CalendarQuarter("2026Q1")
  private static let window = TimeWindow(
    start: Timestamp(.init(year: 2026, month: 1, day: 1)),
    seconds: 90 * 86_400)

  static func rate(
    _ changes: Int, _ linked: Double, _ low: Double, _ high: Double, strongest: Int? = nil
  ) -> GroupRate {
    let strongest = strongest ?? Int(linked.rounded())
    let share = { (value: Double) in
      changes == 0
        ? nil
        : Estimate(value: value / Double(changes), low: low, high: high, level: 0.95)
    }
    return GroupRate(
      changes: changes, linked: linked, share: share(linked), strongest: strongest,
      strongestShare: share(Double(strongest)),
      loss: GroupLoss(
        shared: Estimate(value: linked * 100, low: linked * 80, high: linked * 125, level: 0.95),
        strongest: Estimate(
          value: Double(strongest) * 100, low: Double(strongest) * 90,
          high: Double(strongest) * 110, level: 0.95)))
  }

  static func estimate(_ value: Double, _ low: Double, _ high: Double) -> Estimate {
    Estimate(value: value, low: low, high: high, level: 0.95)
  }

  static let assisted = rate(464, 45.8, 0.073, 0.13)
  static let unmarked = rate(921, 69.2, 0.059, 0.094)
  private static let unknown = rate(62, 6, 0.036, 0.199)
  private static let undocumented = rate(98, 14.3, 0.08, 0.23)
  private static let documented = rate(1349, 107, 0.065, 0.095)
  private static let few = rate(14, 1.2, 0.003, 0.35)

  static func comparison(
    _ comparison: ChangeComparison, _ exposed: GroupRate, _ reference: GroupRate, ratio: Estimate,
    ends: (all: Estimate, none: Estimate)? = nil, isClear: Bool
  ) -> GroupComparison {
    GroupComparison(
      comparison: comparison, exposed: exposed, reference: reference,
      unknown: ends == nil ? rate(0, 0, 0, 1) : unknown, raw: estimate(1.32, 0.93, 1.89),
      undiluted: ratio, adjusted: ratio, stratified: estimate(1.2, 0.8, 1.8),
      informativeChanges: 320, ifAllUnknown: ends?.all ?? ratio, ifNoUnknown: ends?.none ?? ratio,
      likelihoodP: isClear ? 0.002 : 0.31, shuffledP: isClear ? 0.0035 : 0.28,
      q: isClear ? 0.0175 : 0.5, isClear: isClear)
  }

  static let noDifference = comparison(
    .aiAssisted, assisted, unmarked, ratio: estimate(1.2, 0.82, 1.76),
    ends: (estimate(1.2, 0.83, 1.75), estimate(1.18, 0.8, 1.74)), isClear: false)
  static let difference = comparison(
    .aiAssisted, assisted, unmarked, ratio: estimate(1.9, 1.3, 2.7),
    ends: (estimate(1.8, 1.2, 2.6), estimate(1.4, 0.97, 2)), isClear: true)
  static let fewerWithAI = comparison(
    .aiAssisted, assisted, unmarked, ratio: estimate(0.4, 0.2, 0.8),
    ends: (estimate(0.4, 0.2, 0.8), estimate(0.5, 0.3, 0.9)), isClear: true)

  private static func weeks() -> [TrendWeek] {
    (0..<13).map { week in
      TrendWeek(
        window: TimeWindow(
          start: window.start.advanced(bySeconds: (week * 7 + 4) * 86_400), seconds: 7 * 86_400),
        all: rate(110 - week * 2, 9 - Double(week) / 2, 0.03, 0.15),
        aiAssisted: rate(36, 4 - Double(week) / 4, 0.02, 0.25),
        noMarker: rate(70, 5 - Double(week) / 4, 0.02, 0.16), medianLines: 60 - Double(week))
    }
  }

  private static let systems = [
    ("checkout", 312, 29.0, SystemRate.Place.inside), ("search", 240, 15, .inside),
    ("payments", 188, 29.4, .above95), ("basket", 40, 2, .inside), ("flags", 12, 0, .inside),
  ].map { name, changes, linked, place in
    SystemRate(
      service: Service(name), rate: rate(changes, linked, 0.04, 0.15), place: place)
  }

  private static let funnel = [1, 20, 60, 120, 200, 312].map { changes in
    let width = 0.5 / Double(changes).squareRoot()
    return FunnelLimit(
      changes: changes, low95: max(0, 0.084 - width), high95: min(1, 0.084 + width),
      low998: max(0, 0.084 - 1.6 * width), high998: min(1, 0.084 + 1.6 * width))
  }

  static func findings(
    _ ai: GroupComparison, changes: Int = 1447, cut: Int = 0, counted: TimeWindow? = nil,
    others given: [GroupComparison]? = nil
  ) -> TrendFindings {
    let all = rate(changes, changes == 0 ? 0 : 121.4, 0.07, 0.099)
    let others = ChangeComparison.allCases.dropFirst().map { one in
      comparison(
        one, one == .undocumented ? undocumented : few, documented,
        ratio: one == .undocumented ? estimate(1.8, 1.1, 3) : estimate(1.1, 0.3, 4.4),
        isClear: one == .undocumented)
    }
    let groups: [ChangeGroup: GroupRate] = [
      .aiDeclared: rate(400, 40, 0.07, 0.13), .aiInferred: rate(64, 5.8, 0.03, 0.18),
      .noAIMarker: unmarked, .authorshipUnknown: unknown, .documented: documented,
      .undocumented: undocumented, .testsNotPassed: few,
    ]
    let recovery: (seconds: Double, of: Double)? = (4560, 98.2)
    return TrendFindings(
      window: window, counted: counted ?? window, cut: cut, all: all, groups: groups,
      comparisons: [ai] + (given ?? others), weeks: changes == 0 ? [] : weeks(),
      systems: changes == 0 ? [] : systems, funnel: changes == 0 ? [] : funnel,
      standingOut: [
        StandingOut(
          property: .type(.config), changes: 210, linked: 31.2, expected: 17.6, q: 0.004)
      ], propertiesLookedAt: 34,
      delivery: DeliveryMeasures(
        days: 90, changes: changes, steps: 3204, approvalToStart: (33_660, 1300),
        recovery: recovery, rework: 52),
      quality: LinkQuality(
        drops: changes == 0 ? 0 : 140, onChanges: 118, onCompared: 112,
        grades: [.strong: 60, .moderate: 40, .weak: 18], unexplained: 19.2, confirmed: 3,
        withdrawn: 1, lost: estimate(18_400, 16_900, 20_100), largestLost: 4000,
        lostUnexplained: estimate(1900, 900, 3000), lostElsewhere: estimate(700, 100, 1500)),
      quarters: [], sinceReset: changes == 0 ? nil : sinceReset(estimate(0.44, 0.21, 0.83)))
  }

  /// Nine months before the reset and three weeks since.
  static func sinceReset(_ ratio: Estimate?) -> SinceReset {
    let start = Timestamp(.init(year: 2026, month: 3, day: 9))
    func side(_ days: Int, until end: Timestamp, _ rate: GroupRate, _ lines: Double)
      -> SinceReset.Side
    {
      SinceReset.Side(
        window: TimeWindow(start: end.advanced(bySeconds: -days * 86_400), seconds: days * 86_400),
        rate: rate, medianLines: lines)
    }
    return SinceReset(
      before: side(250, until: start, rate(4000, 362.4, 0.082, 0.1), 61),
      since: side(
        23, until: start.advanced(bySeconds: 23 * 86_400), rate(294, 12.1, 0.022, 0.071), 48),
      ratio: ratio)
  }

  static func report(
    _ findings: TrendFindings, register: Bool = true, quarter: CalendarQuarter? = quarter,
    audit: SafeguardAudit = AuditTests.audit
  ) -> TrendReport {
    TrendReport(
      quarter: quarter, findings: findings, audit: audit,
      provenance: RunProvenance(
        toolVersion: "0.4.0", commandLine: "faultline trend 2026Q1 --reports reports/2026Q1",
        settingsHash: Night.provenance.settingsHash, policy: Night.policy, runAt: nil),
      intakes: [], hasRegister: register, warnings: [],
      interval: { cases, all in
        let share = Double(cases) / Double(max(1, all))
        return Estimate(value: share, low: share * 0.9, high: min(1, share * 1.1), level: 0.95)
      })
  }

  static let short = findings(
    comparison(
      .aiAssisted, rate(0, 0, 0, 1), rate(0, 0, 0, 1), ratio: estimate(1, 0.1, 10), isClear: false),
    changes: 0, cut: 40)

  static let withReplay = report(
    findings(noDifference), audit: ReplayTests.audit(ReplayTests.replay()))

  /// The records end 20 days before the quarter does.
  static let partial = report(
    findings(noDifference, counted: TimeWindow(start: window.start, seconds: 70 * 86_400)))

  /// Exports that hold no column to tell groups by.
  static let untold: [GroupComparison] = ChangeComparison.allCases.map { one in
    GroupComparison(
      comparison: one, exposed: rate(0, 0, 0, 1), reference: rate(0, 0, 0, 1),
      unknown: rate(1447, 121.4, 0.07, 0.099), raw: nil, undiluted: nil, adjusted: nil,
      stratified: nil, informativeChanges: 0, ifAllUnknown: nil, ifNoUnknown: nil,
      likelihoodP: nil, shuffledP: nil, q: nil, isClear: false)
  }

  static let samples: [(String, TrendReport)] = [
    ("none", report(findings(noDifference))), ("clear", report(findings(difference))),
    ("fewer", report(findings(fewerWithAI), register: false)), ("short", report(short)),
  ]
}
