import Vocabulary

/// Rows of the change-management system's export.
enum ChangeRecordRows {
  /// `nil` if a fault was noted.
  static func record(_ row: inout RowCells) -> ChangeRecord? {
    let number = row.requiredID("change_record")
    let type = row.text("record_type").valueIfAny
    let plannedStart = row.time("planned_start_at").valueIfAny
    let plannedEnd = row.time("planned_end_at").valueIfAny
    let approvedAt = row.time("approved_at")
    let approvedBy = row.text("approved_by")
    let reviewers = row.list("reviewers")
    let standardsCheck = row.word("standards_check", CheckResult.self)
    let reliabilityTests = row.word("reliability_tests", CheckResult.self)
    let emergency = row.boolean("emergency")
    row.check("planned_end_at", plannedEnd, notBefore: plannedStart, of: "planned_start_at")
    guard let number else { return nil }
    return ChangeRecord(
      number: number, type: type, plannedStart: plannedStart, plannedEnd: plannedEnd,
      approvedAt: approvedAt, approvedBy: approvedBy, reviewers: reviewers,
      standardsCheck: standardsCheck, reliabilityTests: reliabilityTests, emergency: emergency,
      place: row.place)
  }
}
