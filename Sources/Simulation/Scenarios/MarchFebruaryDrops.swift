import Vocabulary

/// The drops of February: a cloud, a silent one, a rollout under way, a weak one, an unrecorded one.
enum MarchFebruaryDrops {
  static let all = [cloud, undeclared, underway, weak, unrecorded]

  private static let cloud = ScriptedDrop(
    note: "External: a cloud region fails, Europe and the Middle East", cause: .external,
    onset: MarchDrops.at(2, 11, 12, 31), minutes: 46, depth: 0.22, recoveryMinutes: 9,
    waves: [
      .init(marketplaces: MarchDrops.europe, minutes: 0),
      .init(marketplaces: MarchDrops.middleEast, minutes: 2),
    ],
    errorsPerLostOrder: 9,
    decoys: [
      MarchDrops.decoy(
        "storefront-web", .code, minutesBefore: 5, MarchDrops.europe,
        origin: MarchDrops.assisted(.authored, "Amazon Q", lines: 900),
        summary: "Replace the page header"),
      MarchDrops.decoy(
        "edge-routing", .config, minutesBefore: 13, origin: MarchDrops.undocumented,
        summary: "Drain one cell"),
    ],
    incident: ScriptedIncident(
      detectedMinutes: 7, title: "Elevated errors in Europe", severity: "SEV2",
      services: ["storefront-web"], marketplaces: [], lostOrders: 62_000, websiteErrors: 540_000))

  private static let undeclared = ScriptedDrop(
    note: "Declared by nobody: a flag in shipping options, Brazil", cause: .change,
    onset: MarchDrops.at(2, 14, 18, 5), minutes: 100, depth: 0.2,
    waves: [.init(marketplaces: ["BR"], minutes: 0)], errorsPerLostOrder: 0,
    change: ScriptedChange(
      service: "shipping-options", type: .flag,
      steps: [.init(minutes: -9, lastsMinutes: 1, marketplaces: ["BR"])],
      origin: ScriptedOrigin(authorship: .unknown, reviewers: 1, lines: 3),
      summary: "Hide express option"),
    ending: .rolledBack(.missing),
    decoys: [
      MarchDrops.decoy(
        "checkout", .code, minutesBefore: 3, ["US"],
        origin: MarchDrops.assisted(.assisted, "Amazon Q"), summary: "Log slow submits")
    ])

  private static let underway = ScriptedDrop(
    note: "Change still rolling out at the onset, stopped later", cause: .change,
    onset: MarchDrops.at(2, 19, 16, 12), minutes: 98, depth: 0.1, riseMinutes: 30,
    recoveryMinutes: 8, waves: [.init(marketplaces: ["US", "CA"], minutes: 0)],
    errorsPerLostOrder: 0.5,
    change: ScriptedChange(
      service: "search-index", type: .infrastructure,
      steps: [.init(minutes: -44, lastsMinutes: 480, marketplaces: ["US", "CA", "MX"])],
      summary: "Replace index hosts, five percent a time"),
    ending: .stopped,
    decoys: [
      MarchDrops.decoy(
        "catalog", .code, minutesBefore: 4, MarchDrops.northAmerica,
        origin: MarchDrops.assisted(.authored, "Codex"), summary: "Trim product payload")
    ],
    incident: ScriptedIncident(
      startShift: -150, detectedMinutes: -115, endShift: -140, title: "Empty search results",
      severity: "SEV2", services: ["search"], marketplaces: ["US"], lostOrders: 70_000,
      summary: "Times were entered from a local clock and may be hours off."))

  private static let weak = ScriptedDrop(
    note: "Weak: a price rule in Spain", cause: .change, onset: MarchDrops.at(2, 24, 9, 33),
    minutes: 118, depth: 0.049, waves: [.init(marketplaces: ["ES"], minutes: 0)],
    errorsPerLostOrder: 0,
    change: ScriptedChange(
      service: "pricing", type: .config,
      steps: [.init(minutes: -11, lastsMinutes: 4, marketplaces: ["ES"])],
      summary: "Round prices up to the next ten cents"),
    ending: .rolledBack(.inColumns),
    decoys: [
      MarchDrops.decoy(
        "inventory", .data, minutesBefore: 6, ["ES", "FR"], origin: MarchDrops.undocumented,
        summary: "Reload stock of one warehouse")
    ])

  private static let unrecorded = ScriptedDrop(
    note: "A change that the deploy log does not hold, Germany and Poland",
    cause: .unrecordedChange, onset: MarchDrops.at(2, 27, 8, 16), minutes: 37, depth: 0.18,
    waves: [.init(marketplaces: ["DE", "PL"], minutes: 0)], errorsPerLostOrder: 2,
    change: ScriptedChange(
      service: "address-book", type: .data,
      steps: [.init(minutes: -5, lastsMinutes: 3, marketplaces: ["DE", "PL"])],
      summary: "Import postal codes"),
    ending: .byItself,
    decoys: [
      MarchDrops.decoy(
        "delivery-promise", .code, minutesBefore: 8, ["DE"],
        origin: MarchDrops.assisted(.advised, "Amazon Q"), summary: "Tidy up logging")
    ],
    incident: ScriptedIncident(
      detectedMinutes: 21, title: "Address form rejects entries", severity: "SEV3",
      services: ["address-book"], marketplaces: ["DE"], lostOrders: 12_000))
}
