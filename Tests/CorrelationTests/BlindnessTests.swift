import Correlation
import Testing
import Vocabulary

@Suite("Linking is blind to provenance")
struct BlindnessTests {
  @Test("What linking sees of a change holds nothing of its origin or paperwork")
  func fields() {
    let step = Tiny.step("D", at: 0)
    #expect(
      Mirror(reflecting: step).children.compactMap(\.label) == [
        "id", "change", "service", "startedAt", "finishedAt", "reach", "status", "rolledBackAt",
        "rollbackOf", "type", "place",
      ])
    let rollout = Tiny.rollouts([step])[0]
    #expect(
      Mirror(reflecting: rollout).children.compactMap(\.label) == ["change", "service", "steps"])
  }

  @Test(
    "Records with their origin and paperwork dealt out anew give the same links to the last bit")
  func permuted() {
    let steps = Tiny.background() + [Tiny.step("near", at: 836), Tiny.step("nearer", at: 839)]
    let papers = steps.indices.map { number in
      Paperwork(
        changeRecord: number % 3 == 0 ? .none : .value("MCM-\(number)"),
        approvedBy: .value("u\(number)"), reviewers: .value(["u\(number % 5)"]),
        reliabilityTests: .value(number % 2 == 0 ? .passed : .missing))
    }
    func linked(shift: Int) -> Attribution {
      let records = steps.enumerated().map { number, step in
        let other = (number + shift) % steps.count
        return DeployRecord(
          deployment: step, authorship: other % 2 == 0 ? .none : .declared(.authored, tool: "T"),
          paperwork: papers[other], summary: "Change \(other)")
      }
      let rollouts = Change.grouping(records).map(\.rollout)
      let drop = Tiny.drop(at: 840, in: ["US"])
      return Correlator(topology: ServiceGraph()).attribute(
        [drop], rollouts: rollouts,
        quiet: QuietTime(since: Tiny.minute(-40_000), drops: [drop]))[0]
    }
    let first = linked(shift: 0)
    for shift in [1, 2, 7, 30] { #expect(linked(shift: shift) == first) }
  }

  @Test("Changing the kind of a change and the line it stood on changes no probability")
  func unreadFields() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    func found(_ type: ChangeType?, line: Int) -> Attribution {
      let step = Deployment(
        id: DeployID("D"), change: ChangeID("C"), service: Service("web"),
        startedAt: Tiny.minute(830), type: type, place: SourcePlace(file: "d.csv", line: line))
      return Tiny.link(drop, to: Tiny.background() + [step])
    }
    #expect(found(nil, line: 2) == found(.config, line: 900))
  }

  @Test("A smaller scale brings every probability closer to what the prior says")
  func scale() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let steps = Tiny.background() + [Tiny.step("right", at: 836)]
    let full = Tiny.link(drop, to: steps)
    let half = Tiny.link(drop, to: steps, settings: CorrelationSettings(evidenceScale: 0.5))
    #expect(half.probability(of: "right") < full.probability(of: "right"))
    #expect(half.priorLogOdds == full.priorLogOdds)
  }

  @Test("Settings out of range are brought into it")
  func settings() {
    let odd = CorrelationSettings(
      lookBackSeconds: 5, priorShare: .one, evidenceScale: .nan)
    #expect(odd.lookBackSeconds == 3600)
    #expect(odd.priorShare.value == 0.99)
    #expect(odd.evidenceScale == 1)
  }
}
