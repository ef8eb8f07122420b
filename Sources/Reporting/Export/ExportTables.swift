public import Vocabulary

extension ExportTable {
  /// One row a drop, in order of time.
  public static func drops(_ findings: [Finding]) -> ExportTable {
    let columns = [
      "drop_id", "started_at", "started_from", "started_to", "ended_at", "marketplaces", "services",
      "observed_orders", "expected_orders", "lost_orders", "lost_orders_low", "lost_orders_high",
      "level", "status", "no_recorded_change_probability", "incidents",
    ]
    let rows = byTime(findings).map { finding -> [Cell] in
      let (drop, attribution) = (finding.drop, finding.attribution)
      let range = drop.onset.range(WordingPolicy.onsetLevel)
      return [
        .text(drop.id.name), time(drop.onset.mode), time(range.low), time(range.high),
        drop.end.mode.map(time) ?? .unknown, list(drop.marketplaces.map(\.name)),
        list(drop.services.map(\.name)), .integer(drop.observedOrders),
        .number(drop.expectedOrders, decimals: 1), .number(drop.lostOrders.value, decimals: 1),
        .number(drop.lostOrders.low, decimals: 1), .number(drop.lostOrders.high, decimals: 1),
        .number(drop.lostOrders.level, decimals: 6), .text(attribution.status.rawValue),
        .number(attribution.noRecordedChange.value, decimals: 6),
        list(finding.incidents.map(\.id.name)),
      ]
    }
    return ExportTable(columns: columns, rows: rows)
  }

  /// One row a drop and change considered.
  public static func links(_ findings: [Finding], changes: [ChangeID: Change]) -> ExportTable {
    let columns = [
      "drop_id", "change_id", "service", "probability", "grade", "minutes_before_onset",
      "authorship", "documented", "approved", "log_odds",
    ]
    let rows = byTime(findings).flatMap { finding in
      finding.attribution.suspects.map { suspect -> [Cell] in
        let change = changes[suspect.change]
        let sum = suspect.evidence.reduce(LogOdds.neutral) { $0 + $1.weight }
        return [
          .text(finding.drop.id.name), .text(suspect.change.name), .text(suspect.service.name),
          .number(suspect.probability.value, decimals: 6), .text(suspect.grade.rawValue),
          .number(suspect.minutesBeforeOnset, decimals: 1),
          .text((change?.authorship ?? .unknown).code), truth(change?.paperwork.isDocumented),
          truth(change?.paperwork.isApproved), .number(sum.value, decimals: 6),
        ]
      }
    }
    return ExportTable(columns: columns, rows: rows)
  }

  /// One row a change, in order of its start; names no person.
  public static func changes(_ changes: [Change], register: [Service: ServiceEntry])
    -> ExportTable
  {
    let columns = [
      "change_id", "service", "tier", "started_at", "steps", "change_type", "authorship", "ai_tool",
      "documented", "approved", "reviewer_count", "standards_check", "reliability_tests",
      "lines_changed", "emergency",
    ]
    let rows = changes.sorted(by: Change.earlierFirst).map { change -> [Cell] in
      let paperwork = change.paperwork
      return [
        .text(change.id.name), .text(change.service.name),
        register[change.service]?.tier.map { .integer($0) } ?? .unknown,
        time(change.rollout.startedAt), .integer(change.rollout.steps.count),
        change.rollout.steps.lazy.compactMap(\.type).first.map { .text($0.rawValue) } ?? .unknown,
        .text(change.authorship.code), change.authorship.tool.map { .text($0) } ?? .unknown,
        truth(paperwork.isDocumented), truth(paperwork.isApproved), reviewerCount(paperwork),
        check(paperwork.standardsCheck), check(paperwork.reliabilityTests),
        paperwork.linesChanged.valueIfAny.map { .integer($0) } ?? .unknown,
        truth(paperwork.emergency.valueIfAny),
      ]
    }
    return ExportTable(columns: columns, rows: rows)
  }

  /// One row a change and control.
  public static func controls(_ results: [ControlResult]) -> ExportTable {
    ExportTable(
      columns: ["change_id", "control", "outcome", "reason"],
      rows: results.sorted { $0.order < $1.order }.map { result in
        [
          .text(result.change.name), .text(result.control.rawValue), .text(result.outcome.code),
          result.outcome.detail.map { .text($0) } ?? .unknown,
        ]
      })
  }
}

private func byTime(_ findings: [Finding]) -> [Finding] {
  findings.sorted { ($0.drop.onset.mode, $0.drop.id) < ($1.drop.onset.mode, $1.drop.id) }
}

private func time(_ moment: Timestamp) -> ExportTable.Cell { .text(moment.description) }

private func list(_ names: [String]) -> ExportTable.Cell { .text(names.joined(separator: ";")) }

private func truth(_ flag: Bool?) -> ExportTable.Cell { flag.map { .truth($0) } ?? .unknown }

/// How many reviewers are listed besides the author, as far as the records tell.
private func reviewerCount(_ paperwork: Paperwork) -> ExportTable.Cell {
  switch paperwork.reviewers {
  case .unknown: .unknown
  case .none: .integer(0)
  case .value(let names):
    .integer(Set(names).subtracting([paperwork.author.valueIfAny ?? ""]).count)
  }
}

/// An empty field is written as such, so that it is not taken for an absent column.
private func check(_ result: Recorded<CheckResult>) -> ExportTable.Cell {
  switch result {
  case .unknown: .unknown
  case .none: .text("empty")
  case .value(let value): .text(value.rawValue)
  }
}
