import Vocabulary

@testable import Correlation

/// Small histories of changes and drops for the trend.
enum TrendCase {
  static let start = Timestamp(Timestamp.Civil(year: 2026, month: 1, day: 5))
  static let history = TimeWindow(start: start, seconds: 60 * 86_400)
  static let counted = TimeWindow(
    start: start.advanced(bySeconds: 2 * 86_400), seconds: 58 * 86_400)

  /// One change an hour and a half, its properties by its number.
  static func change(
    _ number: Int, authorship: Authorship = .none, record: Recorded<String> = .value("MCM"),
    lines: Int = 50, service: String = "cart", hours: Double? = nil
  ) -> AuditedChange {
    let id = ChangeID("CHG-\(number)")
    let at = start.advanced(bySeconds: Int((hours ?? Double(number) * 1.5) * 3600))
    let step = Deployment(
      id: DeployID("DEP-\(number)"), change: id, service: Service(service), startedAt: at,
      place: SourcePlace(file: "deploys.csv", line: number + 2))
    guard let rollout = Rollout(change: id, steps: [step]) else {
      preconditionFailure("one step")
    }
    return AuditedChange(
      change: Change(
        rollout: rollout, authorship: authorship,
        paperwork: Paperwork(changeRecord: record, linesChanged: .value(lines))),
      coverage: .covered, results: [])
  }

  static func drop(
    _ name: String, _ links: [(AuditedChange, Double)], lost: Double = 100, at: Timestamp? = nil
  ) -> LinkedDrop {
    let onset = at ?? links.first?.0.change.rollout.startedAt.advanced(bySeconds: 600) ?? start
    return LinkedDrop(
      id: DropID(name), window: TimeWindow(start: onset, seconds: 1800), isOpen: false,
      lostOrders: Estimate(value: lost, low: lost * 0.9, high: lost * 1.1, level: 0.9),
      links: links.map {
        LinkedDrop.Link(change: $0.0.change.id, probability: $0.1, grade: .moderate)
      },
      noRecordedChange: 1 - links.reduce(0) { $0 + $1.1 })
  }

  static func findings(
    _ changes: [AuditedChange], _ drops: [LinkedDrop], window: TimeWindow = history
  ) -> TrendFindings {
    Trend(
      Trend.Input(
        changes: changes, otherStarts: [], drops: drops, withdrawn: [], history: history,
        lookBackSeconds: 48 * 3600, priorShare: Probability(clamping: 0.65))
    ).findings(window, quarters: [])
  }
}
