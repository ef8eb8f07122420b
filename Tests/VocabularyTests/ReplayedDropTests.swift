import Testing
import Vocabulary

@Suite("A drop in a replay")
struct ReplayedDropTests {
  private let start = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 2))

  private var recorded: RecordedDrop {
    RecordedDrop(
      id: DropID("d"), window: TimeWindow(start: start, seconds: 600), isOpen: false,
      marketplaces: [], services: [],
      lostOrders: Estimate(value: 10, low: 5, high: 20, level: 0.9), status: .linked,
      noRecordedChange: Probability(clamping: 0.25), topProbabilityRange: nil,
      suspects: [
        RecordedSuspect(
          change: ChangeID("A"), deploys: [], service: Service("s"),
          probability: Probability(clamping: 0.75), grade: .strong, minutesBeforeOnset: 3,
          evidence: [])
      ], incidents: [])
  }

  private func verdict(_ conclusion: TeamVerdict.Conclusion) -> TeamVerdict {
    TeamVerdict(
      drop: DropID("d"), conclusion: conclusion, team: "Traffic", recordedAt: start)
  }

  @Test("Without a word from people it has the probabilities of its links")
  func linked() throws {
    let drop = try #require(ReplayedDrop(recorded, verdict: nil, confirmed: nil))
    #expect(drop.links == [.init(change: ChangeID("A"), probability: 0.75)])
    #expect(drop.noRecordedChange == 0.25)
    #expect(drop.onset == start)
  }

  @Test(
    "What people say of its cause has all of the probability, the team's verdict before the incident's"
  )
  func known() throws {
    let confirmed = try #require(ReplayedDrop(recorded, verdict: nil, confirmed: ChangeID("B")))
    #expect(confirmed.links == [.init(change: ChangeID("B"), probability: 1)])
    #expect(confirmed.noRecordedChange == 0)
    let cause = ReplayedDrop(
      recorded, verdict: verdict(.cause(ChangeID("C"))), confirmed: ChangeID("B"))
    #expect(cause?.links == [.init(change: ChangeID("C"), probability: 1)])
    let none = ReplayedDrop(recorded, verdict: verdict(.noRecordedChange), confirmed: nil)
    #expect(none?.links == [])
    #expect(none?.noRecordedChange == 1)
  }

  @Test("What a team found to be no drop is none")
  func notADrop() {
    #expect(ReplayedDrop(recorded, verdict: verdict(.notADrop), confirmed: nil) == nil)
  }
}
