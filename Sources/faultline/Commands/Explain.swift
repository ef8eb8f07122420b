import ArgumentParser
import Datastore
import Detection
import Reporting
import Vocabulary

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every part of one link with its source rows.")

  @Argument(help: "A drop as nightly names it, for instance 2026-03-05-1402.")
  var drop: String

  @Argument(help: "A change that was considered for it.")
  var change: String

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting {
      let settings = try Settings(path: common.config)
      let records = try Records(Store(readingFrom: common.db))
      let detection = await Detector(settings: settings.detection)
        .detect(records.series, calendar: records.calendar)
      let findings = records.findings(detection, settings: settings)
      guard let finding = findings.first(where: { $0.drop.id.name == drop }) else {
        let known = findings.map(\.drop.id.name).joined(separator: ", ")
        throw ToolFailure(
          status: .usage,
          message: "No drop \"\(drop)\". Found were: \(known.isEmpty ? "none" : known).")
      }
      let changes = Dictionary(uniqueKeysWithValues: records.changes.map { ($0.id, $0) })
      guard
        let text = TerminalText.explain(finding, change: ChangeID(change), changes: changes)
      else {
        throw ToolFailure(
          status: .usage, message: "Change \"\(change)\" was not considered for drop \(drop).")
      }
      Diagnostics.result(text)
      return .done
    }
  }
}
