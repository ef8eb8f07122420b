import Correlation
import Testing
import Vocabulary

@Suite("The peers' rules")
struct PeerRuleTests {
  private func rank(
    _ rule: PeerRule, _ steps: [Deployment], drop: Drop, register: [ServiceEntry] = []
  ) -> [String] {
    let log = PeerLog(rollouts: Tiny.rollouts(steps), topology: ServiceGraph(register))
    return rule.rank(drop, in: log).map(\.name)
  }

  @Test("No rule names a change that began after the onset", arguments: PeerRule.allCases)
  func arrowOfTime(rule: PeerRule) {
    let drop = Tiny.drop(at: 840, in: ["US"])
    #expect(rank(rule, [Tiny.step("late", at: 846)], drop: drop).isEmpty)
  }

  @Test("An empty log gives an empty list", arguments: PeerRule.allCases)
  func emptyLog(rule: PeerRule) {
    #expect(rank(rule, [], drop: Tiny.drop(at: 840, in: ["US"])).isEmpty)
  }

  @Test("The last deployment wins wherever it went, or only where orders fell")
  func lastDeployments() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let steps = [
      Tiny.step("old", at: 500, in: ["US"]), Tiny.step("right", at: 800, in: ["US"]),
      Tiny.step("decoy", at: 835, in: ["DE"]),
    ]
    #expect(rank(.lastDeployment, steps, drop: drop) == ["decoy", "right", "old"])
    #expect(rank(.lastOverlappingDeployment, steps, drop: drop) == ["right", "old"])
  }

  @Test("A change of several steps is ranked once, by its last step before the onset")
  func severalSteps() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let steps = [
      Tiny.step("S1", of: "C", at: 500), Tiny.step("other", at: 600),
      Tiny.step("S2", of: "C", at: 700), Tiny.step("S3", of: "C", at: 900),
    ]
    #expect(rank(.lastDeployment, steps, drop: drop) == ["C", "other"])
  }

  @Test("A vote decays with age, and marketplaces that held veto a change that reached them")
  func votes() {
    let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE"])
    let steps = [
      Tiny.step("near", at: 830, in: ["US"]), Tiny.step("far", at: 790, in: ["US"]),
      Tiny.step("vetoed", at: 835, in: ["DE", "US"]), Tiny.step("day", at: 100, in: ["US"]),
    ]
    #expect(rank(.decayingVotes, steps, drop: drop) == ["near", "far", "day"])
  }

  @Test("Equal weights prefer what the service hit stands on, and where only it went fell")
  func equalWeights() {
    let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE"], service: "cart")
    let register = [
      ServiceEntry(service: Service("cart"), dependsOn: [Service("price")]),
      ServiceEntry(service: Service("wiki")),
    ]
    let steps = [
      Tiny.step("wiki", service: "wiki", at: 830, in: ["US"]),
      Tiny.step("price", service: "price", at: 825, in: ["US"]),
      Tiny.step("wide", service: "price", at: 825, in: ["DE", "US"]),
    ]
    #expect(
      rank(.equalWeights, steps, drop: drop, register: register).prefix(2) == ["price", "wide"])
  }
}
