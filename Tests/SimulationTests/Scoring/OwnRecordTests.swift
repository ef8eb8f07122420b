import Testing
import Vocabulary

@testable import Simulation

@Suite("The tool's own record")
struct OwnRecordTests {
  private static let moment = Timestamp(secondsSinceEpoch: 1_772_000_000)

  private func drop(
    _ name: String, _ suspects: [(String, Double)], incidents: [String] = []
  ) -> RecordedDrop {
    RecordedDrop(
      id: DropID(name), window: TimeWindow(start: OwnRecordTests.moment, seconds: 600),
      isOpen: false, marketplaces: [Marketplace("US")], services: [],
      lostOrders: Estimate(value: 10, low: 5, high: 15, level: 0.9), status: .linked,
      noRecordedChange: Probability(clamping: 1 - suspects.reduce(0) { $0 + $1.1 }),
      topProbabilityRange: nil,
      suspects: suspects.map { change, probability in
        RecordedSuspect(
          change: ChangeID(change), deploys: [], service: Service("s"),
          probability: Probability(clamping: probability), grade: .weak, minutesBeforeOnset: 1,
          evidence: [])
      }, incidents: incidents.map(IncidentID.init))
  }

  private func verdict(_ drop: String, _ conclusion: TeamVerdict.Conclusion) -> TeamVerdict {
    TeamVerdict(
      drop: DropID(drop), conclusion: conclusion, team: "Commerce",
      recordedAt: OwnRecordTests.moment)
  }

  @Test("Verdicts and confirmed causes are scored apart, the last verdict holding")
  func sources() {
    let incident = Incident(
      id: IncidentID("INC-1"), startedAt: OwnRecordTests.moment, confirmedCause: ChangeID("B"),
      place: SourcePlace(file: "incidents.csv", line: 2))
    let record = OwnRecord(
      drops: [
        drop("one", [("A", 0.8), ("B", 0.1)]),
        drop("two", [("A", 0.6), ("B", 0.3)], incidents: ["INC-1"]),
        drop("three", [("A", 0.2)]), drop("four", [("A", 0.9)]), drop("five", [("A", 0.9)]),
      ],
      verdicts: [
        verdict("one", .noRecordedChange), verdict("one", .cause(ChangeID("A"))),
        verdict("three", .noRecordedChange), verdict("four", .notADrop),
      ], incidents: [incident])
    #expect(record.verdicts.count == 2)
    #expect(record.verdicts.withCause == 1)
    #expect(record.verdicts.named(within: 1) == 1)
    #expect(record.verdicts.withoutCause == (cases: 1, blamed: 0))
    #expect(record.confirmed.count == 1)
    #expect(record.confirmed.named(within: 1) == 0)
    #expect(record.confirmed.named(within: 3) == 1)
    #expect(record.notDrops == 1)
    #expect(record.unjudged == 1)
  }

  @Test("Brier score and log-loss are those of the definition")
  func scores() {
    let record = OwnRecord(
      drops: [drop("one", [("A", 0.8), ("B", 0.1)])],
      verdicts: [verdict("one", .cause(ChangeID("A")))], incidents: [])
    #expect(abs(record.verdicts.brier - (0.04 + 0.01 + 0.01)) < 1e-12)
    #expect(abs(record.verdicts.logLoss - 0.2231435513) < 1e-9)
  }

  @Test("A cause that was never considered counts as named nowhere, and costs what can be cost")
  func notConsidered() {
    let record = OwnRecord(
      drops: [drop("one", [("A", 0.8)])], verdicts: [verdict("one", .cause(ChangeID("Z")))],
      incidents: [])
    #expect(record.verdicts.named(within: 3) == 0)
    #expect(abs(record.verdicts.logLoss - 13.815510558) < 1e-6)
  }
}
