import Vocabulary

@testable import Reporting

/// The night to 11 March 2026, invented: two drops, changes that happen to stand near them, an
/// incident, and everything around it that a night may bring.
enum Night {
  static let us = Marketplace("US")
  static let ca = Marketplace("CA")
  static let de = Marketplace("DE")
  static let jp = Marketplace("JP")

  static func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Timestamp {
    Timestamp(.init(year: 2026, month: 3, day: day, hour: hour, minute: minute))
  }

  static let window = TimeWindow(start: at(10, 6), seconds: 86_400)

  static let provenance = RunProvenance(
    toolVersion: "0.4.0", commandLine: "faultline nightly data --reports reports",
    settingsHash: "5c1e0f7a9b3d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6",
    policy: policy,
    runAt: Timestamp(.init(year: 2026, month: 3, day: 11, hour: 6, minute: 0, second: 14)))

  static let policy = PolicyMention(
    name: "code safety reset", file: "policy.toml",
    hash: "0a8bd04f2c3d4e5f60718293a4b5c6d7e8f90112233445566778899aabbccdd0",
    scope: .tier(1, named: 0), reviewersNeeded: 2,
    rules: [
      .twoReviewers: "r1", .approvedRecord: "r2", .standardsCheck: "r3", .reliabilityTests: "r4",
    ],
    reset: TimeWindow(start: at(9, 0), seconds: 90 * 86_400), unknownBlocks: true)

  static func report(
    findings: [Finding] = [checkoutFinding, paymentsFinding],
    changes: [Change] = Night.changes, dismissed: [DismissedStretch] = Night.dismissed,
    overviews: [SeriesOverview] = Night.overviews, watchedSeries: Int? = nil,
    controls: [ControlResult] = Night.controls,
    warnings: [InputWarning] = Night.warnings, rejected: [RejectedRow] = Night.rejected,
    since: RunDifferences? = differences, watch: [WatchedFall] = [],
    verdicts: [DropID: TeamVerdict] = [:]
  ) -> NightlyReport {
    NightlyReport(
      window: window, provenance: provenance,
      intakes: intakes(
        rejected: rejected.count,
        ordersTo: overviews.compactMap(\.newestRow).max() ?? at(11, 5, 59)),
      rejectedRows: rejected, findings: findings,
      changes: Dictionary(uniqueKeysWithValues: changes.map { ($0.id, $0) }),
      dismissed: dismissed, overviews: overviews, watchedSeries: watchedSeries,
      controls: controls, register: register,
      warnings: warnings, sinceLastRun: since, watch: watch, verdicts: verdicts)
  }

  static let register: [Service: ServiceEntry] = Dictionary(
    uniqueKeysWithValues: [
      ("checkout-api", 1, "Commerce"), ("payments-config", 1, "Payments"),
      ("payments-gateway", 1, "Payments"), ("catalog-web", 2, "Catalog"),
      ("search-ranker", 2, "Discovery"),
    ].map { name, tier, owner in
      let service = Service(name)
      return (
        service,
        ServiceEntry(
          service: service, tier: tier, owner: owner, director: "Dana Director",
          vp: "Vera Vicepresident")
      )
    })

  static func intakes(rejected: Int, ordersTo: Timestamp) -> [Intake] {
    func intake(_ feed: Feed, _ file: String, _ rows: Int, aside: Int, _ last: Timestamp?) -> Intake
    {
      let digit = String(file.utf8.count, radix: 16).suffix(1)
      return Intake(
        feed: feed, file: file, sha256: String(repeating: "9f2c4" + digit + "7a", count: 8),
        rowsRead: rows, rowsLoaded: rows - aside, rowsSetAside: aside, rowsDuplicate: 0,
        rowsReplacing: feed == .orderMetrics ? 3 : 0, firstAt: at(1, 0), lastAt: last,
        alreadyLoaded: false, extraColumns: [])
    }
    return [
      intake(.orderMetrics, "order_metrics.csv.gz", 43_200, aside: 0, ordersTo),
      intake(.deploys, "deploys.csv", 1204, aside: 0, at(11, 5, 41)),
      intake(.incidents, "incidents.csv", 38, aside: rejected, at(11, 2, 10)),
      intake(.services, "services.csv", 61, aside: 0, nil),
    ]
  }

  static let rejected = [
    RejectedRow(
      feed: .incidents, place: SourcePlace(file: "incidents.csv", line: 17),
      column: "resolved_at", value: "2026-03-09T10:00:00Z",
      reason: "before the start of the incident", cells: ["INC-2039"])
  ]

  static let warnings: [InputWarning] = [
    .servicesMissing([Service("checkout")], namedIn: .incidents, missingIn: .deploys),
    .declaredNoneButMarker(
      ChangeID("D-4410"), tool: "Claude", place: SourcePlace(file: "deploys.csv", line: 861)),
  ]

  static let dismissed = [
    DismissedStretch(
      kind: .knownEvent, window: TimeWindow(start: at(10, 18), seconds: 7200),
      series: [SeriesKey(marketplace: de)], depth: Share(0.31), eventName: "warehouse maintenance"),
    DismissedStretch(
      kind: .feedGap, window: TimeWindow(start: at(10, 9, 10), seconds: 1500),
      series: [
        SeriesKey(marketplace: jp), SeriesKey(marketplace: jp, service: Service("payments")),
      ],
      depth: nil),
  ]

  static let differences = RunDifferences(
    previousUntil: at(10, 6), new: [checkoutDrop.id, paymentsDrop.id], stillOpen: [],
    closed: [DropID("2026-03-09-2211")],
    revised: [
      .init(
        drop: DropID("2026-03-08-0915"),
        kind: .loss(
          from: Estimate(value: 310, low: 220, high: 400, level: 0.9),
          to: Estimate(value: 290, low: 240, high: 342, level: 0.9)))
    ])
}
