import ArgumentParser
import Datastore
import Policy
import Reporting
import Vocabulary

struct Gate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Changes against the safeguards before they ship: 0 if all may, 10 if not.",
    discussion: "CHANGE is looked up in the database. With --file planned changes come from a "
      + "deploys file, and the register and change records from further files, or from the database "
      + "if there is one. Whether unknown blocks stands in policy.toml.")

  @Argument(
    help: "Changes of the deploy log, or of the files given; without any, all of the files.")
  var changes: [String] = []

  @Option(
    help: ArgumentHelp(
      "Planned changes (deploys.csv); again for services.csv or change_records.csv.",
      valueName: "file"))
  var file: [String] = []

  @OptionGroup var safeguards: PolicyOption

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if changes.isEmpty, file.isEmpty {
      throw ValidationError("Name a change, or planned changes with --file deploys.csv.")
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let policy = try safeguards.read(settings)
      let asked =
        try file.isEmpty
        ? AskedChanges(changes, in: Store(readingFrom: common.db), path: common.db)
        : AskedChanges(changes, files: file, database: common.db, settings: settings)
      for row in asked.rejected {
        Diagnostics.note("Set aside: \(row.place.description), \(row.reason)")
      }
      let answer = GateAnswer(
        changes: Auditor(policy.policy).hold(changes: asked.changes, services: asked.register),
        policy: policy.mention, toolVersion: toolVersion, register: asked.register,
        rowsSetAside: asked.rejected.count)
      if common.json {
        try Diagnostics.deliver(answer.json)
      } else if !common.quiet {
        try common.show(TerminalText.gate(answer))
      }
      guard answer.isReady else { return .found }
      return asked.rejected.isEmpty ? .done : .incomplete
    }
  }
}
