import ArgumentParser
import Datastore
import Detection
import Ingestion
import Policy
import Reporting
import Vocabulary

enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case drop, controls, data
}

struct Nightly: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Load, find drops, link them to changes, audit the safeguards, report.",
    discussion: "Without --since the window begins where the last run ended; the first run takes "
      + "all data. With --as-of and no files, a report of a past night is made again as it was known "
      + "then, and nothing is recorded. Rows set aside are written to DB.rejects, a file a feed: "
      + "mend them there and load the file.")

  @Argument(help: "A dataset folder, or single files, to load first.")
  var dataset: [String] = []

  @Option(help: "The folder for the report.")
  var reports: String

  @Option(help: "Begin of the window (RFC 3339, or a date).")
  var since: Moment?

  @Option(
    help: "End of the window. Orders after it count only as far as an earlier run has looked.")
  var until: Moment?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "What was loaded by then counts, and feeds should be complete by then. Of a moment before all "
        + "loads nothing is known: it must lie behind the orders."))
  var asOf: Moment?

  @Option(help: "Drops that faultline detect found (CSV), in the place of looking for them.")
  var drops: String?

  @Option(
    name: .customLong("fail-on"),
    help: "End with 10 on any of these: drop, controls, data; a list with commas.",
    transform: Nightly.failOn)
  var failOn: [FailOn] = []

  @OptionGroup var safeguards: PolicyOption

  @OptionGroup var common: CommonOptions

  static func failOn(_ text: String) throws -> [FailOn] {
    try text.split(separator: ",").map { word in
      guard let one = FailOn(rawValue: String(word)) else {
        let known = FailOn.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\"\(word)\" is none of \(known).")
      }
      return one
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      let log = StageLog(common)
      let settings = try Settings(path: common.config)
      let policy = try safeguards.read(settings)
      let given = try drops.map { try GivenDrops(path: $0) }
      let inputs = try settings.sources.inputs(
        at: dataset, dispensable: given == nil ? [] : [.orderMetrics])
      let lock = try RunLock(database: common.db, startedAt: Clock.now)
      defer { withExtendedLifetime(lock) {} }
      let store = try Store(path: common.db)
      let isNewFolder = try ReportFolder.prepare(reports)
      defer { if isNewFolder { ReportFolder.removeIfEmpty(reports) } }
      let loaded = try DatasetLoading.load(
        inputs, into: store, settings: settings, common: common, log: log)
      Memory.giveBack()
      let knowledge = try Knowledge(store, asOf: asOf?.timestamp, loadsFiles: !inputs.isEmpty)
      let night = try await Night(
        store, knowledge: knowledge, intakes: loaded, given: given, settings: settings,
        policy: policy, since: since?.timestamp,
        until: until?.timestamp, asOf: asOf?.timestamp, commandLine: commandLine,
        progress: { [common] in common.progress("Looking at orders", $0) }, log: log)
      let report = night.report
      let files = report.files()
      log.ended("Rendered \(files.count) files")
      try ReportFolder.write(files: files, to: reports)
      var rejects: [String] = []
      if knowledge.past == nil {
        try night.record(in: store)
        rejects = try RejectsFile.write(store.rejectedRows(), to: common.db + ".rejects")
      }
      log.ended("Wrote \(reports)" + (knowledge.past == nil ? " and recorded the run" : ""))
      if common.json {
        try Diagnostics.result(report.json)
      } else if common.quiet {
        if let brief = brief(report) { Diagnostics.note(brief) }
      } else {
        try common.show(
          TerminalText.nightly(
            report, folder: reports, rejects: rejects,
            database: common.db == CommonOptions.usualDatabase ? nil : common.db))
      }
      return status(report)
    }
  }

  /// The command as it can be repeated, without what differs from machine to machine.
  private var commandLine: String {
    (["faultline nightly"] + dataset.sorted() + ["--reports \(reports)"]
      + [
        since.map { "--since \($0.timestamp)" }, until.map { "--until \($0.timestamp)" },
        asOf.map { "--as-of \($0.timestamp)" }, drops.map { "--drops \($0)" },
        safeguards.path.map { "--policy \($0)" },
      ]
      .compactMap { $0 }).joined(separator: " ")
  }

  private func status(_ report: NightlyReport) -> ExitStatus {
    let failing =
      (failOn.contains(.drop) && !report.needingALook.isEmpty)
      || controlsNotMet(report) > 0
      || (failOn.contains(.data) && !report.isComplete)
    if failing { return .found }
    return report.isComplete ? .done : .incomplete
  }

  /// So many as `--fail-on` asks about.
  private func controlsNotMet(_ report: NightlyReport) -> Int {
    failOn.contains(.controls) ? report.controls.count(where: \.isNotMet) : 0
  }

  /// What is said for all `--quiet`; `nil` of a night of which there is nothing to say.
  private func brief(_ report: NightlyReport) -> String? {
    guard status(report) != .done || !report.needingALook.isEmpty else { return nil }
    return TerminalText.nightlyBrief(
      report, folder: reports, controlsNotMet: controlsNotMet(report))
  }
}

extension ControlResult {
  fileprivate var isNotMet: Bool {
    if case .notMet = outcome { true } else { false }
  }
}
