import Testing
import Vocabulary

@testable import Reporting

@Suite("Text from outside stays text")
struct EscapingTests {
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "a&lt;b",
    "[click](javascript:x)", "![x](y)", "| cell | break |", "`code` *bold* _it_ ~~no~~ # h",
    "@everyone https://example.org www.example.org", "\u{202E}txt.exe", "nul\u{0}bell\u{7}",
    "line\nbreak\r\n", "=HYPERLINK(\"http://x\")", "\u{1B}[31mred", "</title></style></svg>",
    "1. list", "- list", "+ list", "$math$", "\\", "```", "a``b",
  ]

  @Test("Interpolated text never becomes markup", arguments: attacks)
  func html(attack: String) {
    let markup: HTML = "<p title=\"\(attack)\">\(attack)</p>"
    let inner = markup.markup.dropFirst("<p title=\"".count).dropLast("</p>".count)
    #expect(inner.count { $0 == "<" } == 0)
    #expect(inner.count { $0 == "\"" } == 1)
    #expect(inner.count { $0 == ">" } == 1)
    #expect(!markup.markup.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
  }

  @Test("Text in Markdown has no construct left in it", arguments: attacks)
  func markdown(attack: String) {
    let text = escapedForMarkdownStart(attack)
    let bare = text.replacing(/\\./, with: "")
    #expect(!bare.contains { "`*_[]<>|~&#$!\n".contains($0) })
    #expect(!text.contains("://") && !text.lowercased().contains("www.e"))
    #expect(text.first.map { "-+=".contains($0) } != true)
    #expect(text.firstMatch(of: /^\d+[.)]/) == nil)
  }

  @Test("A code span holds any number of backticks")
  func codeSpans() {
    #expect(codeSpan("plain", inTable: false) == "`plain`")
    #expect(codeSpan("a`b", inTable: false) == "``a`b``")
    #expect(codeSpan("`", inTable: false) == "`` ` ``")
    #expect(codeSpan("a|b", inTable: true) == "`a\\|b`")
    #expect(codeSpan("", inTable: true) == "")
  }

  @Test("A report full of hostile names is still one page with one script", arguments: attacks)
  func report(attack: String) {
    let change = Night.change(
      attack, attack, Night.at(10, 13, 58), line: 1, undoes: attack,
      authorship: .declared(.authored, tool: attack),
      paperwork: Paperwork(changeRecord: .value(attack)), summary: attack)
    let drop = Night.checkoutDrop
    let suspect = Suspect(
      change: change.id, deploys: [DeployID(attack)], service: Service(attack),
      probability: .one, grade: .strong, minutesBeforeOnset: 8, evidence: [])
    let finding = Finding(
      drop: drop,
      attribution: Attribution(
        drop: drop.id, status: .linked, suspects: [suspect], noRecordedChange: .zero,
        topProbabilityRange: nil, considered: 1,
        lookBack: Night.checkoutFinding.attribution.lookBack),
      incidents: [
        Incident(
          id: IncidentID(attack), startedAt: Night.at(10, 14, 10), title: attack,
          severity: attack, place: SourcePlace(file: attack, line: 1))
      ], trace: Night.checkoutTrace)
    let report = Night.report(findings: [finding], changes: [change], controls: [])
    for (name, page) in report.files() where name.hasSuffix(".html") {
      #expect(page.split(separator: "<script").count == 2)
      #expect(!page.contains("<img") && !page.contains("\u{202E}") && !page.contains("\u{0}"))
      #expect(page.split(separator: "</style>").count == 2)
    }
    #expect(!TerminalText.nightly(report, folder: "r").contains("\u{1B}"))
  }

  @Test("A drop's name cannot lead its page out of the folder")
  func fileNames() {
    #expect(stem("2026-03-10-1406-b") == "2026-03-10-1406-b")
    for name in ["../../etc/passwd", ".hidden", "", "a/b", "a b", "ä", "x\u{0}y"] {
      let path = ReportPaths.drop(DropID(name), .html)
      #expect(path.firstMatch(of: /^drops\/x[A-Za-z0-9._-]+\.html$/) != nil, "\(path)")
    }
    #expect(stem("a/b") != stem("a_b") && stem("a/b") != stem("a b"))
  }
}
