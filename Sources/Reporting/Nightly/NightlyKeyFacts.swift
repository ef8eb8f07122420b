import Vocabulary

extension NightlyReport {
  /// Six to eight figures, each with its size or its limits.
  var facts: [Fact] {
    [
      dropsFact, lossFact, incidentsFact, aiFact, changesFact, paperFact, controlsFact, healthFact,
    ]
  }

  private var dropsFact: Fact {
    let detail =
      findings.isEmpty
      ? fileOfDrops.map { "taken from \($0)" }
        ?? "\(counted(watchedSeries, "series", "series")) watched"
      : dropKinds
    return Fact(name: "Drops found", value: grouped(standing.count), detail: "\(detail)")
  }

  /// `2 linked, 1 unexplained; 1 still open`: the kinds add up, what is open cuts across them.
  private var dropKinds: String {
    let kinds = Attribution.Status.allCases.compactMap { status -> String? in
      let drops = standing.filter { $0.attribution.status == status }
      return drops.first.map { "\(grouped(drops.count)) \($0.attribution.statusWords)" }
    }
    let open = standing.count { $0.drop.end.mode == nil }
    return [
      kinds.isEmpty ? nil : kinds.joined(separator: ", "),
      open == 0 ? nil : "\(grouped(open)) still open", settledClause,
    ].compactMap { $0 }.joined(separator: "; ")
  }

  private var lossFact: Fact {
    let losses = standing.map(\.drop.lostOrders)
    guard let total = Estimate.independentSum(losses)?.rounded else {
      return Fact(name: "Orders below expected", value: "—", detail: "no drop found")
    }
    let note = losses.count > 1 ? ", errors of the drops taken as independent" : ""
    return Fact(
      name: "Orders below expected", value: grouped(total.value),
      detail: "\(total.interval)\(note)")
  }

  private var changesFact: Fact {
    let counts = changeCounts
    return Fact(
      name: "Changes deployed", value: grouped(counts.all),
      detail: counts.all == 0 ? "no deploy in the window" : "\(counts.words)")
  }

  private var aiFact: Fact {
    let name = "AI-assisted before a drop"
    guard !standing.isEmpty else { return Fact(name: name, value: "—", detail: "no drop found") }
    let near = changesNearDrops.map(\.change)
    guard near.isEmpty || !near.allSatisfy(OriginGroup.aiAssisted.isUnknown) else {
      return Fact(
        name: name, value: "—",
        detail: "the records do not say of any of \(counted(near.count, "change")) considered")
    }
    let assisted = near.filter(OriginGroup.aiAssisted.holds)
    let unknown = near.count(where: OriginGroup.aiAssisted.isUnknown)
    let linked = Set(standing.flatMap(\.linkedSuspects).map(\.change))
    let count = assisted.count { linked.contains($0.id) }
    return Fact(
      name: name, value: "\(grouped(assisted.count)) of \(grouped(near.count))",
      detail: """
        changes considered; \(grouped(count)) linked or contested\
        \(OriginGroup.aiAssisted.unknownWords(unknown))
        """)
  }

  private var paperFact: Fact {
    let missing = tier1Undocumented
    let tier1 = tier1InWindow
    let name = "Tier-1 changes without a record"
    guard !register.isEmpty else {
      return Fact(name: name, value: "—", detail: "no register of services was given")
    }
    let unknown = tier1.count { $0.paperwork.isDocumented == nil }
    guard unknown < tier1.count || tier1.isEmpty else {
      return Fact(name: name, value: "—", detail: "the deploy log has no such column")
    }
    let who = missing.isEmpty ? "" : ": " + enumerated(missing.reversed().map(\.id.name), limit: 3)
    return Fact(
      name: name, value: grouped(missing.count), detail: "of \(grouped(tier1.count))\(who)")
  }

  private var incidentsFact: Fact {
    let matched = standing.filter { !$0.incidents.isEmpty }
    let shown = needingALook.first { !$0.incidents.isEmpty } ?? matched.first
    let name = "Drops with an incident"
    guard let first = shown, let incident = first.incidents.first else {
      let detail = standing.isEmpty ? "no drop to match" : "none was declared for a drop"
      return Fact(name: name, value: "0 of \(grouped(standing.count))", detail: "\(detail)")
    }
    // What nobody wrote down is not made up: a begin that people declared is no time of detection.
    let verb = incident.detectedAt == nil ? "declared to have begun" : "detected"
    let moment = incident.detectedAt ?? incident.startedAt
    let delay = moment.seconds(since: first.drop.onset.mode)
    let words =
      delay < 0
      ? "\(duration(seconds: -delay)) before the onset of \(first.drop.id.name)"
      : "\(duration(seconds: delay)) after the onset of \(first.drop.id.name)"
    return Fact(
      name: name, value: "\(grouped(matched.count)) of \(grouped(standing.count))",
      detail: "\(incident.id.name) \(verb) \(moment.short), \(words)")
  }

  private var controlsFact: Fact {
    let summary = ControlsSummary(self)
    guard summary.changes > 0 else {
      return Fact(
        name: "All four controls met", value: "—",
        detail: !provenance.policy.coversTier1Alone
          ? "no change to what the safeguards cover in the window"
          : register.isEmpty
            ? "no register of services was given"
            : tier1InWindow.isEmpty ? "no Tier-1 change in the window" : "not looked at")
    }
    guard summary.onlyUnknown < summary.changes else {
      return Fact(
        name: "All four controls met", value: "—",
        detail: "the records do not say of any of \(counted(summary.changes, "change"))")
    }
    let excepted = summary.onlyExcepted
    return Fact(
      name: "All four controls met",
      value: "\(grouped(summary.allMet)) of \(grouped(summary.changes))",
      detail:
        "\(grouped(summary.anyNotMet)) with at least one not met, \(grouped(summary.onlyUnknown)) unknown\(excepted == 0 ? "" : ", \(grouped(excepted)) excepted")"
    )
  }

  private var healthFact: Fact {
    let until = newestOrderRow.map { "orders to \($0.short)" } ?? "no orders"
    let value =
      !isComplete
      ? "incomplete" : warnings.isEmpty ? "complete" : counted(warnings.count, "warning")
    return Fact(
      name: "Data health", value: value,
      detail: "\(until); \(counted(rowsSetAside, "row")) set aside")
  }
}
