import Testing
import Vocabulary

@testable import Correlation

@Suite("Status and grade")
struct AttributionPolicyTests {
  private func timing(_ weight: Double) -> Evidence {
    Evidence(
      .timing(step: DeployID("D"), minutesBeforeOnset: 5, placeboRate: .zero),
      weight: LogOdds(weight))
  }

  private func scope(_ weight: Double) -> Evidence {
    Evidence(
      .scope(hitAndReached: 1, hitNotReached: [], reachedNotHit: []), weight: LogOdds(weight))
  }

  private func comparison(_ weight: Double) -> Evidence {
    Evidence(
      .comparison(reachedFall: Share(0.5), unreachedFall: Share(0), unreachedCount: 3),
      weight: LogOdds(weight))
  }

  private func recovery(_ weight: Double) -> Evidence {
    Evidence(.recovery(.followedRollback(minutesAfter: 5)), weight: LogOdds(weight))
  }

  private func suspects(_ probabilities: [Double], evidence: [Evidence] = []) -> [Suspect] {
    probabilities.enumerated().map { number, probability in
      Suspect(
        change: ChangeID("C\(number)"), deploys: [], service: Service("web"),
        probability: Probability(clamping: probability), grade: .weak, minutesBeforeOnset: 5,
        evidence: evidence)
    }
  }

  @Test(
    "The status follows from the probabilities",
    arguments: [
      ([0.9], Attribution.Status.linked), ([0.5, 0.25], .linked), ([0.6, 0.35], .contested),
      ([0.45, 0.45], .contested), ([0.3, 0.3], .contested), ([0.45, 0.1, 0.1], .contested),
      ([0.49], .unexplained), ([0.2, 0.05], .unexplained), ([0.2, 0.2, 0.2], .unexplained),
      ([], .unexplained),
    ])
  func status(probabilities: [Double], expected: Attribution.Status) {
    let none = 1 - probabilities.reduce(0, +)
    #expect(
      AttributionPolicy.status(suspects(probabilities), noRecordedChange: none) == expected)
  }

  @Test("Two suspects with a strong case each are contested although one leads")
  func contributing() {
    let strong = suspects([0.65, 0.25], evidence: [timing(4), scope(2), recovery(2)])
    #expect(AttributionPolicy.status(strong, noRecordedChange: 0.1) == .contested)
    let weak = suspects([0.65, 0.25], evidence: [timing(4)])
    #expect(AttributionPolicy.status(weak, noRecordedChange: 0.1) == .linked)
  }

  @Test("Two kinds beyond timing make strong evidence; scope and comparison are one kind")
  func kinds() {
    func grade(_ evidence: [Evidence], _ probability: Double = 0.9) -> Grade {
      AttributionPolicy.grade(evidence, probability: probability)
    }
    #expect(grade([timing(4), scope(2), recovery(2)]) == .strong)
    #expect(grade([timing(4), scope(2), comparison(2)]) == .moderate)
    #expect(grade([timing(4)]) == .weak)
    #expect(grade([timing(4), scope(0.1)]) == .weak)
    #expect(grade([timing(4), scope(2), recovery(2)], 0.4) == .moderate)
    #expect(grade([timing(4), scope(2), recovery(2)], 0.05) == .weak)
    #expect(grade([timing(9), scope(-2), recovery(2), comparison(2)]) == .moderate)
    #expect(grade([timing(-4), scope(-3)], 0.0005) == .excluded)
    #expect(grade([timing(4)], 0.0005) == .weak)
  }

  @Test("Evidence that only restates timing is no further kind")
  func alreadyLow() {
    let evidence = [timing(4), Evidence(.alreadyLow(.zero), weight: LogOdds(1))]
    #expect(AttributionPolicy.grade(evidence, probability: 0.9) == .weak)
  }
}
