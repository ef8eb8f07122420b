import Vocabulary

extension NightlyReport {
  /// Six to eight figures, each with its size or its limits.
  var facts: [Fact] {
    [
      dropsFact, lossFact, incidentsFact, aiFact, changesFact, paperFact, controlsFact, healthFact,
    ]
  }

  private var dropsFact: Fact {
    let open = findings.count { $0.drop.end.mode == nil }
    let linked = findings.count { $0.attribution.status == .linked }
    let contested = findings.count { $0.attribution.status == .contested }
    let detail =
      findings.isEmpty
      ? fileOfDrops.map { "taken from \($0)" }
        ?? "\(counted(watchedSeries, "series", "series")) watched"
      : "\(grouped(linked)) linked, \(grouped(contested)) contested, \(grouped(open)) still open"
    return Fact(name: "Drops found", value: grouped(findings.count), detail: "\(detail)")
  }

  private var lossFact: Fact {
    let losses = findings.map(\.drop.lostOrders)
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
    guard !findings.isEmpty else { return Fact(name: name, value: "—", detail: "no drop found") }
    let near = changesNearDrops.map(\.change)
    let assisted = near.filter(OriginGroup.aiAssisted.holds)
    let linked = Set(findings.flatMap(\.linkedSuspects).map(\.change))
    let count = assisted.count { linked.contains($0.id) }
    return Fact(
      name: name, value: "\(grouped(assisted.count)) of \(grouped(near.count))",
      detail: "changes considered; \(grouped(count)) linked or contested")
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
    let who = missing.isEmpty ? "" : ": " + enumerated(missing.map(\.id.name), limit: 3)
    return Fact(
      name: name, value: grouped(missing.count), detail: "of \(grouped(tier1.count))\(who)")
  }

  private var incidentsFact: Fact {
    let matched = findings.filter { !$0.incidents.isEmpty }
    guard let first = matched.first, let incident = first.incidents.first else {
      let detail = findings.isEmpty ? "no drop to match" : "none was declared for a drop"
      return Fact(
        name: "Drops with an incident", value: "0 of \(grouped(findings.count))",
        detail: "\(detail)")
    }
    let seen = incident.detectedAt ?? incident.startedAt
    let delay = seen.seconds(since: first.drop.onset.mode)
    let words =
      delay < 0 ? "before the onset" : "\(duration(seconds: delay)) after the onset"
    return Fact(
      name: "Drops with an incident",
      value: "\(grouped(matched.count)) of \(grouped(findings.count))",
      detail: "\(incident.id.name) noticed \(seen.clock), \(words)")
  }

  private var controlsFact: Fact {
    let summary = ControlsSummary(self)
    guard summary.changes > 0 else {
      return Fact(
        name: "All four controls met", value: "—",
        detail: provenance.policy.coversTier1Alone && !tier1InWindow.isEmpty
          ? "not looked at" : "no \(provenance.policy.kind) change in the window")
    }
    let excepted = summary.onlyExcepted
    return Fact(
      name: "All four controls met",
      value: "\(grouped(summary.allMet)) of \(grouped(summary.changes))",
      detail:
        "\(grouped(summary.anyNotMet)) with one not met, \(grouped(summary.onlyUnknown)) unknown\(excepted == 0 ? "" : ", \(grouped(excepted)) excepted")"
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
