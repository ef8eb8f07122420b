import ArgumentParser
import Datastore
import Ingestion
import Reporting
import Vocabulary

struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Load CSV files into the database.",
    discussion:
      "Safe to repeat: a file of the same content is skipped. Safe to kill: a load is one "
      + "transaction.")

  @Argument(help: "A dataset folder, or single files; without any, those that the settings name.")
  var dataset: [String] = []

  @Option(help: "A folder for rejected_rows.csv: the rows set aside, with place and reason.")
  var rejects: String?

  @Flag(name: .customLong("strict-csv"), help: "Refuse a file with a single stray quote.")
  var strictCSV = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let log = StageLog(common)
      let settings = try Settings(path: common.config)
      try settings.needFiles(dataset)
      let files = try settings.sources.inputs(at: dataset)
      let lock = try RunLock(database: common.db, startedAt: Clock.now)
      defer { withExtendedLifetime(lock) {} }
      let store = try Store(path: common.db)
      let intakes = try DatasetLoading.load(
        files, into: store, settings: settings, strictCSV: strictCSV, common: common, log: log)
      if let rejects {
        let files = Set(intakes.map(\.file))
        try RejectsFile.write(
          store.rejectedRows().filter { files.contains($0.place.file) }, to: rejects)
      }
      if common.json {
        Diagnostics.result(TerminalText.loadJSON(intakes))
      } else if !common.quiet {
        Diagnostics.result(TerminalText.load(intakes, rejectsFolder: rejects))
      }
      return intakes.contains(where: settings.hasTooManySetAside) ? .incomplete : .done
    }
  }
}
