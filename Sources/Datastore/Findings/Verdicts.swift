import GRDB
import Vocabulary

extension Store {
  /// Keeps a verdict beside all earlier ones.
  public func add(_ recorded: RecordedVerdict) throws {
    let verdict = recorded.verdict
    let (word, change) = verdict.conclusion.columns
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO verdict
            (drop_id, since_at, until_at, marketplaces, conclusion, change_id, team, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          verdict.drop.name, recorded.window.start.secondsSinceEpoch,
          recorded.window.end.secondsSinceEpoch,
          recorded.marketplaces.map(\.name).joined(separator: ";"), word, change, verdict.team,
          verdict.recordedAt.secondsSinceEpoch,
        ])
    }
  }

  /// All verdicts in the order in which they were given; the last one about a drop holds.
  public func verdicts() throws -> [RecordedVerdict] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM verdict ORDER BY recorded_at, id")
        .compactMap { row in
          guard let conclusion = TeamVerdict.Conclusion(row) else { return nil }
          let since = row.time("since_at")
          return RecordedVerdict(
            verdict: TeamVerdict(
              drop: DropID(row["drop_id"]), conclusion: conclusion, team: row["team"],
              recordedAt: row.time("recorded_at")),
            window: TimeWindow(start: since, seconds: row.time("until_at").seconds(since: since)),
            marketplaces: (row["marketplaces"] as String).listed.map(Marketplace.init))
        }
    }
  }
}

extension TeamVerdict.Conclusion {
  fileprivate var columns: (word: String, change: String?) {
    switch self {
    case .cause(let change): ("cause", change.name)
    case .noRecordedChange: ("no_recorded_change", nil)
    case .notADrop: ("not_a_drop", nil)
    }
  }

  /// `nil` for a word that the table's check does not let in.
  fileprivate init?(_ row: Row) {
    switch row["conclusion"] as String {
    case "cause": self = .cause(ChangeID(row["change_id"]))
    case "no_recorded_change": self = .noRecordedChange
    case "not_a_drop": self = .notADrop
    default: return nil
    }
  }
}
