import GRDB
import Vocabulary

extension ChangeRecord {
  var stored: StoredRow {
    var absent = AbsentColumns()
    let paperwork: [StoredRow.Cell] = [
      .init("approved_at", absent.note("approved_at", approvedAt)),
      .init("approved_by", absent.note("approved_by", approvedBy)),
      .init("reviewers", absent.note("reviewers", reviewers)?.joined(separator: ";")),
      .init("standards_check", absent.note("standards_check", standardsCheck)?.rawValue),
      .init("reliability_tests", absent.note("reliability_tests", reliabilityTests)?.rawValue),
      .init("emergency", absent.note("emergency", emergency)),
    ]
    return StoredRow(
      key: [.init("change_record", number)],
      content: [
        .init("record_type", type), .init("planned_start_at", plannedStart),
        .init("planned_end_at", plannedEnd),
      ] + paperwork + [absent.cell],
      place: [.init("file", place.file), .init("line", place.line)])
  }

  init(_ row: Row) {
    let absent = AbsentColumns(row)
    self.init(
      number: row["change_record"], type: row["record_type"],
      plannedStart: row.timeIfAny("planned_start_at"), plannedEnd: row.timeIfAny("planned_end_at"),
      approvedAt: absent.recorded("approved_at", row.timeIfAny("approved_at")),
      approvedBy: absent.recorded("approved_by", row["approved_by"]),
      reviewers: absent.recorded("reviewers", (row["reviewers"] as String?)?.listed),
      standardsCheck: absent.recorded("standards_check", row.word("standards_check")),
      reliabilityTests: absent.recorded("reliability_tests", row.word("reliability_tests")),
      emergency: absent.recorded("emergency", row["emergency"]),
      place: SourcePlace(file: row["file"], line: row["line"]))
  }
}
