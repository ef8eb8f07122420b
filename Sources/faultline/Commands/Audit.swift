import ArgumentParser
import Datastore
import Policy
import Reporting
import Vocabulary

struct Audit: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json, html
  }

  enum Unit: String, ExpressibleByArgument, CaseIterable {
    case system, director, vp
  }

  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "All changes of a period against the safeguards of policy.toml.",
    discussion: "Reads what was loaded. Each control of each change is met, not met, unknown or "
      + "excepted. With --by, table and csv have a line for each system or area in the place of one "
      + "for each change; json has both; the html page has all of it.")

  @Option(help: "Begin of the period (RFC 3339, or a date); changes belong to it by their start.")
  var since: Moment?

  @Option(help: "End of the period; exceptions are judged as of it.")
  var until: Moment?

  @Option(help: "The format.")
  var format = Format.table

  @Option(help: "Count changes together.")
  var by: Unit?

  @Flag(
    help:
      "Add what each control would have held: changes linked to recorded drops, and harmless ones."
  )
  var replay = false

  @OptionGroup var safeguards: PolicyOption

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if replay, format == .csv {
      throw ValidationError("--replay is for table, json and html.")
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let policy = try safeguards.read(settings)
      let store = try Store(readingFrom: common.db)
      let audit = try SafeguardAudit(
        store, since: since?.timestamp, until: until?.timestamp, settings: settings,
        policy: policy, commandLine: commandLine, path: common.db, replay: replay)
      let grouping = by.flatMap { AuditGrouping(rawValue: $0.rawValue) }
      switch common.json ? .json : format {
      case .table where common.quiet: break
      case .table: try common.show(TerminalText.audit(audit, by: grouping))
      case .csv: try Diagnostics.result((grouping.map(audit.table(by:)) ?? audit.table).csv)
      case .json: try Diagnostics.result(audit.json(by: grouping))
      case .html: try Diagnostics.result(audit.html)
      }
      if common.json || format != .table { common.say(TerminalText.auditSummary(audit)) }
      return audit.isComplete ? .done : .incomplete
    }
  }

  /// The command as it can be repeated, without what differs from machine to machine.
  private var commandLine: String {
    (["faultline audit"]
      + [
        since.map { "--since \($0.timestamp)" }, until.map { "--until \($0.timestamp)" },
        safeguards.path.map { "--policy \($0)" }, replay ? "--replay" : nil,
      ].compactMap { $0 }).joined(separator: " ")
  }
}

extension SafeguardAudit {
  /// Without bounds the period is that of the recorded changes.
  fileprivate init(
    _ store: Store, since: Timestamp?, until: Timestamp?, settings: Settings,
    policy: PolicyFile, commandLine: String, path: String, replay: Bool
  ) throws {
    let all = try store.changes()
    let starts = all.map(\.rollout.startedAt)
    guard let first = starts.min(), let last = starts.max() else {
      throw ToolFailure.holdsNo("changes", path, load: "deploys")
    }
    let (start, end) = (since ?? first, until ?? last.advanced(bySeconds: 1))
    guard let window = TimeWindow(start: start, end: end) else {
      throw ToolFailure(
        status: .usage, message: "The period would begin at \(start), after it ends at \(end).")
    }
    let register = try store.services()
    let entries = Dictionary(register.map { ($0.service, $0) }) { first, _ in first }
    let report = Auditor(policy.policy).report(
      changes: all.filter { window.contains($0.rollout.startedAt) }, services: register)
    let replayed =
      try replay
      ? RecordedReplay.make(
        store, changes: report.changes, register: entries, window: window, policy: policy) : nil
    self.init(
      window: window,
      provenance: RunProvenance(
        toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
        policy: policy.mention, runAt: nil),
      intakes: try store.intakes().filter { $0.feed != .orderMetrics }, changes: report.changes,
      changesOutside: report.changesOutside, changesOfUnknownTier: report.changesOfUnknownTier,
      register: entries,
      exceptions: policy.policy.exceptions, areaNames: policy.areas,
      replay: replayed)
  }
}
