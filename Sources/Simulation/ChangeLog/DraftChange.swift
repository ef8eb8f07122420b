import Vocabulary

/// One rollout step before ids are given.
struct DraftStep: Hashable, Sendable {
  var start: Timestamp
  var end: Timestamp
  /// `nil` = everywhere.
  var marketplaces: [Int]?
  var failed = false
}

/// How the log shows that a change was taken back.
enum RollbackRecord: Hashable, Sendable {
  /// In the columns `status` and `rolled_back_at` of its own rows.
  case inColumns
  /// As a later row that names the change.
  case asRow
  case missing
}

/// What is true of a change's origin, and what its records say.
struct DraftProvenance: Hashable, Sendable {
  /// Whether AI had a part, recorded or not.
  var aiAssisted = false
  var authorship = Authorship.none
  var paperwork = Paperwork()

  var undocumented: Bool { paperwork.isDocumented == false }
}

/// A change while the world is made: ids, lines and hidden ones are settled at the end.
struct DraftChange: Hashable, Sendable {
  var service: Int
  var type: ChangeType
  var steps: [DraftStep]
  var provenance = DraftProvenance()
  var summary: String?
  var rolledBackAt: Timestamp?
  var rollbackRecord = RollbackRecord.inColumns
  /// The draft that this one undoes.
  var undoes: Int?
  /// In production, but not in the log.
  var hidden = false
  /// The steps ended as failed, not as rolled back, when they were stopped.
  var stoppedAsFailed = false

  var start: Timestamp { steps.map(\.start).min() ?? Timestamp(secondsSinceEpoch: 0) }

  /// Takes the change back at `moment`: steps that had not begun by then never happen.
  mutating func rollBack(at moment: Timestamp, recorded: RollbackRecord) {
    steps.removeAll { $0.start >= moment }
    rolledBackAt = moment
    rollbackRecord = recorded
  }
}
