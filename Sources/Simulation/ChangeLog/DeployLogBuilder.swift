import Statistics
import Vocabulary

/// Gives drafts their ids and writes them down as rows of the deploy log.
struct DeployLog {
  /// Ascending by start, with the lines they have in `deploys.csv`.
  private(set) var records: [DeployRecord] = []
  /// The id of each draft that the log holds.
  private(set) var ids: [Int: ChangeID] = [:]

  static let file = "deploys.csv"
  /// Far from 1, as in a log that has been kept for years.
  private static let firstChange = 100_001
  private static let firstDeploy = 1_000_001

  private struct Row {
    let draft: Int
    let step: DraftStep
  }

  /// Ids follow the order of the starts, so they tell nothing of what a change did.
  ///
  /// `wrongReach` names, for some rows by their order, marketplaces that stand in place of the true
  /// ones.
  init(
    drafts: [DraftChange], catalog: ServiceCatalog, marketplaces: [String], end: Timestamp,
    wrongReach: (Int) -> Reach?
  ) {
    let shown = drafts.indices.filter { !drafts[$0].hidden && drafts[$0].start < end }
      .sorted { (drafts[$0].start, $0) < (drafts[$1].start, $1) }
    for (number, draft) in shown.enumerated() {
      ids[draft] = ChangeID("CHG-\(Self.firstChange + number)")
    }
    let rows = shown.flatMap { draft in
      drafts[draft].steps.filter { $0.start < end }.map { Row(draft: draft, step: $0) }
    }
    let order = rows.indices.sorted { (rows[$0].step.start, $0) < (rows[$1].step.start, $1) }
    var line = 2
    for (number, position) in order.enumerated() {
      let row = rows[position]
      let draft = drafts[row.draft]
      guard let change = ids[row.draft] else { continue }
      let deployment = deployment(
        id: DeployID("DEP-\(Self.firstDeploy + number)"), change: change, draft: draft,
        step: row.step, service: catalog.entries[draft.service].service,
        marketplaces: marketplaces, wrongReach: wrongReach(number), end: end, line: line)
      records.append(
        DeployRecord(
          deployment: deployment, authorship: draft.provenance.authorship,
          paperwork: draft.provenance.paperwork, summary: draft.summary))
      line += 1 + (draft.summary?.utf8.count { $0 == UInt8(ascii: "\n") } ?? 0)
    }
  }

  private func deployment(
    id: DeployID, change: ChangeID, draft: DraftChange, step: DraftStep, service: Service,
    marketplaces: [String], wrongReach: Reach?, end: Timestamp, line: Int
  ) -> Deployment {
    var undone = draft.rolledBackAt
    if draft.rollbackRecord != .inColumns || undone.map({ $0 >= end }) ?? false { undone = nil }
    let finished = min(step.end, draft.rolledBackAt ?? step.end)
    let running = finished >= end
    let status: DeploymentStatus =
      if undone != nil {
        draft.stoppedAsFailed ? .failed : .rolledBack
      } else if running {
        .inProgress
      } else {
        step.failed ? .failed : .succeeded
      }
    let reach = step.marketplaces.map { Reach.only(Set($0.map { Marketplace(marketplaces[$0]) })) }
    return Deployment(
      id: id, change: change, service: service, startedAt: step.start,
      finishedAt: running ? nil : finished, reach: wrongReach ?? reach ?? .everywhere,
      status: status,
      rolledBackAt: undone, rollbackOf: draft.undoes.flatMap { ids[$0]?.name }, type: draft.type,
      place: SourcePlace(file: Self.file, line: line))
  }
}

extension ChangeLogModel {
  /// The drafts together with the rows that undo some of them.
  func withRollbackRows(_ drafts: [DraftChange], seed: UInt64) -> [DraftChange] {
    var random = SeededGenerator(seed: seed, stream: "rollbacks")
    var all = drafts
    for (index, draft) in drafts.enumerated() {
      guard let moment = draft.rolledBackAt, draft.rollbackRecord == .asRow, !draft.hidden,
        moment < grid.end
      else { continue }
      var undoing = change(
        service: draft.service, start: moment, pattern: .atOnce, random: &random)
      undoing.type = draft.type
      let reached = draft.steps.flatMap { $0.marketplaces ?? [] }
      let everywhere = draft.steps.contains { $0.marketplaces == nil }
      undoing.steps[0].marketplaces = everywhere ? nil : Set(reached).sorted()
      undoing.undoes = index
      undoing.summary = "Roll back \(catalog.entries[draft.service].service)"
      undoing.provenance.aiAssisted = false
      undoing.provenance.authorship = .none
      all.append(undoing)
    }
    return all
  }
}
