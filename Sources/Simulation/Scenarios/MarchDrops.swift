import Vocabulary

/// The twelve drops of the March scenario, in order of their onset.
enum MarchDrops {
  static let all: [ScriptedDrop] =
    MarchJanuaryDrops.all + MarchFebruaryDrops.all + outages + [ninthOfMarch]

  /// The two of which the public figures tell.
  static let outages = [secondOfMarch, fifthOfMarch]

  static let northAmerica = ["US", "CA", "MX"]
  static let europe = ["UK", "DE", "FR", "IT", "ES", "NL", "SE", "PL", "BE"]
  static let middleEast = ["AE", "SA", "TR"]
  static let asiaPacific = ["JP", "IN", "AU", "SG"]
  static let southAmerica = ["BR"]

  static func at(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Timestamp {
    Timestamp(.init(year: 2026, month: month, day: day, hour: hour, minute: minute))
  }

  /// One step `minutes` before the onset.
  static func decoy(
    _ service: String, _ type: ChangeType, minutesBefore minutes: Double,
    _ marketplaces: [String]? = nil, origin: ScriptedOrigin = .ordinary, summary: String
  ) -> ScriptedChange {
    ScriptedChange(
      service: service, type: type,
      steps: [.init(minutes: -minutes, lastsMinutes: 6, marketplaces: marketplaces)],
      origin: origin, summary: summary)
  }

  static let undocumented = ScriptedOrigin(documented: false, approved: false, reviewers: 0)

  static func assisted(_ part: AIPart, _ tool: String, lines: Int = 140) -> ScriptedOrigin {
    ScriptedOrigin(authorship: .declared(part, tool: tool), lines: lines)
  }

  /// Wrong delivery times at checkout, worldwide in three waves.
  private static let secondOfMarch = ScriptedDrop(
    note: "2 March: AI-advised change to the delivery promise, worldwide, ended by a rollback",
    cause: .change, onset: at(3, 2, 10, 3), minutes: 38, depth: 0.28, riseMinutes: 2,
    waves: [
      .init(marketplaces: europe + middleEast, minutes: 0),
      .init(marketplaces: northAmerica + southAmerica, minutes: 9),
      .init(marketplaces: asiaPacific, minutes: 16),
    ],
    errorsPerLostOrder: 1_600_000 / 120_000, calibration: .depth(orders: 120_000),
    change: ScriptedChange(
      service: "delivery-promise", type: .code,
      steps: [
        .init(minutes: -4, lastsMinutes: 6, marketplaces: europe + middleEast),
        .init(minutes: 5, lastsMinutes: 6, marketplaces: northAmerica + southAmerica),
        .init(minutes: 12, lastsMinutes: 6, marketplaces: asiaPacific),
      ],
      origin: ScriptedOrigin(
        authorship: .declared(.advised, tool: "Amazon Q"), reviewers: 1, lines: 212),
      summary: "Rework the delivery estimate cache as advised"),
    ending: .rolledBack(.inColumns),
    decoys: [
      decoy(
        "pricing", .config, minutesBefore: 9, europe, origin: undocumented,
        summary: "Adjust rounding thresholds"),
      decoy("search-index", .data, minutesBefore: 2, summary: "Refresh ranking weights"),
    ],
    incident: ScriptedIncident(
      startShift: 5, detectedMinutes: 14, endShift: 3, title: "Wrong delivery times at checkout",
      severity: "SEV1", services: ["checkout"], lostOrders: 120_000, websiteErrors: 1_600_000,
      summary: "Customers saw wrong delivery times or errors at checkout worldwide."))

  /// A production change without record or approval; North America all but stopped.
  private static let fifthOfMarch = ScriptedDrop(
    note: "5 March: undocumented, unapproved production change, North America, 99 %",
    cause: .change, onset: at(3, 5, 14, 2), minutes: 420, depth: 0.99, riseMinutes: 3,
    recoveryMinutes: 12, waves: [.init(marketplaces: northAmerica, minutes: 0)],
    errorsPerLostOrder: 2.4, calibration: .end(orders: 6_300_000),
    change: ScriptedChange(
      service: "edge-routing", type: .infrastructure,
      steps: [.init(minutes: -5, lastsMinutes: 4, marketplaces: northAmerica)],
      origin: ScriptedOrigin(documented: false, approved: false, reviewers: 0, lines: 18),
      summary: "Shift traffic between cells"),
    ending: .rolledBack(.inColumns),
    decoys: [
      decoy(
        "checkout", .code, minutesBefore: 11, northAmerica, origin: assisted(.authored, "Cursor"),
        summary: "Simplify the address form"),
      decoy("image-delivery", .flag, minutesBefore: 1, summary: "Enable carousel test"),
    ],
    incident: ScriptedIncident(
      startShift: 1, detectedMinutes: 6, title: "Orders in North America down by 99 percent",
      severity: "SEV1",
      services: ["order-intake", "storefront-web"], lostOrders: 6_300_000,
      summary: "Login, prices and checkout unavailable in North America."))

  private static let ninthOfMarch = ScriptedDrop(
    note: "AI-authored change with complete paperwork, short, one marketplace; declared late",
    cause: .change, onset: at(3, 9, 17, 24), minutes: 21, depth: 0.35,
    waves: [.init(marketplaces: ["CA"], minutes: 0)], errorsPerLostOrder: 4,
    change: ScriptedChange(
      service: "identity", type: .code,
      steps: [.init(minutes: -3, lastsMinutes: 5, marketplaces: ["CA"])],
      origin: assisted(.authored, "GitHub Copilot", lines: 480),
      summary: "Move session checks to the new client"),
    ending: .rolledBack(.inColumns),
    decoys: [
      decoy(
        "payments", .config, minutesBefore: 7, ["CA", "MX"], origin: undocumented,
        summary: "Raise retry limit")
    ],
    incident: ScriptedIncident(
      startShift: 16, detectedMinutes: 55, title: "Sign-in failures in CA", severity: "SEV3",
      services: ["identity"], confirmed: true))
}
