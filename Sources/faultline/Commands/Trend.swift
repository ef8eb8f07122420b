import ArgumentParser
import Datastore
import Reporting
import Vocabulary

struct TrendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "The quarterly report: do some groups of changes fail more often, and is the reset "
      + "followed?",
    discussion:
      "Reads what was loaded, finds and links drops over the whole history as nightly does, "
      + "and compares groups of changes to Tier-1 systems: AI-assisted, without a record, approval, "
      + "reviewers or tests. What a team recorded with verdict holds.")

  @Argument(help: "The quarter, for instance 2026Q1.", transform: TrendCommand.quarter)
  var quarter: CalendarQuarter?

  @Option(
    name: [.long, .customLong("from")],
    help: "In the place of a quarter: begin of the period (RFC 3339, or a date).")
  var since: Moment?

  @Option(
    name: [.long, .customLong("to")], help: "End of that period, which does not belong to it.")
  var until: Moment?

  @Option(help: "The folder for the report; without it nothing is written.")
  var reports: String?

  @OptionGroup var safeguards: PolicyOption

  @OptionGroup var common: CommonOptions

  static func quarter(_ text: String) throws -> CalendarQuarter {
    guard let quarter = CalendarQuarter(text) else {
      throw ValidationError("\"\(text)\" is not a quarter such as 2026Q1.")
    }
    return quarter
  }

  func validate() throws {
    if quarter != nil, since != nil || until != nil {
      throw ValidationError("Name either a quarter or --since and --until.")
    }
    if quarter == nil, since == nil || until == nil {
      throw ValidationError("Name a quarter, for instance 2026Q1, or --since and --until.")
    }
    if let since, let until, since.timestamp >= until.timestamp {
      throw ValidationError("--since is not before --until.")
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      let log = StageLog(common)
      let settings = try Settings(path: common.config)
      let policy = try safeguards.read(settings)
      let store = try Store(readingFrom: common.db)
      let report = try await LongLook(
        window, quarter: quarter, store: store, settings: settings, policy: policy,
        commandLine: commandLine, path: common.db,
        progress: { [common] in common.progress("Looking at orders", $0) }, log: log
      ).report
      if let reports {
        try ReportFolder.write(files: report.files(), to: reports)
        log.ended("Wrote \(reports)")
      }
      if common.json {
        try Diagnostics.result(report.json)
      } else if !common.quiet {
        try common.show(TerminalText.trend(report, folder: reports))
      }
      return report.isComplete ? .done : .incomplete
    }
  }

  private var window: TimeWindow {
    if let quarter { return quarter.window }
    let start = since?.timestamp ?? Timestamp(secondsSinceEpoch: 0)
    return TimeWindow(start: start, seconds: until?.timestamp.seconds(since: start) ?? 0)
  }

  /// The command as it can be repeated, without what differs from machine to machine.
  private var commandLine: String {
    (["faultline trend"]
      + [
        quarter?.name, since.map { "--since \($0.timestamp)" },
        until.map { "--until \($0.timestamp)" },
        reports.map { "--reports \($0)" }, safeguards.path.map { "--policy \($0)" },
      ].compactMap { $0 }).joined(separator: " ")
  }
}
