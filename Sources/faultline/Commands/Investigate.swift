import ArgumentParser
import Datastore
import Reporting
import Vocabulary

struct Investigate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "investigate",
    abstract: "One drop, incident or window in depth, with a draft postmortem.",
    discussion:
      "Where no drop was detected, the time that the incident declares, or that you give, is "
      + "measured: by the usual week, or with less history by the stretch just before and the "
      + "marketplaces, regions or hosts that kept on.")

  @Argument(
    help:
      "An incident, a drop as nightly names it, or a window like 2026-03-05T14:00:00Z..2026-03-05T15:30:00Z."
  )
  var subject: String

  @Option(help: "The folder for the pages, which get one of their own in it.")
  var reports = "reports"

  @Option(
    help: ArgumentHelp(
      "The shape of the draft postmortem: \(DraftTemplate.names.joined(separator: ", ")), or your own mustache file.",
      valueName: "shape"))
  var draft = DraftTemplate.names[0]

  @OptionGroup var safeguards: PolicyOption

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let policy = try safeguards.read(settings)
      let template = try DraftFile.template(draft)
      let store = try Store(readingFrom: common.db)
      let inquiry = try Inquiry(
        subject, in: store, path: common.db, dataEnd: try store.newestSample())
      let investigation = try await InDepth(
        inquiry, store: store, settings: settings, policy: policy, draft: template,
        commandLine: commandLine, path: common.db,
        progress: { [common] in common.progress("Looking at orders", $0) }
      ).investigation
      let folder = "\(reports)/\(investigation.folder)"
      try ReportFolder.write(files: investigation.files(), to: folder)
      if common.json {
        try Diagnostics.result(investigation.json)
      } else if !common.quiet {
        try common.show(TerminalText.investigation(investigation, folder: folder))
      }
      return .done
    }
  }

  private var commandLine: String {
    "faultline investigate \(subject) --reports \(reports)"
      + (draft == DraftTemplate.names[0] ? "" : " --draft \(draft)")
      + (safeguards.path.map { " --policy \($0)" } ?? "")
  }
}
