import ArgumentParser
import Datastore
import Ingestion
import Reporting
import Vocabulary

struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load CSV files into the database.",
    discussion:
      "Safe to repeat: a file of the same content is skipped. Safe to kill: each file is one "
      + "transaction.")

  @Argument(help: "A dataset folder, or single files; without any, those that the settings name.")
  var dataset: [String] = []

  @Option(
    help: "A folder for the rows set aside, a file a feed: mend them there and load the file.")
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
      let begun = DatasetLoading.begin(
        files, for: common.db, settings: settings, strictCSV: strictCSV)
      let store = try Store(path: common.db)
      let intakes = try DatasetLoading.load(
        files, into: store, begun: begun, settings: settings, strictCSV: strictCSV,
        common: common, log: log)
      let lists = try rejects.map { try RejectsFile.write(store.rejectedRows(), to: $0) }
      if common.json {
        try Diagnostics.result(TerminalText.loadJSON(intakes))
      } else if !common.quiet {
        try Diagnostics.result(TerminalText.load(intakes, rejects: lists))
      }
      return intakes.contains(where: settings.hasTooManySetAside) ? .incomplete : .done
    }
  }
}
