import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("The quarterly report")
struct TrendTests {
  @Test("It looks as recorded")
  func goldens() {
    let report = TrendCases.report(TrendCases.findings(TrendCases.noDifference))
    for (name, text) in report.files() { expectGolden(text, "trend/\(name)") }
    expectGolden(TerminalText.trend(report, folder: "reports/2026Q1"), "terminal/trend.txt")
  }

  @Test("The rate in verdict, table, figure, terminal and JSON is one")
  func oneDefinition() throws {
    for (name, report) in TrendCases.samples where name != "short" {
      let ai = try #require(report.findings.comparison(.aiAssisted))
      let document = report.document
      let tables = document.sections.flatMap(\.blocks).flatMap(tables)
      let figure = try #require(report.ratesFigure)
      for (rate, subject) in [
        (ai.exposed, "AI-assisted changes"), (ai.reference, "changes with no AI marker"),
      ] {
        let percentage = "9.9%" == String(rate.words.prefix(4)) ? "9.9%" : "7.5%"
        #expect(document.verdict.rest.plain.contains(rate.of(subject)))
        #expect(rate.of(subject).hasPrefix(percentage) && rate.words.hasPrefix(percentage))
        #expect(figure.drawing.body.markup.contains(rate.words))
        #expect(figure.description.contains(rate.words))
        #expect(TerminalText.trend(report, folder: nil).contains(rate.words))
      }
      let unmarked = tables.flatMap(\.rows).first {
        $0.cells[0].phrase.plain.contains("no AI marker") && $0.cells.count == 6
      }
      #expect(unmarked?.cells[3].phrase.plain == "7.5%")
      let json = try #require(
        JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
      let first = try #require((json["comparisons"] as? [[String: Any]])?.first)
      let exposed = try #require(first["exposed"] as? [String: Any])
      let share = try #require((exposed["share"] as? [String: Any])?["estimate"] as? Double)
      #expect(percent(Share(share)) == percent(Share(ai.exposed.share?.value ?? -1)))
    }
  }

  private func tables(in block: Block) -> [Table] {
    switch block {
    case .table(let table): [table]
    case .details(_, let inner): inner.flatMap(tables)
    default: []
    }
  }

