import Testing
import Vocabulary

@Suite("Drops as people judged them")
struct LinkedDropTests {
  private static let finding: Finding = {
    let onset = TimeDistribution(
      certain: Timestamp(secondsSinceEpoch: 1_770_000_000), stepSeconds: 60)
    let drop = Drop(
      id: DropID("d"), onset: onset, end: .ended(onset), parts: [], unaffected: [],
      observedOrders: 0, expectedOrders: 10,
      lostOrders: Estimate(value: 10, low: 8, high: 12, level: 0.9), catchUp: nil,
      comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 5, shortHistoryDays: nil)
    let suspects = [("A", 0.7), ("B", 0.2)].map { name, probability in
      Suspect(
        change: ChangeID(name), deploys: [], service: Service("s"),
        probability: Probability(clamping: probability), grade: .moderate, minutesBeforeOnset: 5,
        evidence: [])
    }
    return Finding(
      drop: drop,
      attribution: Attribution(
        drop: drop.id, status: .linked, suspects: suspects,
        noRecordedChange: Probability(clamping: 0.1), topProbabilityRange: nil, considered: 2,
        lookBack: drop.window), incidents: [], trace: nil)
  }()

  private func judged(_ conclusion: TeamVerdict.Conclusion?) -> LinkedDrop? {
    LinkedDrop(
      LinkedDropTests.finding,
      verdict: conclusion.map {
        TeamVerdict(
          drop: DropID("d"), conclusion: $0, team: "Payments",
          recordedAt: Timestamp(secondsSinceEpoch: 0))
      }, confirmed: nil)
  }

  @Test("Without a verdict the links stay as they were made")
  func asMade() {
    let drop = judged(nil)
    #expect(drop?.links.map(\.probability) == [0.7, 0.2])
    #expect(drop?.noRecordedChange == 0.1 && drop?.isConfirmed == false)
  }

  @Test("A confirmed cause has all of the probability")
  func cause() {
    let drop = judged(.cause(ChangeID("B")))
    #expect(drop?.links.map(\.change) == [ChangeID("B")])
    #expect(drop?.links.first?.probability == 1 && drop?.noRecordedChange == 0)
    #expect(drop?.isConfirmed == true)
  }

  @Test("A verdict of none leaves no link, and what was no drop is dropped")
  func others() {
    #expect(judged(.noRecordedChange)?.links.isEmpty == true)
    #expect(judged(.noRecordedChange)?.noRecordedChange == 1)
    #expect(judged(.notADrop) == nil)
  }

  @Test("The cause that an incident names counts where no team spoke")
  func incident() {
    let named = LinkedDrop(LinkedDropTests.finding, verdict: nil, confirmed: ChangeID("B"))
    #expect(named?.links.map(\.change) == [ChangeID("B")])
  }
}
