import Testing
import Vocabulary

@testable import Reporting

@Suite("Rows that are missing while a drop lasts")
struct UnseenTests {
  private let known = Night.paymentsFinding
  private let elsewhere = SeriesKey(marketplace: Marketplace("ZZ"))

  private func report(_ series: [SeriesKey], _ finding: Finding? = nil) -> NightlyReport {
    let window = TimeWindow(start: known.drop.window.start, seconds: 600)
    return Night.report(
      findings: [finding ?? known],
      dismissed: [DismissedStretch(kind: .feedGap, window: window, series: series, depth: nil)])
  }

  @Test(
    "What is not counted is said on the page and on the terminal; that of others on the page too")
  func drop() {
    let hit = report([known.drop.parts[0].series])
    let page = hit.files()[ReportPaths.drop(known.drop.id, .markdown)]
    #expect(page?.contains("what was lost meanwhile is not counted") == true)
    #expect(TerminalText.nightly(hit, folder: "reports").contains("lost meanwhile is not counted"))
    let other = report([elsewhere]).files()[ReportPaths.drop(known.drop.id, .markdown)]
    #expect(other?.contains("ZZ sent no rows") == true)
    #expect(report([]).unseenSentence(of: known.drop) == nil)
  }

  @Test("Where no fall can be shown no change is suspected, and what was not seen is said")
  func noFall() throws {
    var drop = known.drop
    drop.lostOrders = Estimate(value: 5, low: -20, high: 30, level: 0.9)
    let template = try #require(DraftTemplate(named: "google-sre"))
    let finding = Finding(
      drop: drop, attribution: known.attribution.withoutFall(), incidents: [],
      trace: known.trace)
    let investigation = try #require(
      Investigation(
        subject: .window(known.drop.window), origin: .measured,
        report: report([elsewhere], finding), similar: [], draft: template, isRecorded: false))
    let text = TerminalText.investigation(investigation, folder: "reports")
    #expect(text.contains("whether orders fell there is not seen"))
    let json = investigation.json
    #expect(json.contains("\"suspects\" : [\n\n    ]") || json.contains("\"suspects\" : []"))
    #expect(json.contains("\"kind\" : \"feedGap\""))
    #expect(text.contains("listed and not judged"))
    #expect(!text.contains("The probability that none"))
  }
}
