import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("Links and pictures of reports")
struct LinkTests {
  /// Every kind of report with its files.
  static let reports: [(name: String, files: [String: String])] =
    Night.samples.map { ($0.name, $0.report.files()) }
    + TrendCases.samples.map { ("trend \($0.0)", $0.1.files()) }
    + [
      ("trend with a replay", TrendCases.withReplay.files()),
      ("investigation", investigation(fallen: true)?.files() ?? [:]),
      ("investigation without a fall", investigation(fallen: false)?.files() ?? [:]),
    ]

  static func investigation(fallen: Bool) -> Investigation? {
    let known = Night.checkoutFinding
    let finding = Finding(
      drop: known.drop,
      attribution: fallen
        ? known.attribution : known.attribution.withoutFall(),
      incidents: known.incidents, trace: known.trace)
    return DraftTemplate(named: "google-sre").flatMap {
      Investigation(
        subject: .incident(Night.incident.id), origin: fallen ? .detected : .measured,
        report: Night.report(findings: [finding]), similar: [], draft: $0, isRecorded: fallen)
    }
  }

  /// What a page points at, without addresses of other sites.
  private func targets(_ page: String, isHTML: Bool) -> [String] {
    let found =
      isHTML
      ? page.matches(of: /(?:href|src)="([^"]*)"/).map { String($0.output.1) }
      : page.matches(of: /\]\(([^)\s]*)\)/).map { String($0.output.1) }
    return found.filter { !$0.contains(":") && !$0.isEmpty }
  }

  @Test("Every link and picture leads to a file of the report, and every anchor to its place")
  func nothingDead() {
    for (report, files) in Self.reports {
      #expect(!files.isEmpty, "\(report)")
      for (name, page) in files where name.hasSuffix(".md") || name.hasSuffix(".html") {
        let isHTML = name.hasSuffix(".html")
        for target in targets(page, isHTML: isHTML) {
          if target.hasPrefix("#") {
            #expect(page.contains("id=\"\(target.dropFirst())\""), "\(report) \(name): \(target)")
            continue
          }
          let path = target.split(separator: "#").first.map(String.init) ?? ""
          let folder = (name as NSString).deletingLastPathComponent
          let whole = ("/\(folder)" as NSString).appendingPathComponent(path)
          let file = String((whole as NSString).standardizingPath.dropFirst())
          #expect(files[file] != nil, "\(report) \(name) points at \(target)")
        }
      }
    }
  }

  @Test("The page of a time without a fall speaks of what was looked at and of no drop")
  func withoutFall() throws {
    let investigation = try #require(Self.investigation(fallen: false))
    let page = try #require(investigation.files()["investigation.md"])
    for words in [
      "No fall of orders can be shown", "Time looked at", "Declared: **INC-2041**",
      "listed and not judged", "The time looked at begins.",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    for words in [
      "Drop began", "Back to expected", "undetected for", "Strongest change", "evidence of a link:",
      "Orders fall below expected", "To record one",
    ] {
      #expect(!page.components(separatedBy: "What the words mean")[0].contains(words), "\(words)")
    }
    let text = TerminalText.investigation(investigation, folder: "reports")
    #expect(text.contains("listed and not judged"))
    #expect(!text.contains("strong") && !text.contains("probability"))
  }
}
