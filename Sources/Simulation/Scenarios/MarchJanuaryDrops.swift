import Vocabulary

/// The drops of January and early February: ordinary causes, and one that no change explains.
enum MarchJanuaryDrops {
  static let all = [ordinaryChange, cardNetwork, cartCanary, leak]

  private static let ordinaryChange = ScriptedDrop(
    note: "Ordinary change: documented, approved, two reviewers, no AI",
    cause: .change, onset: MarchDrops.at(1, 22, 15, 10), minutes: 55, depth: 0.12,
    waves: [
      .init(marketplaces: ["UK", "DE", "FR", "IT", "ES", "NL", "SE", "PL", "BE"], minutes: 0)
    ],
    errorsPerLostOrder: 1.5,
    change: ScriptedChange(
      service: "payments", type: .code,
      steps: [
        .init(minutes: -70, lastsMinutes: 8, marketplaces: ["TR"]),
        .init(minutes: -6, lastsMinutes: 7, marketplaces: MarchDrops.europe),
      ],
      summary: "Switch authorisation to the new message format"),
    ending: .rolledBack(.inColumns),
    decoys: [
      MarchDrops.decoy(
        "search", .code, minutesBefore: 4, origin: MarchDrops.assisted(.authored, "Amazon Q"),
        summary: "Rewrite query parsing"),
      MarchDrops.decoy(
        "catalog", .config, minutesBefore: 15, MarchDrops.europe, origin: MarchDrops.undocumented,
        summary: "Change cache lifetimes"),
    ],
    incident: ScriptedIncident(
      detectedMinutes: 18, title: "Card payments declined in Europe", severity: "SEV2",
      services: ["payments"], confirmed: true, lostOrders: 48_000))

  private static let cardNetwork = ScriptedDrop(
    note: "External: a card network fails in Japan", cause: .external,
    onset: MarchDrops.at(1, 28, 3, 37), minutes: 70, depth: 0.45, riseMinutes: 3,
    recoveryMinutes: 10, waves: [.init(marketplaces: ["JP"], minutes: 0)], errorsPerLostOrder: 6,
    decoys: [
      MarchDrops.decoy(
        "checkout", .code, minutesBefore: 6, ["JP"],
        origin: MarchDrops.assisted(.assisted, "Claude Code"), summary: "Shorten the order review")
    ],
    incident: ScriptedIncident(
      detectedMinutes: 11, title: "Payment failures in JP", severity: "SEV2",
      services: ["payment-gateway"], lostOrders: 31_000))

  private static let cartCanary = ScriptedDrop(
    note: "AI-assisted change caught in its canary marketplace; the rollback is a row of its own",
    cause: .change, onset: MarchDrops.at(2, 3, 10, 48), minutes: 26, depth: 0.3,
    waves: [.init(marketplaces: ["IT"], minutes: 0)], errorsPerLostOrder: 3,
    change: ScriptedChange(
      service: "cart", type: .code,
      steps: [
        .init(minutes: -8, lastsMinutes: 9, marketplaces: ["IT"]),
        .init(minutes: 52, lastsMinutes: 10, marketplaces: MarchDrops.europe),
      ],
      origin: ScriptedOrigin(
        authorship: .inferred(marker: "Assisted-by: Amazon Q", tool: "Amazon Q"),
        trailer: "Assisted-by: Amazon Q", lines: 96),
      summary: "Merge guest carts on sign-in"),
    ending: .rolledBack(.asRow),
    decoys: [
      MarchDrops.decoy(
        "tax", .data, minutesBefore: 3, ["IT", "ES"], summary: "Update rate tables")
    ],
    incident: ScriptedIncident(
      detectedMinutes: 9, title: "Cart errors in IT", severity: "SEV3", services: ["cart"]))

  private static let leak = ScriptedDrop(
    note: "Config change that leaks: onset three hours after it, slow ramp, fixed forward",
    cause: .change, onset: MarchDrops.at(2, 6, 4, 20), minutes: 330, depth: 0.11,
    riseMinutes: 160, recoveryMinutes: 12,
    waves: [
      .init(marketplaces: ["JP", "AU"], minutes: 0), .init(marketplaces: ["IN"], minutes: 12),
    ],
    errorsPerLostOrder: 0.8,
    change: ScriptedChange(
      service: "session-store", type: .config,
      steps: [
        .init(minutes: -185, lastsMinutes: 12, marketplaces: MarchDrops.asiaPacific)
      ],
      summary: "Lengthen session lifetime, keep limits"),
    ending: .fixedForward,
    decoys: [
      MarchDrops.decoy(
        "identity", .code, minutesBefore: 5, ["JP", "AU", "IN", "SG"],
        origin: MarchDrops.undocumented, summary: "Hotfix token refresh")
    ],
    incident: ScriptedIncident(
      startShift: 95, detectedMinutes: 150, title: "Sessions expire early in APAC",
      severity: "SEV3", services: ["identity"], marketplaces: ["JP", "IN"]))
}
