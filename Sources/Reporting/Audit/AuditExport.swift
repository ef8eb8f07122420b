import Vocabulary

extension SafeguardAudit {
  /// One row a change and control.
  public var table: ExportTable {
    ExportTable(
      columns: [
        "change_id", "service", "tier", "started_at", "authorship", "rule", "control", "outcome",
        "reason",
      ],
      rows: changes.flatMap { one in
        one.results.map { result in
          [
            .text(one.change.id.name), .text(one.service.name),
            register[one.service]?.tier.map { .integer($0) } ?? .unknown,
            .text(one.change.rollout.startedAt.description), .text(one.change.authorship.code),
            .text(policy.rule(result.control)), .text(result.control.rawValue),
            .text(result.outcome.code), result.outcome.detail.map { .text($0) } ?? .unknown,
          ]
        }
      })
  }

  /// One row a system or area.
  public func table(by grouping: AuditGrouping) -> ExportTable {
    let outcomes = ["met", "not_met", "unknown", "excepted"]
    return ExportTable(
      columns: [
        grouping.rawValue, "systems", "changes", "all_met", "any_not_met", "only_unknown",
        "only_excepted",
      ] + Control.allCases.flatMap { control in outcomes.map { "\(control.rawValue)_\($0)" } },
      rows: groups(by: grouping).map { group in
        let counts = group.counts
        let controls = Control.allCases.map(counts.of)
        let numbers =
          [
            group.systems, counts.changes, counts.allMet, counts.anyNotMet, counts.anyUnknown,
            counts.anyExcepted,
          ] + controls.flatMap { [$0.met, $0.notMet, $0.unknown, $0.excepted] }
        return [.text(group.name)] + numbers.map { .integer($0) }
      })
  }

  /// `faultline/audit/1`, with the groups asked for.
  public func json(by grouping: AuditGrouping?) -> String {
    JSONText.encoded(AuditRecord(self, grouping))
  }
}
