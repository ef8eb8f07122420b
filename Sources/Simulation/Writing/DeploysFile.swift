import Statistics
import Vocabulary

/// `deploys.csv`, its rows on the lines that the records name.
enum DeploysFile {
  static let columns = [
    "deploy_id", "change_id", "service", "started_at", "finished_at", "marketplaces", "status",
    "rolled_back_at", "rollback_of", "change_type", "author", "ai_assisted", "ai_tool",
    "change_record", "approved_at", "approved_by", "reviewers", "standards_check",
    "reliability_tests", "lines_changed", "emergency", "summary",
  ]

  static func bytes(of world: World) -> [UInt8] {
    var random = SeededGenerator(seed: world.seed, stream: "writing/deploys")
    var text = CSVText(header: columns)
    for record in world.deploys {
      let offset =
        random.chance(world.settings.feed.offsetTimes) ? random.integer(in: -8...9) : nil
      let star = random.chance(0.5)
      text.appendRow(
        step(record.deployment, offset: offset, star: star) + origin(record)
          + paperwork(record.paperwork) + [record.summary ?? ""])
    }
    return text.bytes
  }

  private static func step(_ step: Deployment, offset: Int?, star: Bool) -> [String] {
    let marketplaces =
      switch step.reach {
      case .everywhere, .unknown: star ? "*" : ""
      case .only(let some): some.sorted().map(\.name).joined(separator: ";")
      }
    let start =
      offset.map { TimeText.withOffset(step.startedAt, hours: $0) } ?? step.startedAt.description
    return [
      step.id.name, step.change.name, step.service.name, start,
      step.finishedAt?.description ?? "", marketplaces, step.status?.rawValue ?? "",
      step.rolledBackAt?.description ?? "", step.rollbackOf ?? "", step.type?.rawValue ?? "",
    ]
  }

  /// Author, AI's part and tool. What only a trailer tells leaves the cells empty.
  private static func origin(_ record: DeployRecord) -> [String] {
    let author = record.paperwork.author.valueIfAny ?? ""
    return switch record.authorship {
    case .declared(let part, let tool): [author, part.rawValue, tool ?? ""]
    case .none: [author, "none", ""]
    case .inferred, .unknown: [author, "", ""]
    }
  }

  private static func paperwork(_ paperwork: Paperwork) -> [String] {
    [
      paperwork.changeRecord.valueIfAny ?? "",
      paperwork.approvedAt.valueIfAny?.description ?? "",
      paperwork.approvedBy.valueIfAny ?? "",
      (paperwork.reviewers.valueIfAny ?? []).joined(separator: ";"),
      paperwork.standardsCheck.valueIfAny?.rawValue ?? "",
      paperwork.reliabilityTests.valueIfAny?.rawValue ?? "",
      paperwork.linesChanged.valueIfAny.map { String($0) } ?? "",
      paperwork.emergency.valueIfAny.map { $0 ? "true" : "false" } ?? "",
    ]
  }
}
