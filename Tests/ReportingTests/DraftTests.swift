import Testing
import Vocabulary

@testable import Reporting

@Suite("Draft postmortems")
struct DraftTests {
  private func draft(_ shape: String, _ report: NightlyReport = Night.report()) throws -> Postmortem
  {
    let template = try #require(DraftTemplate(named: shape))
    let investigation = try #require(
      Investigation(
        subject: .drop(Night.checkoutDrop.id), origin: .detected, report: report, similar: [],
        draft: template, isRecorded: true))
    return investigation.postmortem
  }

  @Test(
    "Every built-in shape holds the loss and its interval, the changes and the questions",
    arguments: DraftTemplate.names)
  func shapes(name: String) throws {
    let draft = try draft(name)
    let loss = Night.report().findings[0].drop.lostOrders.rounded
    #expect(draft.text.contains(grouped(loss.value)))
    #expect(draft.text.contains(loss.interval))
    #expect(draft.text.contains("D-4417"))
    #expect(draft.text.contains("## Open questions"))
    #expect(draft.questions > 3)
    #expect(!draft.text.contains("{{"))
    // A value that is missing without a question would leave one of these.
    for trace in ["()", "( ", " .\n", ": .", "  |"] {
      #expect(!draft.text.contains(trace), "\(name) holds \"\(trace)\"")
    }
  }

  @Test("What the records do not say is a question, and none of it where they do")
  func questions() throws {
    let noticed = "_Question: who noticed it, when, and by what?"
    let known = try draft("google-sre")
    #expect(!known.text.contains(noticed))
    let finding = Night.checkoutFinding
    let silent = Finding(
      drop: finding.drop, attribution: finding.attribution, incidents: [], trace: nil)
    let unknown = try draft("google-sre", Night.report(findings: [silent]))
    #expect(unknown.text.contains(noticed))
    #expect(unknown.questions > known.questions)
  }

  @Test("A cause is stated only where a team confirmed it")
  func cause() throws {
    #expect(try draft("plain").text.contains("Cause: not confirmed by a team."))
    let verdict = TeamVerdict(
      drop: Night.checkoutDrop.id, conclusion: .cause(ChangeID("D-4417")), team: "Commerce",
      recordedAt: Night.at(11, 9))
    let report = Night.report(verdicts: [Night.checkoutDrop.id: verdict])
    #expect(
      try draft("plain", report).text.contains("D-4417 was confirmed as cause by the Commerce"))
  }

  @Test("Names of persons and marks of Markdown from the input stay out")
  func cleaned() throws {
    let text = try draft("google-sre").text
    for change in Night.changes {
      if let author = change.paperwork.author.valueIfAny { #expect(!text.contains(author)) }
    }
  }

  @Test("Similar drops stand by the service that led them, then by common places, then by time")
  func similar() throws {
    func earlier(_ name: String, _ day: Int, _ places: [Marketplace], _ service: String) throws
      -> SimilarDrop
    {
      let suspect = RecordedSuspect(
        change: ChangeID("X"), deploys: [], service: Service(service), probability: .one,
        grade: .strong, minutesBeforeOnset: 1, evidence: [])
      let drop = RecordedDrop(
        id: DropID(name), window: TimeWindow(start: Night.at(day, 1), seconds: 600), isOpen: false,
        marketplaces: places, services: [],
        lostOrders: Estimate(value: 10, low: 5, high: 15, level: 0.9), status: .linked,
        noRecordedChange: .zero, topProbabilityRange: nil, suspects: [suspect], incidents: [])
      return try #require(SimilarDrop(drop, like: Night.checkoutFinding, verdict: nil))
    }
    let service = try #require(Night.checkoutFinding.attribution.strongest).service.name
    let template = try #require(DraftTemplate(named: "plain"))
    let some = [
      try earlier("partly", 9, [Night.us, Night.jp], "other"),
      try earlier("older", 7, [Night.us], "other"), try earlier("newer", 8, [Night.us], "other"),
      try earlier("led alike", 1, [Night.jp], service),
    ]
    let investigation = try #require(
      Investigation(
        subject: .drop(Night.checkoutDrop.id), origin: .detected, report: Night.report(),
        similar: some, draft: template, isRecorded: true))
    #expect(investigation.similar.map(\.drop.id.name) == ["led alike", "newer", "older", "partly"])
  }

  @Test("No template with an open tag is taken")
  func broken() {
    #expect(throws: DraftProblem.self) { try DraftTemplate(name: "a", text: "x\n{{#open}}") }
  }
}
