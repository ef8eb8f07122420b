import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("Rendering of reports")
struct RenderingTests {
  @Test("The busy night reads as recorded")
  func busyNight() {
    for (name, text) in Night.report().files() { expectGolden(text, "busy/\(name)") }
  }

  @Test("A quiet, a stale and a night without deploys read as recorded")
  func otherNights() {
    for (name, report) in [
      ("quiet", Night.quiet), ("stale", Night.stale), ("no-deploys", Night.noDeploys),
    ] {
      expectGolden(report.files()["nightly.md"] ?? "", "\(name)/nightly.md")
      expectGolden(report.json, "\(name)/nightly.json")
    }
  }

  @Test("HTML and Markdown hold the same words in the same order")
  func parity() {
    for (name, report) in Night.samples {
      let files = report.files()
      for (path, page) in files where path.hasSuffix(".html") {
        let other = path == "index.html" ? "nightly.md" : path.replacing(".html", with: ".md")
        let html = PageText.words(ofHTML: page)
        let markdown = PageText.words(ofMarkdown: files[other] ?? "")
        let differs = zip(html, markdown).enumerated().first { $0.element.0 != $0.element.1 }
        let place = differs.map { "\(html[max(0, $0.offset - 6)...].prefix(12))" } ?? "the end"
        let against = differs.map { "\(markdown[max(0, $0.offset - 6)...].prefix(12))" } ?? ""
        #expect((html == markdown) as Bool, "\(name)/\(path) at \(place) against \(against)")
        #expect(html.count > 100)
      }
    }
  }

  @Test("The same values in another order give the same bytes")
  func orderOfInput() {
    let report = Night.report()
    let turned = NightlyReport(
      window: report.window, provenance: report.provenance, intakes: report.intakes.reversed(),
      rejectedRows: report.rejectedRows.reversed(), findings: report.findings.reversed(),
      changes: Dictionary(
        uniqueKeysWithValues: report.changes.reversed().map { ($0.key, $0.value) }),
      dismissed: report.dismissed.reversed(), overviews: report.overviews.reversed(),
      controls: report.controls.reversed(), register: report.register, warnings: report.warnings,
      sinceLastRun: report.sinceLastRun, verdicts: report.verdicts)
    #expect(turned.files() == report.files())
  }

  @Test("The run time stands in one line of a page and in the status, and nowhere else")
  func runTime() {
    let files = Night.report().files()
    for (name, text) in files {
      let lines = text.split(separator: "\n").filter {
        $0.contains("06:00:14") || $0.contains("2026-03-11T06:00:14Z")
      }
      let isPage = name.hasSuffix(".html") || name.hasSuffix(".md") || name == "status.json"
      #expect(lines.count == (isPage ? 1 : 0), "\(name)")
    }
  }

  @Test("A page loads nothing and lets only its own script run")
  func selfContained() throws {
    for (name, page) in Night.report().files() where name.hasSuffix(".html") {
      let policy = try #require(
        page.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/))
      #expect(policy.output.1.contains("default-src 'none'"))
      let script = try #require(page.firstMatch(of: /<script>((?:.|\n)*?)<\/script>/))
      let hash = SHA256.base64(of: Array(String(script.output.1).utf8))
      #expect(policy.output.1.contains("script-src 'sha256-\(hash)'"))
      #expect(!page.contains("http://") && !page.contains("https://"))
      #expect(!page.contains(" src="))
    }
  }

  @Test("The style sheet and the script stay small")
  func sizes() {
    #expect(PageStyle.sheet.markup.utf8.count < 8000)
    #expect(PageScript.source.markup.utf8.count < 1300)
  }
}
