import Vocabulary

/// Rows of the deploy log.
enum DeployRows {
  /// `nil` if a fault was noted.
  static func record(_ row: inout RowCells) -> DeployRecord? {
    let deployment = deployment(&row)
    let declared = row.recorded("ai_assisted") { (cell) throws(RowFault) in
      try AuthorshipRule.declaration(try CellBytes.text(cell))
    }
    let tool = row.text("ai_tool")
    let summary = row.text("summary")
    let paperwork = paperwork(&row)
    guard let deployment else { return nil }
    return DeployRecord(
      deployment: deployment,
      authorship: AuthorshipRule.authorship(declared: declared, tool: tool, summary: summary),
      paperwork: paperwork, summary: summary.valueIfAny)
  }

  private static func deployment(_ row: inout RowCells) -> Deployment? {
    let id = row.requiredID("deploy_id")
    let service = row.requiredText("service")
    let startedAt = row.requiredTime("started_at")
    let change = row.id("change_id").valueIfAny
    let finishedAt = row.time("finished_at").valueIfAny
    let reach = reach(row.list("marketplaces"))
    let status = row.word("status", DeploymentStatus.self).valueIfAny
    let rolledBackAt = row.time("rolled_back_at").valueIfAny
    let rollbackOf = row.id("rollback_of").valueIfAny
    let type = row.word("change_type", ChangeType.self).valueIfAny
    row.check("finished_at", finishedAt, notBefore: startedAt, of: "started_at")
    row.check("rolled_back_at", rolledBackAt, notBefore: startedAt, of: "started_at")
    guard let id, let service, let startedAt else { return nil }
    return Deployment(
      id: DeployID(id), change: ChangeID(change ?? id), service: Service(service),
      startedAt: startedAt, finishedAt: finishedAt, reach: reach, status: status,
      rolledBackAt: rolledBackAt, rollbackOf: rollbackOf, type: type, place: row.place)
  }

  private static func reach(_ marketplaces: Recorded<[String]>) -> Reach {
    switch marketplaces {
    case .unknown: .unknown
    case .none: .everywhere
    case .value(let names):
      names.isEmpty || names.contains("*") ? .everywhere : .only(Set(names.map(Marketplace.init)))
    }
  }

  private static func paperwork(_ row: inout RowCells) -> Paperwork {
    Paperwork(
      changeRecord: row.id("change_record"), approvedAt: row.time("approved_at"),
      approvedBy: row.text("approved_by"), reviewers: row.list("reviewers"),
      author: row.text("author"), standardsCheck: row.word("standards_check", CheckResult.self),
      reliabilityTests: row.word("reliability_tests", CheckResult.self),
      linesChanged: row.whole("lines_changed"), emergency: row.boolean("emergency"))
  }
}
