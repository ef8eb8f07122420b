import ArgumentParser
import Correlation
import Datastore
import Reporting
import Vocabulary

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Every part of one link with its source rows, as nightly recorded it.")

  @Argument(help: "A drop as nightly names it, for instance 2026-03-05-1402.")
  var drop: String

  @Argument(help: "A change that was considered for it.")
  var change: String

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let store = try Store(readingFrom: common.db)
      let recorded = try RecordedLinks.drop(drop, in: store, path: common.db)
      let link = try RecordedLinks.link(
        change, of: recorded, in: store,
        lookBackSeconds: settings.correlation.lookBackSeconds)
      guard case .recorded(let suspect) = link else {
        if case .unlinked(let change) = link { try show(UnlinkedChange(recorded, change)) }
        return .done
      }
      let incidents = Set(recorded.incidents)
      let explained = ExplainedLink(
        drop: recorded, suspect: suspect, change: try store.change(suspect.change),
        incidents: try store.incidents().filter { incidents.contains($0.id) })
      if common.json {
        try Diagnostics.result(TerminalText.explainJSON(explained))
      } else {
        try common.show(TerminalText.explain(explained))
      }
      return .done
    }
  }

  private func show(_ unlinked: UnlinkedChange) throws {
    if common.json {
      try Diagnostics.result(TerminalText.explainJSON(unlinked))
    } else {
      try common.show(TerminalText.explain(unlinked))
    }
  }
}
