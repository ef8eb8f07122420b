import GRDB
import Vocabulary

extension DeployRecord {
  var stored: StoredRow {
    let step = deployment
    let (authorship, part, tool, marker) = authorship.columns
    return StoredRow(
      key: [.init("deploy_id", step.id.name)],
      content: [
        .init("change_id", step.change.name), .init("service", step.service.name),
        .init("started_at", step.startedAt), .init("finished_at", step.finishedAt),
        .init("marketplaces", step.reach.column), .init("status", step.status?.rawValue),
        .init("rolled_back_at", step.rolledBackAt), .init("rollback_of", step.rollbackOf),
        .init("change_type", step.type?.rawValue), .init("authorship", authorship),
        .init("ai_part", part), .init("ai_tool", tool), .init("ai_marker", marker),
        .init("summary", summary),
      ] + paperwork.cells,
      place: [.init("file", step.place.file), .init("line", step.place.line)])
  }

  init(_ row: Row) {
    self.init(
      deployment: Deployment(
        id: DeployID(row["deploy_id"]), change: ChangeID(row["change_id"]),
        service: Service(row["service"]), startedAt: row.time("started_at"),
        finishedAt: row.timeIfAny("finished_at"), reach: Reach(column: row["marketplaces"]),
        status: row.word("status"), rolledBackAt: row.timeIfAny("rolled_back_at"),
        rollbackOf: row["rollback_of"], type: row.word("change_type"),
        place: SourcePlace(file: row["file"], line: row["line"])),
      authorship: Authorship(row), paperwork: Paperwork(row), summary: row["summary"])
  }
}

extension Reach {
  /// NULL if unknown, `*` for everywhere, else names in order.
  var column: String? {
    switch self {
    case .unknown: nil
    case .everywhere: "*"
    case .only(let marketplaces): marketplaces.map(\.name).sorted().joined(separator: ";")
    }
  }

  init(column: String?) {
    switch column {
    case nil: self = .unknown
    case "*": self = .everywhere
    case .some(let names): self = .only(Set(names.listed.map(Marketplace.init)))
    }
  }
}

extension Authorship {
  var columns: (authorship: String, part: String?, tool: String?, marker: String?) {
    switch self {
    case .declared(let part, let tool): ("declared", part.rawValue, tool, nil)
    case .inferred(let marker, let tool): ("inferred", nil, tool, marker)
    case .none: ("none", nil, nil, nil)
    case .unknown: ("unknown", nil, nil, nil)
    }
  }

  init(_ row: Row) {
    let tool: String? = row["ai_tool"]
    switch row["authorship"] as String {
    case "declared": self = .declared(row.word("ai_part") ?? .unspecified, tool: tool)
    case "inferred": self = .inferred(marker: row["ai_marker"], tool: tool)
    case "none": self = .none
    default: self = .unknown
    }
  }
}

extension Paperwork {
  var cells: [StoredRow.Cell] {
    var absent = AbsentColumns()
    let cells: [StoredRow.Cell] = [
      .init("change_record", absent.note("change_record", changeRecord)),
      .init("approved_at", absent.note("approved_at", approvedAt)),
      .init("approved_by", absent.note("approved_by", approvedBy)),
      .init("reviewers", absent.note("reviewers", reviewers)?.joined(separator: ";")),
      .init("author", absent.note("author", author)),
      .init("standards_check", absent.note("standards_check", standardsCheck)?.rawValue),
      .init("reliability_tests", absent.note("reliability_tests", reliabilityTests)?.rawValue),
      .init("lines_changed", absent.note("lines_changed", linesChanged)),
      .init("emergency", absent.note("emergency", emergency)),
    ]
    return cells + [absent.cell]
  }

  init(_ row: Row) {
    let absent = AbsentColumns(row)
    self.init(
      changeRecord: absent.recorded("change_record", row["change_record"]),
      approvedAt: absent.recorded("approved_at", row.timeIfAny("approved_at")),
      approvedBy: absent.recorded("approved_by", row["approved_by"]),
      reviewers: absent.recorded("reviewers", (row["reviewers"] as String?)?.listed),
      author: absent.recorded("author", row["author"]),
      standardsCheck: absent.recorded("standards_check", row.word("standards_check")),
      reliabilityTests: absent.recorded("reliability_tests", row.word("reliability_tests")),
      linesChanged: absent.recorded("lines_changed", row["lines_changed"]),
      emergency: absent.recorded("emergency", row["emergency"]))
  }
}