  @Test("Without a clear difference the headline says so, and never that there is none")
  func noDifference() {
    let report = TrendCases.report(TrendCases.findings(TrendCases.noDifference))
    let lead = report.verdict.lead.plain
    #expect(
      lead
        == "No clear difference this quarter between AI-assisted changes and changes with no AI marker."
    )
    #expect(report.verdict.tone == .attention)
  }

  @Test("A clear difference is said with its direction, interval and what it hangs on")
  func clear() {
    let more = TrendCases.report(TrendCases.findings(TrendCases.difference)).verdict
    #expect(more.lead.plain.contains("more often than changes with no AI marker"))
    #expect(more.rest.plain.contains("the ratio is 1.90 (95% interval 1.30 to 2.70)"))
    #expect(more.rest.plain.contains("holds only as long as changes of unknown authorship"))
    let fewer = TrendCases.report(TrendCases.findings(TrendCases.fewerWithAI)).verdict
    #expect(fewer.lead.plain.contains("less often than changes with no AI marker"))
    #expect(!fewer.rest.plain.contains("holds only as long"))
  }

  @Test("Where an interval leaves out 1 and chance may still be behind it, the text says both")
  func nearlyClear() {
    func sentence(_ low: Double, _ high: Double, isClear: Bool) -> String? {
      TrendCases.comparison(
        .undocumented, TrendCases.rate(287, 6.7, 0.009, 0.048),
        TrendCases.rate(4391, 36.5, 0.006, 0.011),
        ratio: TrendCases.estimate(3.19, low, high), isClear: isClear
      ).nearlyClearSentence
    }
    #expect(
      sentence(1.13, 7.47, isClear: false)
        == "For changes without a change record the ratio is 3.19 (1.13 to 7.47), yet among 5 comparisons "
        + "chance brings one like it about too often for a claim.")
    #expect(sentence(0.9, 7.47, isClear: false) == nil)
    #expect(sentence(1.13, 7.47, isClear: true) == nil)
  }

  @Test("Whether changes fare better since day 0 is said by the interval of the ratio")
  func sinceDayZero() {
    func lead(_ ratio: Estimate?) -> String {
      TrendCases.report(TrendCases.findings(TrendCases.noDifference))
        .sinceResetSentences(TrendCases.sinceReset(ratio)).joined(separator: " ")
    }
    let less = lead(TrendCases.estimate(0.44, 0.21, 0.83))
    #expect(less.hasPrefix("Since day 0 changes were followed by a linked order drop less often."))
    #expect(less.contains("0.44 times as often (95% interval 0.21 to 0.83)"))
    #expect(
      less.hasSuffix("20% fewer changes a day were made, which brings fewer drops by itself."))
    #expect(lead(TrendCases.estimate(1.9, 1.2, 3)).contains("more often."))
    #expect(lead(TrendCases.estimate(0.8, 0.5, 1.3)).contains("cannot be told yet."))
    #expect(lead(nil).hasPrefix("No drop is linked to a change on either side of day 0"))
  }

  @Test("The headline never rests on the raw ratio")
  func raw() {
    for (_, report) in TrendCases.samples {
      #expect(!report.verdict.lead.plain.contains("1.32"))
      #expect(!report.verdict.rest.plain.contains("1.32"))
    }
  }

  @Test("Inside the first look-back nothing is claimed")
  func short() {
    let report = TrendCases.report(TrendCases.short)
    #expect(report.verdict.tone == .incomplete)
    #expect(report.verdict.lead.plain.hasPrefix("History too short: all 40 changes"))
    #expect(!report.isComplete)
    #expect(report.figures.isEmpty)
  }

  @Test("Without a register the verdict says that all systems are counted")
  func noRegister() {
    let report = TrendCases.report(TrendCases.findings(TrendCases.noDifference), register: false)
    #expect(report.verdict.rest.plain.contains("No register of services was loaded"))
    #expect(!report.isComplete)
  }

  @Test("Where the strongest links point the other way the verdict says so")
  func disagreement() {
    let other = TrendCases.comparison(
      .aiAssisted, TrendCases.rate(464, 45.8, 0.07, 0.13, strongest: 20),
      TrendCases.rate(921, 69.2, 0.06, 0.1, strongest: 80),
      ratio: Estimate(value: 1.2, low: 0.8, high: 1.8, level: 0.95), isClear: false)
    let report = TrendCases.report(TrendCases.findings(other))
    #expect(
      report.verdict.rest.plain.contains(
        "Counting only the strongest link of each drop points the other way"))
  }

  @Test("Under 20 changes there are counts and no percentage")
  func few() {
    let rate = TrendCases.rate(14, 1.2, 0.003, 0.35)
    #expect(rate.words == "1.2 of 14")
    #expect(rate.rangeWords == "too few")
    #expect(rate.of("approved changes") == "1.2 of 14 approved changes")
  }

  @Test("No sentence holds a forbidden word or claims safety")
  func forbidden() {
    let words = [
      "caused", "broke", "led to", "due to", "triggered by", "culprit", "guilty", "blame",
      "root cause", "human error", "human-written", "unauthorised", "rogue", "lost revenue",
      "not significant", "no difference", "is safe", "are safe", "no effect", "proves",
    ]
    for (_, report) in TrendCases.samples {
      for text in Array(report.files().values) + [TerminalText.trend(report, folder: "r")] {
        let lowered = text.lowercased()
        for word in words { #expect(!lowered.contains(word), "\(word)") }
      }
    }
  }

  @Test("A ratio without a limit is said in words and is null in JSON")
  func unbounded() {
    #expect(ratio(.infinity) == "no limit")
    let open = TrendCases.comparison(
      .aiAssisted, TrendCases.assisted, TrendCases.unmarked,
      ratio: Estimate(value: 3, low: 0.7, high: .infinity, level: 0.95), isClear: false)
    let report = TrendCases.report(TrendCases.findings(open))
    #expect(report.json.contains("\"high\" : null"))
    #expect(report.verdict.rest.plain.contains("0.70 to no limit"))
  }

  @Test("A quarter that is not over says so in its heading, its verdict and its key facts")
  func partial() {
    let report = TrendCases.partial
    #expect(report.title == "Changes and order drops, first quarter 2026, up to 11 March 2026")
    #expect(
      report.verdict.rest.plain.hasPrefix(
        "The records end on 11 March 2026, the quarter on 31 March 2026: this is a part of it."))
    #expect(report.facts[0].detail.plain.hasSuffix("the records end on 11 March 2026"))
    #expect(report.document.status.plain.hasPrefix("1 January 2026 to 11 March 2026"))
    #expect(TerminalText.trend(report, folder: nil).contains("this is a part of it"))
    #expect(TrendCases.report(TrendCases.findings(TrendCases.noDifference)).endsEarly == nil)
  }

  @Test("What the exports do not say is not printed as none")
  func untold() {
    let findings = TrendCases.findings(
      TrendCases.untold[0], others: Array(TrendCases.untold.dropFirst()))
    let report = TrendCases.report(findings, quarter: nil)
    let words = report.verdict.lead.plain + " " + report.verdict.rest.plain
    #expect(
      words.hasPrefix("The records of this period do not let AI-assisted changes be compared"))
    #expect(!words.contains("none of no") && !words.contains("shows a clear difference"))
    #expect(words.contains("Nor do the records let any of the other groups be compared."))
    let lost = report.facts.first { $0.name == "Orders below expected" }
    #expect(lost?.detail.plain.contains("0%") == false)
    let text = TerminalText.trend(report, folder: nil)
    #expect(text.contains("cannot be compared, the records do not say which are which"))
    #expect(!text.contains("no change against no change"))
  }

  @Test("HTML and Markdown say the same")
  func sameWords() {
    let document = TrendCases.report(TrendCases.findings(TrendCases.difference)).document
    let html = HTMLRenderer.page(document)
    let markdown = MarkdownRenderer.page(document)
    for section in document.sections {
      #expect(html.contains(section.id))
      #expect(markdown.contains("## \(escapedForMarkdown(section.title))"))
    }
  }
}
