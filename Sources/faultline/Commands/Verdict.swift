import ArgumentParser
import Datastore
import Reporting
import Vocabulary

struct Verdict: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verdict",
    abstract: "Record what a team concluded about a drop; every later report shows it.",
    discussion:
      "Only a verdict lets reports speak of a cause. Earlier verdicts are kept, the last one holds."
  )

  @Argument(help: "A drop as nightly names it, for instance 2026-03-05-1402.")
  var drop: String

  @Option(help: "A change of the deploy log, \"none\" of the recorded ones, or \"not-a-drop\".")
  var cause: String

  @Option(help: "The team that concluded it; a team, never a person.")
  var team: String

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if team.trimmed.isEmpty { throw ValidationError("--team takes the name of a team.") }
  }

  func run() async throws {
    try await exiting(common.color) {
      _ = try Settings(path: common.config)
      let lock = try RunLock(database: common.db, startedAt: Clock.now)
      defer { withExtendedLifetime(lock) {} }
      _ = try Store(readingFrom: common.db)
      let store = try Store(path: common.db)
      let recorded = try RecordedLinks.drop(drop, in: store, path: common.db)
      let conclusion = try conclusion(about: recorded, in: store)
      let verdict = TeamVerdict(
        drop: recorded.id, conclusion: conclusion, team: team.trimmed, recordedAt: Clock.now)
      try store.add(
        RecordedVerdict(
          verdict: verdict, window: recorded.window, marketplaces: recorded.marketplaces))
      if common.json {
        try Diagnostics.result(TerminalText.verdictJSON(verdict))
      } else if !common.quiet {
        try Diagnostics.result(
          "Recorded for drop \(recorded.id.name): \(words(conclusion)), says \(team.trimmed). The next report "
            + "shows it.")
      }
      return .done
    }
  }

  private func conclusion(
    about recorded: RecordedDrop, in store: Store
  ) throws -> TeamVerdict.Conclusion {
    switch cause {
    case "none": return .noRecordedChange
    case "not-a-drop": return .notADrop
    default:
      let change = ChangeID(cause)
      if try store.change(change) == nil {
        // Fails with the near name, or what was considered.
        _ = try RecordedLinks.suspect(cause, of: recorded, in: store)
      }
      return .cause(change)
    }
  }

  private func words(_ conclusion: TeamVerdict.Conclusion) -> String {
    switch conclusion {
    case .cause(let change): "the cause is \(change.name)"
    case .noRecordedChange: "no recorded change was behind it"
    case .notADrop: "it was not a drop"
    }
  }
}

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
