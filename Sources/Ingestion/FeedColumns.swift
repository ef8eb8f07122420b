import Vocabulary

/// The columns that the contract names for a feed.
struct FeedColumns {
  let required: [String]
  let optional: [String]
}

extension Feed {
  var columns: FeedColumns {
    switch self {
    case .deploys:
      FeedColumns(
        required: ["deploy_id", "service", "started_at"],
        optional: [
          "change_id", "finished_at", "marketplaces", "status", "rolled_back_at", "rollback_of",
          "change_type", "author", "ai_assisted", "ai_tool", "change_record", "approved_at",
          "approved_by", "reviewers", "standards_check", "reliability_tests", "lines_changed",
          "emergency", "summary",
        ])
    case .incidents:
      FeedColumns(
        required: ["incident_id", "started_at"],
        optional: [
          "title", "severity", "detected_at", "mitigated_at", "resolved_at", "services",
          "marketplaces", "cause_change_id", "lost_orders", "website_errors", "summary",
        ])
    case .orderMetrics:
      FeedColumns(
        required: ["timestamp", "marketplace", "orders"],
        optional: ["service", "errors", "latency_ms"])
    case .services:
      FeedColumns(
        required: ["service"], optional: ["tier", "owner", "director", "vp", "depends_on"])
    case .calendar:
      FeedColumns(
        required: ["starts_at", "ends_at"], optional: ["marketplaces", "kind", "name"])
    case .changeRecords:
      FeedColumns(
        required: ["change_record"],
        optional: [
          "record_type", "planned_start_at", "planned_end_at", "approved_at", "approved_by",
          "reviewers", "standards_check", "reliability_tests", "emergency",
        ])
    }
  }
}
