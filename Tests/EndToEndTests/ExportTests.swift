import Foundation
import GRDB
import TestSupport
import Testing

/// An export as a tool writes it, the settings that read it, and what comes of it.
struct Export: Sendable, CustomTestStringConvertible {
  let file: String
  let preset: String
  /// Beside the preset and the file.
  let settings: String
  let rows: [String]
  let skipped: Int

  init(
    _ file: String, _ preset: String, settings: String = "", skipped: Int = 0, _ rows: [String]
  ) {
    (self.file, self.preset, self.settings) = (file, preset, settings)
    (self.rows, self.skipped) = (rows, skipped)
  }

  var testDescription: String { file }
}

@Suite("Exports of the known tools")
struct ExportTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  static let exports: [Export] = [
    Export(
      "servicenow-change.csv", "servicenow-change",
      settings: """
        timezone = "Europe/Berlin"
        encoding = "windows-1252"
        format = "dd/MM/yyyy HH:mm:ss"
        [feeds.x.columns]
        reliability_tests = { from = "u_reliability_test", values = { Yes = "passed", No = "missing", "" = "unknown" } }
        """, skipped: 1,
      [
        "CHG0030041|Pricing Engine|2026-03-05T19:05:12Z|2026-03-05T19:40:00Z|succeeded|CHG0030041"
          + "|approval recorded|0|passed|Preise für Größen über 46|none",
        "CHG0030044|Orders DB|2026-03-06T07:00:00Z|2026-03-06T07:30:00Z|failed|CHG0030044"
          + "|approval recorded|0|passed|Index on orders|none",
        "CHG0030042|Checkout|2026-03-13T08:00:00Z|||CHG0030042||1|missing"
          + "|Rollback of \"retry payments\", now|none",
      ]),
    Export(
      "servicenow-incident.csv", "servicenow-incident", settings: "timezone = \"UTC\"",
      [
        "INC0010001|2026-03-05T14:12:00Z|2026-03-05T15:20:00Z|Checkout errors|1 - Critical"
          + "|Checkout|CHG0030041",
        "INC0010002|2026-03-06T03:00:00Z||Search slow, again|3 - Moderate|search-api|",
      ]),
    Export(
      "pagerduty-incidents.csv", "pagerduty-incidents",
      settings: "[aliases]\ncheckout-api = [\"Checkout API (PROD)\"]",
      [
        "Q1ABC|2026-03-05T19:12:31Z|2026-03-05T20:20:00Z|Orders below threshold in EU|P1"
          + "|checkout-api|",
        "Q1ABD|2026-03-06T08:00:00Z||Latency, search|low|search-api|",
      ]),
    Export(
      "jira-issues.csv", "jira-issues", settings: "timezone = \"America/Los_Angeles\"",
      [
        "OPS-41|2025-10-09T20:42:00Z|2025-10-09T22:05:00Z|Checkout down|SEV1"
          + "|checkout-api;payments|",
        "OPS-42|2025-10-11T07:10:00Z||Search slow|Low|search-api|",
      ]),
    Export(
      "github-deployments.json", "github-deployments",
      settings: "[feeds.x.columns]\nservice = { default = \"shop\" }", skipped: 1,
      [
        "1234567890123456789|shop|2026-03-05T14:02:00Z|||?|?|?|?|Retry payments\n\n"
          + "Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>|inferred"
      ]),
    Export(
      "argocd-history.json", "argocd-history",
      [
        "checkout-api-7|checkout-api|2026-03-05T14:01:10Z|2026-03-05T14:02:00Z||?|?|?|?||unknown",
        "checkout-api-8|checkout-api|2026-03-06T09:00:00Z|2026-03-06T09:00:31Z||?|?|?|?||unknown",
        "search-api-7|search-api|2026-03-07T10:00:00Z|2026-03-07T10:00:00Z||?|?|?|?||unknown",
      ]),
    Export(
      "spinnaker-executions.json", "spinnaker-executions", skipped: 1,
      [
        "01JNK0A|checkout|2026-03-05T14:02:00Z|2026-03-05T14:12:00Z|succeeded|?|?|?|?"
          + "|Deploy to prod|none",
        "01JNK0B|search|2026-03-06T12:26:41Z|2026-03-06T12:28:20Z|failed|?|?|?|?"
          + "|Deploy to prod|none",
        "01JNK0D|search|2026-03-06T12:31:41Z||in_progress|?|?|?|?|Deploy to prod|none",
      ]),
    Export(
      "git-log.tsv", "git-log", settings: "[feeds.x.columns]\nservice = { default = \"shop\" }",
      [
        "a84d88e7|shop|2026-03-05T14:02:00Z|||?|?|?|?"
          + "|Retry \"payments\" once\\nAssisted-by: Amazon Q:claude|inferred",
        "b84d88e7|shop|2026-03-06T09:00:00Z|||?|?|?|?|\"Quote at the start\\n|none",
      ]),
    Export(
      "datadog-dora.ndjson", "datadog-dora", skipped: 1,
      [
        "dep-1|checkout-api|2026-03-05T14:02:00Z|2026-03-05T14:12:00Z||?|?|?|?||unknown",
        "dep-3|search-api|2026-03-06T12:26:41Z|2026-03-06T12:28:20Z||?|?|?|?||unknown",
      ]),
  ]

  @Test("An export loads to the changes and incidents in it", arguments: exports)
  func loads(export: Export) throws {
    try copy(export.file)
    try place.folder.write(
      "faultline.toml",
      "[feeds.x]\nfiles = [\"\(export.file)\"]\npreset = \"\(export.preset)\"\n"
        + export.settings + "\n")
    let check = try place.run("check")
    #expect(check.status == 0)
    #expect(check.out == "No problem found: 1 file usable, nothing written.\n")
    let load = try place.run("load", "--db", "x.sqlite")
    #expect(load.status == 0)
    #expect(
      load.out.contains("\(export.skipped) passed over as the settings say")
        == (export.skipped > 0))
    for (row, expected) in zip(try rows(export), export.rows) { #expect(row == expected) }
    #expect(try rows(export).count == export.rows.count)
  }

  @Test("Each export is known by its headings", arguments: exports)
  func known(export: Export) throws {
    try copy(export.file)
    let run = try place.run("init", "--from", export.file, "--no-input")
    #expect(run.out.hasPrefix("\(export.file)  \(export.preset) ("))
  }

  @Test("What init writes is read as it was meant, once the answers are in it")
  func initAndLoad() throws {
    for export in ExportTests.exports { try copy(export.file) }
    let run = try place.run("init", "--from", "servicenow-change.csv", "jira-issues.csv")
    #expect(run.status == 78)
    #expect(run.out.contains("3 answers are needed"))
    let text = try place.text("faultline.toml")
    #expect(text.components(separatedBy: "# answer needed: ").count == 4)
    let answered = text.replacing("# timezone = \"America/New_York\"", with: "timezone = \"UTC\"")
      .replacing("# finished_at = ", with: "finished_at = ")
    try place.folder.write("faultline.toml", answered)
    let check = try place.run("check")
    #expect(check.status == 0)
    #expect(check.err.contains("jira-issues.csv: column \"Created\" is read as d/MMM/yy h:mm a"))
    #expect(try place.run("load", "--db", "x.sqlite").status == 0)
  }

  private func copy(_ file: String) throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Exports/\(file)")
    try place.folder.write(file, try Data(contentsOf: source))
  }

  private func rows(_ export: Export) throws -> [String] {
    let queue = try DatabaseQueue(path: "\(place.path)/x.sqlite")
    return try queue.read { database in
      let time = { (name: String) in
        "coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', \(name), 'unixepoch'), '')"
      }
      let unknown = { (name: String) in
        "iif(instr(';' || columns_absent || ';', ';\(name);'), '?', coalesce(\(name), ''))"
      }
      let isIncidents = try Int.fetchOne(database, sql: "SELECT count(*) FROM incident") ?? 0
      let columns =
        isIncidents > 0
        ? [
          "incident_id", time("started_at"), time("resolved_at"), "coalesce(title, '')",
          "coalesce(severity, '')", "coalesce(services, '')", "coalesce(cause_change_id, '')",
        ]
        : [
          "deploy_id", "service", time("started_at"), time("finished_at"), "coalesce(status, '')",
          unknown("change_record"), unknown("approved_by"), unknown("emergency"),
          unknown("reliability_tests"), "coalesce(summary, '')", "authorship",
        ]
      return try String.fetchAll(
        database,
        sql: "SELECT \(columns.joined(separator: " || '|' || ")) FROM "
          + "\(isIncidents > 0 ? "incident" : "deployment") ORDER BY started_at")
    }
  }
}

extension Workplace {
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
