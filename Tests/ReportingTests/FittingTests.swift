import Testing
import Vocabulary

@testable import Reporting

@Suite("Which changes fit, and in which order they are listed")
struct FittingTests {
  private func attribution(
    _ probabilities: [Double], status: Attribution.Status = .contested
  ) -> Attribution {
    let suspects = probabilities.enumerated().map { index, probability in
      Suspect(
        change: ChangeID("D-\(index + 1)"), deploys: [DeployID("d-\(index + 1)")],
        service: Service("checkout-api"), probability: Night.placebo(probability), grade: .weak,
        minutesBeforeOnset: Double(index + 1), evidence: [])
    }
    return Attribution(
      drop: Night.checkoutDrop.id, status: status, suspects: suspects,
      noRecordedChange: Night.placebo(1 - probabilities.reduce(0, +)), topProbabilityRange: nil,
      considered: suspects.count, lookBack: TimeWindow(start: Night.at(10, 8), seconds: 21_720))
  }

  private func attribution(
    _ suspects: [(Double, [(Evidence.Observation, Double)])]
  ) -> Attribution {
    let plain = attribution(suspects.map(\.0))
    return Attribution(
      drop: plain.drop, status: plain.status,
      suspects: zip(plain.suspects, suspects).map { suspect, given in
        Suspect(
          change: suspect.change, deploys: suspect.deploys, service: suspect.service,
          probability: suspect.probability, grade: suspect.grade,
          minutesBeforeOnset: suspect.minutesBeforeOnset, evidence: Night.evidence(given.1))
      }, noRecordedChange: plain.noRecordedChange, topProbabilityRange: nil, considered: 2,
      lookBack: plain.lookBack)
  }

  private func finding(_ attribution: Attribution) -> Finding {
    Finding(drop: Night.checkoutDrop, attribution: attribution, incidents: [], trace: nil)
  }

  @Test("Changes of hardly any probability are not counted among those that fit")
  func counted() {
    let attribution = attribution([0.62, 0.35, 0.003, 0.001])
    #expect(attribution.fitting.map(\.change.name) == ["D-1", "D-2"])
    #expect(
      attribution.sentence
        == "Two changes fit the drop, and the records do not tell which: D-1 and D-2.")
    #expect(
      finding(attribution).nextStep(verdict: nil).plain.hasPrefix(
        "Compare logs and metrics of D-1 and D-2 around 14:06"))
  }

  @Test("One change that leads without standing out is not called several")
  func one() {
    let attribution = attribution([0.45, 0.02])
    #expect(
      attribution.sentence == "D-1 fits the drop best, and not well enough to be linked to it.")
    #expect(finding(attribution).nextStep(verdict: nil).plain.hasPrefix("Look at logs"))
  }

  @Test("Whom nobody needs to wake is not named in the line that wakes people")
  func onCall() {
    let report = Night.report(findings: [finding(attribution([0.004], status: .unexplained))])
    let text = TerminalText.nightly(report, folder: "reports")
    #expect(!text.contains("D-1 "))
    #expect(text.contains("No recorded change fits well enough"))
  }

  @Test("A list that is cut holds the changes that fit, then the nearest before the drop")
  func order() {
    let changes = (0..<60).map { index in
      Night.change(
        "D-\(7000 + index)", "search-ranker", Night.at(10, 8, 10 + index * 5), line: 3000 + index,
        authorship: .declared(.assisted, tool: nil))
    }
    let suspect = Suspect(
      change: ChangeID("D-7000"), deploys: [DeployID("dep-3000")],
      service: Service("search-ranker"), probability: Night.placebo(0.4), grade: .moderate,
      minutesBeforeOnset: 356, evidence: [])
    let known = Night.checkoutFinding
    let finding = Finding(
      drop: known.drop,
      attribution: Attribution(
        drop: known.drop.id, status: .unexplained, suspects: [suspect],
        noRecordedChange: Night.placebo(0.6), topProbabilityRange: nil, considered: 60,
        lookBack: known.attribution.lookBack), incidents: [], trace: nil)
    let listed = finding.nearestFirst(changes).map(\.id.name)
    #expect(listed[0] == "D-7000")
    let before = changes.filter { $0.rollout.startedAt <= known.drop.onset.mode }
    #expect(listed[1] == before.last?.id.name)
    let report = Night.report(findings: [finding], changes: changes)
    for name in ["nightly.md", "drops/\(known.drop.id.name).md"] {
      let page = report.files()[name] ?? ""
      #expect(page.contains("**D-7000**") || page.contains("D-7000 search-ranker"), "\(name)")
      #expect(page.contains("further changes are not shown here. They began longer before"))
    }
  }

  @Test("Only what would change which answer comes first is named as such")
  func turns() {
    let known = Night.checkoutFinding.attribution
    #expect(known.rankingTurns.isEmpty)
    #expect(
      known.whatWouldChange
        == "No single observation beyond timing would change which answer comes first.")
    let close = attribution(
      [
        (0.5, [(.recovery(.followedRollback(minutesAfter: 1)), 2.3), (.scopeUnknown, 0.1)]),
        (0.3, [(.recovery(.recoveredInPlace), -1.8)]),
      ])
    #expect(close.rankingTurns.map(\.first?.name) == ["D-2", "D-2"])
    #expect(
      close.whatWouldChange
        == "What would change which answer comes first: without “recovery” (+2.3) D-1 would give way "
        + "to D-2; without “recovery” (−1.8) D-2 would lead.")
  }

  @Test("Paperwork that is open is listed with the newest change first")
  func paperwork() {
    let open = ControlsSummary(Night.report()).open.map(\.change.id.name)
    #expect(open == ["D-4418", "D-4417"])
  }
}
