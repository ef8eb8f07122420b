public import Vocabulary

/// What the cells of a contract's column hold, as far as a mapping must know.
public enum ColumnKind: Hashable, Sendable {
  case text, time, whole, decimal, list, boolean
  /// One of these words.
  case words([String])
  /// A system's name, or a list of them.
  case system, systems

  public static func of(_ column: String, in feed: Feed) -> ColumnKind {
    switch column {
    case "started_at", "finished_at", "rolled_back_at", "approved_at", "detected_at",
      "mitigated_at", "resolved_at", "timestamp", "starts_at", "ends_at",
      "planned_start_at", "planned_end_at":
      .time
    case "lines_changed", "lost_orders", "website_errors", "orders", "errors", "tier": .whole
    case "latency_ms": .decimal
    case "marketplaces", "reviewers": .list
    case "service": .system
    case "services", "depends_on": .systems
    case "emergency": .boolean
    case "status": .words(DeploymentStatus.allCases.map(\.rawValue))
    case "change_type": .words(ChangeType.allCases.map(\.rawValue))
    case "ai_assisted": .words(AuthorshipRule.words + ["yes", "no", "1", "0"])
    case "standards_check", "reliability_tests": .words(CheckResult.allCases.map(\.rawValue))
    case "kind": .words(CalendarEventKind.allCases.map(\.rawValue))
    default: .text
    }
  }

  public var isList: Bool { self == .list || self == .systems }
  public var isSystem: Bool { self == .system || self == .systems }
}

extension Feed {
  /// All columns that the contract names, the required ones first.
  public var columnNames: [String] { columns.required + columns.optional }

  public var requiredColumns: [String] { columns.required }
}
