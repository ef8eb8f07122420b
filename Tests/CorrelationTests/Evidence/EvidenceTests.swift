import Correlation
import Testing
import Vocabulary

@Suite("Lines of evidence")
struct EvidenceTests {
  let regions = ["DE", "FR", "JP", "UK", "US"]

  @Test("A log that does not say where changes went is neutral on scope")
  func unknownReach() {
    let unknown = Deployment(
      id: DeployID("D"), change: ChangeID("C"), service: Service("web"),
      startedAt: Tiny.minute(835), reach: .unknown, place: SourcePlace(file: "d", line: 2))
    let found = Tiny.link(Tiny.drop(at: 840, in: ["US"], held: ["DE"]), to: [unknown])
    #expect(found.weight("scope", of: "C") == 0)
    #expect(found.weight("recovery", of: "C") == nil)
  }

  @Test("Scope names what was hit and not reached, and what was reached and held")
  func scopeFacts() throws {
    let drop = Tiny.drop(at: 840, in: ["JP", "US"], held: ["DE", "FR"])
    let found = Tiny.link(
      drop, to: Tiny.background(in: regions) + [Tiny.step("half", at: 830, in: ["US", "DE"])])
    let suspect = try #require(found.suspects.first { $0.change == ChangeID("half") })
    #expect(
      suspect.evidence.contains {
        $0.observation
          == .scope(
            hitAndReached: 1, hitNotReached: [Marketplace("JP")],
            reachedNotHit: [Marketplace("DE")])
      })
    #expect(
      suspect.evidence.contains {
        if case .comparison(_, _, let count) = $0.observation { count == 1 } else { false }
      })
  }

  @Test("A marketplace that a running rollout reached only after it fell was not reached")
  func inProgress() {
    let drop = Tiny.drop(at: 840, in: ["JP", "US"], held: ["DE"])
    let later = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [
        Tiny.step("S1", of: "C", at: 830, in: ["US"]),
        Tiny.step("S2", of: "C", at: 860, in: ["JP"]),
      ])
    let before = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [
        Tiny.step("S1", of: "C", at: 830, in: ["US"]),
        Tiny.step("S2", of: "C", at: 832, in: ["JP"]),
      ])
    #expect(before.probability(of: "C") > later.probability(of: "C"))
    #expect(later.suspects.first { $0.change == ChangeID("C") }?.deploys.count == 2)
  }

  @Test("A drop that spreads as the rollout spreads speaks for it; one at once speaks against")
  func spread() throws {
    let stages = ["US", "UK", "JP"].enumerated().map { number, place in
      Tiny.step("S\(number)", of: "C", at: 600 + 60 * Double(number), in: [place])
    }
    let end = DropEnd.ended(Tiny.certain(900))
    func drop(_ onsets: [Double]) -> Drop {
      Tiny.drop(
        zip(["US", "UK", "JP"], onsets).map { Tiny.part($0, onset: Tiny.certain($1), end: end) },
        held: ["DE", "FR"])
    }
    let steps = Tiny.background(in: regions) + stages
    let follows = Tiny.link(drop([605, 665, 725]), to: steps)
    let atOnce = Tiny.link(drop([730, 730, 730]), to: steps)
    #expect(follows.weight("spread", of: "C") ?? 0 > 2)
    #expect(atOnce.weight("spread", of: "C") ?? 0 < -0.5)
    let lines = try #require(follows.suspects.first).evidence.map(\.observation)
    #expect(lines.contains(.spread(agreeing: 3, of: 3)))
  }

  @Test("Undoing that orders do not answer speaks against, the more the longer")
  func outlasted() throws {
    let weights = [30.0, 120, 360].map { minutes in
      Tiny.link(
        Tiny.drop(at: 840, lasting: 60 + minutes, in: ["US"]),
        to: Tiny.background() + [Tiny.step("C", at: 835, undoneAt: 900)]
      ).weight("recovery", of: "C") ?? 0
    }
    #expect(weights[0] > weights[1] && weights[1] > weights[2])
    #expect(weights[1] < 0.3)
    #expect(weights[2] < -1)
  }

  @Test("An open drop with the change in place says nothing")
  func stillOpen() throws {
    let found = Tiny.link(
      Tiny.drop(at: 840, lasting: nil, in: ["US"]),
      to: Tiny.background() + [Tiny.step("C", at: 835)])
    #expect(found.weight("recovery", of: "C") == 0)
    #expect(
      found.suspects[0].evidence.contains { $0.observation == .recovery(.stillOpen) })
  }

  @Test("Being Tier 1 is no evidence where every change is to a Tier-1 system")
  func tierOneEverywhere() {
    let register = [ServiceEntry(service: Service("web"), tier: 1)]
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"]), to: Tiny.background() + [Tiny.step("C", at: 835)],
      register: register)
    #expect(abs(found.weight("topology", of: "C") ?? 1) < 1e-12)
  }

  @Test("On or below the order path, unknown, off it: in that order")
  func orderPath() throws {
    let register = [
      ServiceEntry(service: Service("web"), tier: 1, dependsOn: [Service("price")]),
      ServiceEntry(service: Service("price"), tier: 2, dependsOn: [Service("cache")]),
      ServiceEntry(service: Service("wiki"), tier: 3),
    ]
    let names = ["web", "price", "cache", "ghost", "wiki"]
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"]),
      to: names.map { Tiny.step("by-\($0)", service: $0, at: 835) }, register: register)
    let weights = names.map { found.weight("topology", of: "by-\($0)") ?? 0 }
    #expect(weights[..<3].allSatisfy { $0 > weights[3] } && weights[3] > weights[4])
    #expect(weights[0] > 0 && weights[4] < 0)
    let places = found.suspects.flatMap(\.evidence).map(\.observation)
    #expect(places.contains(.topology(.orderPath(hops: 2, dependents: 2))))
    #expect(places.contains(.topology(.offOrderPath)))
  }

  @Test("Where the orders of one service fell, that service leads, then what it stands on")
  func serviceSeries() throws {
    let register = [
      ServiceEntry(service: Service("web"), tier: 1, dependsOn: [Service("cart")]),
      ServiceEntry(service: Service("cart"), dependsOn: [Service("price")]),
      ServiceEntry(service: Service("price")), ServiceEntry(service: Service("wiki")),
    ]
    let names = ["cart", "price", "ghost", "wiki"]
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"], service: "cart"),
      to: names.map { Tiny.step("by-\($0)", service: $0, at: 835) }, register: register)
    let weights = names.map { found.weight("topology", of: "by-\($0)") ?? 0 }
    #expect(weights == weights.sorted(by: >))
    #expect(found.suspects[0].evidence.contains { $0.observation == .topology(.sameService) })
    #expect(
      found.suspects[1].evidence.contains { $0.observation == .topology(.dependency(hops: 1)) })
  }

  @Test("What timing weighs is told apart into the delay and what stands there for other reasons")
  func timingParts() throws {
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"]), to: Tiny.background() + [Tiny.step("C", at: 835)])
    let suspect = try #require(found.suspects.first { $0.change == ChangeID("C") })
    for line in suspect.evidence {
      guard case .timing(_, _, _, let parts) = line.observation else { continue }
      let told = try #require(parts)
      #expect(abs(told.delay.value + told.coincidence.value - line.weight.value) < 1e-9)
      #expect(told.coincidence.value < 0 && told.places == 1)
    }
  }

  @Test("Without a register nothing is said of topology")
  func noRegister() {
    let found = Tiny.link(Tiny.drop(at: 840, in: ["US"]), to: [Tiny.step("C", at: 835)])
    #expect(found.weight("topology", of: "C") == nil)
  }

  @Test("A cycle in the register ends")
  func cycle() {
    let graph = ServiceGraph([
      ServiceEntry(service: Service("a"), tier: 1, dependsOn: [Service("b")]),
      ServiceEntry(service: Service("b"), dependsOn: [Service("a"), Service("b")]),
    ])
    #expect(graph.hopsBelowFirstTier() == [Service("a"): 0, Service("b"): 1])
  }

  @Test("The placebo rate is the share of quiet minutes with a change as close")
  func placebo() throws {
    let steps = Tiny.background(every: 100, from: -40_000, until: 10_000)
      .filter { abs($0.startedAt.minutes(since: Tiny.minute(840))) > 60 }
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"]), to: steps + [Tiny.step("C", at: 825)])
    let rates = found.suspects.first { $0.change == ChangeID("C") }?.evidence
      .compactMap { line -> Double? in
        if case .timing(_, _, let rate, _) = line.observation { rate.value } else { nil }
      }
    // Fifteen minutes and the step of five, of a hundred.
    #expect(abs(try #require(rates?.first) - 0.2) < 0.02)
  }

  @Test("A placebo counts only changes that went where this one went")
  func placeboReach() throws {
    let steps = Tiny.background(every: 100, in: ["US", "DE"])
    func rate(_ marketplace: String) throws -> Double {
      let found = Tiny.link(
        Tiny.drop(at: 840, in: [marketplace]),
        to: steps + [Tiny.step("C", at: 790, in: [marketplace])])
      for line in try #require(found.suspects.first).evidence {
        if case .timing(_, _, let rate, _) = line.observation { return rate.value }
      }
      return -1
    }
    #expect(try rate("JP") < 0.01)
    // Nearly a third of the time in which the log is dense.
    #expect(try abs(rate("US") - 0.55 / 2 * 0.91) < 0.04)
  }
}
