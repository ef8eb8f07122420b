import ArgumentParser
import Datastore
import Reporting

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look for what keeps links from being found: names, feeds, clocks, versions.",
    discussion:
      "Names systems and marketplaces that one feed alone knows, feeds that are late, times that "
      + "cannot be. Ends with 3 if there is a problem.")

  @Flag(help: "Read the whole database and check every page of it.")
  var verify = false

  @Option(name: .customLong("as-of"), help: "The moment to take for now.")
  var asOf: Moment?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let store = try Store(readingFrom: common.db)
      let report = try Examination(
        store: store, settings: settings, now: asOf?.timestamp ?? Clock.now
      ).report(verify: verify)
      if common.json {
        try Diagnostics.result(TerminalText.doctorJSON(report))
      } else if !common.quiet {
        try Diagnostics.result(TerminalText.doctor(report))
      }
      return report.problems.isEmpty ? .done : .incomplete
    }
  }
}
