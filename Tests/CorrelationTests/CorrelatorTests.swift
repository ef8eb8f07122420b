import Correlation
import Testing
import Vocabulary

@Suite("Linking a drop to changes")
struct CorrelatorTests {
  let regions = ["DE", "FR", "JP", "UK", "US"]

  @Test("A change four minutes before a drop in its marketplaces is linked")
  func obviousChange() {
    let drop = Tiny.drop(at: 840, in: ["JP", "US"], held: ["DE", "FR", "UK"])
    let found = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [Tiny.step("right", at: 836, in: ["JP", "US"])])
    #expect(found.status == .linked)
    #expect(found.suspects.first?.change == ChangeID("right"))
    #expect(found.probability(of: "right") > 0.9)
  }

  @Test("Of what may be a day off a change must show ten times as clearly")
  func dayOff() {
    var drop = Tiny.drop(at: 840, in: ["JP", "US"], held: ["DE", "FR", "UK"])
    let log = Tiny.background(in: regions) + [Tiny.step("right", at: 836, in: ["JP", "US"])]
    func oddsOfNone() -> Double {
      let none = Tiny.link(drop, to: log).noRecordedChange.value
      return none / (1 - none)
    }
    let usual = oddsOfNone()
    drop.mayBeDayOff = true
    #expect(abs(oddsOfNone() / usual / 10 - 1) < 0.01)
  }

  @Test("A change that starts after anything the onset may be is never a suspect")
  func arrowOfTime() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let found = Tiny.link(drop, to: Tiny.background() + [Tiny.step("late", at: 861)])
    #expect(!found.suspects.contains { $0.change == ChangeID("late") })
    #expect(found.considered == 0)
    #expect(found.status == .unexplained)
    #expect(found.noRecordedChange == .one)
  }

  @Test("A change inside the step at which the drop begins is possible")
  func insideTheStep() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let found = Tiny.link(drop, to: Tiny.background() + [Tiny.step("inside", at: 842)])
    #expect(found.probability(of: "inside") > 0.3)
    #expect(found.weight("already_low", of: "inside") ?? 0 < 0)
  }

  @Test("A closer decoy in other marketplaces loses to the change that was where orders fell")
  func decoy() {
    let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE", "FR", "JP", "UK"])
    let found = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [
        Tiny.step("right", at: 825, in: ["US"]), Tiny.step("decoy", at: 838, in: ["DE"]),
      ])
    #expect(found.suspects.first?.change == ChangeID("right"))
    #expect(found.probability(of: "decoy") < 0.05)
    #expect(found.weight("scope", of: "decoy") ?? 0 < -2)
  }

  @Test("Orders that come back after a rollback lift the change that was rolled back")
  func rollbackFollowedByRecovery() {
    let drop = Tiny.drop(at: 840, lasting: 120, in: ["US"])
    let near = Tiny.step("near", at: 830)
    let plain = Tiny.link(drop, to: Tiny.background() + [near, Tiny.step("undone", at: 820)])
    let lifted = Tiny.link(
      drop, to: Tiny.background() + [near, Tiny.step("undone", at: 820, undoneAt: 954)])
    #expect(lifted.probability(of: "undone") > plain.probability(of: "undone") + 0.2)
    #expect(lifted.suspects.first?.change == ChangeID("undone"))
    #expect(lifted.weight("recovery", of: "undone") ?? 0 > 1)
    #expect(lifted.weight("recovery", of: "near") ?? 0 < 0)
  }

  @Test("A rollback in a row of its own counts like one in the row of the change")
  func rollbackRow() {
    let drop = Tiny.drop(at: 840, lasting: 120, in: ["US"])
    for name in ["C-1", "D-1"] {
      let found = Tiny.link(
        drop,
        to: Tiny.background() + [
          Tiny.step("D-1", of: "C-1", at: 830), Tiny.step("back", at: 954, undoing: name),
        ])
      #expect(found.weight("recovery", of: "C-1") ?? 0 > 1)
      #expect(!found.suspects.contains { $0.change == ChangeID("back") })
    }
  }

  @Test("A rollback can itself be a suspect of a later drop")
  func rollbackAsSuspect() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let found = Tiny.link(
      drop,
      to: Tiny.background() + [
        Tiny.step("first", at: 700), Tiny.step("back", at: 825, undoing: "first"),
      ])
    #expect(found.suspects.first?.change == ChangeID("back"))
    #expect(found.weight("recovery", of: "first") ?? 0 < -1)
  }

  @Test("Probabilities and none sum to one, and each suspect's parts add up to its odds")
  func exactSums() throws {
    var dice = Dice(seed: 7)
    for _ in 0..<20 {
      let steps = (0..<60).map { number in
        Tiny.step(
          "C\(number)", at: 840 - 1500 * dice.unit(), in: [regions[dice.below(5)]],
          undoneAt: dice.happens(0.1) ? 900 : nil)
      }
      let drop = Tiny.drop(
        at: 840, in: Array(regions.prefix(1 + dice.below(3))), held: Array(regions.suffix(2)))
      let found = Tiny.link(drop, to: Tiny.background() + steps)
      let sum = found.suspects.reduce(found.noRecordedChange.value) { $0 + $1.probability.value }
      #expect(abs(sum - 1) < 1e-9)
      let prior = try #require(found.priorLogOdds).value
      for suspect in found.suspects where suspect.probability.value > 0 {
        let odds = prior + suspect.evidence.reduce(0) { $0 + $1.weight.value }
        let expected = suspect.probability.value / found.noRecordedChange.value
        #expect(abs(expected / exponential(odds) - 1) < 1e-9)
      }
    }
  }

  @Test("Old changes that do not fit leave the drop unexplained")
  func oldChanges() {
    let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE", "FR", "UK"])
    let found = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [
        Tiny.step("old", at: -1400, in: ["US"]), Tiny.step("elsewhere", at: 500, in: ["DE"]),
      ])
    #expect(found.status == .unexplained)
    #expect(found.noRecordedChange.value > 0.8)
  }

  @Test("A busy hour weakens every change in it")
  func busyHour() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let calm = Tiny.link(drop, to: Tiny.background() + [Tiny.step("right", at: 830)])
    let crowd = (0..<8).map { Tiny.step("other\($0)", at: 816 + 3 * Double($0)) }
    let busy = Tiny.link(drop, to: Tiny.background() + crowd + [Tiny.step("right", at: 830)])
    #expect(busy.probability(of: "right") < 0.5 * calm.probability(of: "right"))
    #expect(busy.status == .contested)
  }

  @Test("Changes are weaker suspects where changes are frequent")
  func frequentChanges() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let seldom = Tiny.link(
      drop, to: Tiny.background(every: 1000) + [Tiny.step("right", at: 810)])
    let often = Tiny.link(drop, to: Tiny.background(every: 20) + [Tiny.step("right", at: 810)])
    #expect(often.probability(of: "right") < seldom.probability(of: "right"))
  }

  @Test("The order of rollouts, steps and other drops is irrelevant")
  func inputOrder() {
    var dice = Dice(seed: 3)
    let steps =
      Tiny.background(every: 300)
      + (0..<40).map { Tiny.step("C\($0)", of: "K\($0 % 17)", at: 835 - 25 * Double($0)) }
    let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE"])
    let expected = Tiny.link(drop, to: steps)
    for _ in 0..<5 {
      let shuffled = steps.map { (dice.unit(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
      #expect(Tiny.link(drop, to: shuffled) == expected)
    }
  }

  @Test("An uncertain onset is integrated over, not taken at its mode")
  func uncertainOnset() throws {
    let steps = Tiny.background() + [Tiny.step("between", at: 838)]
    let spread = try #require(
      TimeDistribution(
        first: Tiny.minute(830), stepSeconds: 300, weights: [0.3, 0.2, 0.4, 0.1]))
    let end = DropEnd.ended(Tiny.certain(930))
    let vague = Tiny.drop([Tiny.part("US", onset: spread, end: end)])
    let found = Tiny.link(vague, to: steps)
    let sharp = Tiny.link(Tiny.drop(at: 840, in: ["US"]), to: steps)
    #expect(found.probability(of: "between") < sharp.probability(of: "between"))
    #expect(found.probability(of: "between") > 0.1)
    let already = found.suspects[0].evidence.compactMap { line -> Double? in
      if case .alreadyLow(let share) = line.observation { share.value } else { nil }
    }
    // 0.3 and three fifths of the step from 835 to 840, and some for onsets that are dated wrongly.
    #expect(abs((already.first ?? 0) - (0.3 + 0.2 * 0.6)) < 0.1)
  }

  @Test(
    "What began after the counts were clearly low is no suspect, though onsets may be dated wrongly"
  )
  func afterLow() {
    let steps = Tiny.background() + [Tiny.step("late", at: 852)]
    func late(_ lowSince: Double?) -> Double {
      let part = Tiny.part(
        "US", onset: Tiny.certain(840), end: .ended(Tiny.certain(930)), lowSince: lowSince)
      return Tiny.link(Tiny.drop([part]), to: steps).probability(of: "late")
    }
    #expect(late(nil) > 0.2)
    #expect(late(855) > 0.2)
    #expect(late(845) < 0.02)
  }

  @Test("Two equal changes at the same moment share the probability and are contested")
  func twins() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let found = Tiny.link(
      drop, to: Tiny.background() + [Tiny.step("one", at: 836), Tiny.step("two", at: 836)])
    #expect(found.status == .contested)
    #expect(abs(found.probability(of: "one") - found.probability(of: "two")) < 1e-12)
    #expect(found.suspects.map(\.change) == [ChangeID("one"), ChangeID("two")])
  }

  @Test("Without a deploy log over the look-back nothing can be decided")
  func noHistory() {
    let drop = Tiny.drop(at: 840, in: ["US"])
    let found = Correlator(topology: ServiceGraph())
      .attribute(
        [drop], rollouts: [],
        quiet: QuietTime(since: Tiny.minute(-40_000), drops: [drop]))
    #expect(found[0].status == .undecidable)
    #expect(found[0].obstacle == .noDeployHistory)
    #expect(found[0].noRecordedChange == .one)
    #expect(found[0].topProbabilityRange == nil)
  }

  @Test("An onset that spans most of the look-back decides nothing")
  func onsetTooUncertain() throws {
    let flat = try #require(
      TimeDistribution(
        first: Tiny.minute(-1000), stepSeconds: 3600, weights: Array(repeating: 1, count: 40)))
    let drop = Tiny.drop([Tiny.part("US", onset: flat, end: .open(dataUntil: Tiny.minute(2000)))])
    let found = Tiny.link(drop, to: Tiny.background() + [Tiny.step("some", at: -1200)])
    #expect(found.status == .undecidable)
    #expect(found.obstacle == .onsetTooUncertain)
  }

  @Test("The top probability is lower if changes explain few drops, higher if they explain most")
  func priorRange() throws {
    let found = Tiny.link(
      Tiny.drop(at: 840, in: ["US"]), to: Tiny.background() + [Tiny.step("right", at: 700)])
    let range = try #require(found.topProbabilityRange)
    let top = try #require(found.suspects.first).probability
    #expect(range.low < top && top < range.high)
  }

  @Test("Shifting a whole world by whole weeks changes nothing but the times")
  func shift() {
    let weeks = 4.0 * 7 * 1440
    let steps = Tiny.background(every: 450, from: -20_000, until: 700)
    let here = Tiny.link(Tiny.drop(at: 840, in: ["US"]), to: steps)
    let there = Correlator(topology: ServiceGraph()).attribute(
      [Tiny.drop(at: 840 + weeks, in: ["US"])],
      rollouts: Tiny.rollouts(
        Tiny.background(every: 450, from: -20_000 + weeks, until: 700 + weeks)),
      quiet: QuietTime(
        since: Tiny.minute(-40_000 + weeks), drops: [Tiny.drop(at: 840 + weeks, in: ["US"])]))
    #expect(here.suspects == there[0].suspects)
  }

  @Test("Neither what comes after a drop nor what lies long before it alters its links")
  func onlyRecentRecords() {
    let world = ModelWorld(seed: 5, changesPerDay: 30, drops: 40, priorShare: 0.6)
    let all = world.attributions()
    for (drop, whole) in zip(world.drops, all) {
      let known = TimeWindow(
        start: drop.window.start.advanced(bySeconds: -92 * 86_400),
        seconds: 92 * 86_400 + drop.window.seconds + 3600)
      let then = Correlator(topology: ServiceGraph()).attribute(
        [drop], rollouts: Tiny.rollouts(world.steps.filter { known.contains($0.startedAt) }),
        quiet: QuietTime(
          since: Tiny.monday, drops: world.drops.filter { known.contains($0.window.start) }))
      #expect(then == [whole])
    }
  }

  @Test("A service that people named gains, and a confirmed cause is not read")
  func incidents() {
    func incident(cause: String?) -> Incident {
      Incident(
        id: IncidentID("INC-1"), startedAt: Tiny.minute(850), services: [Service("cart")],
        confirmedCause: cause.map { ChangeID($0) },
        place: SourcePlace(file: "incidents.csv", line: 2))
    }
    let drop = Tiny.drop(at: 840, in: ["US"])
    let steps =
      Tiny.background() + [
        Tiny.step("named", service: "cart", at: 825), Tiny.step("other", at: 825),
      ]
    let found = Tiny.link(drop, to: steps, incidents: [incident(cause: nil)])
    #expect(found.probability(of: "named") > 2 * found.probability(of: "other"))
    #expect(found == Tiny.link(drop, to: steps, incidents: [incident(cause: "other")]))
  }

  @Test("A service whose steps drops have followed before gains on one with quiet steps")
  func repetition() {
    let earlier = [-19_000.0, -17_000, -15_000].map {
      Tiny.drop(at: $0, in: ["US"], id: "earlier\($0)")
    }
    var steps = Tiny.background()
    for number in 0..<12 {
      steps.append(Tiny.step("q\(number)", service: "quiet", at: -20_100 + 500 * Double(number)))
    }
    for (number, minutes) in [-19_010.0, -17_010, -15_010].enumerated() {
      steps.append(Tiny.step("r\(number)", service: "risky", at: minutes))
    }
    steps += [
      Tiny.step("by-risky", service: "risky", at: 830),
      Tiny.step("by-quiet", service: "quiet", at: 830),
    ]
    let found = Tiny.link(Tiny.drop(at: 840, in: ["US"]), to: steps, others: earlier)
    #expect(found.weight("repetition", of: "by-risky") ?? 0 > 0.5)
    #expect(found.weight("repetition", of: "by-quiet") ?? 0 < 0)
  }

  @Test("A change that stands out with several kinds of evidence is graded strong")
  func grades() {
    let drop = Tiny.drop(at: 840, lasting: 120, in: ["US"], held: ["DE", "FR", "JP", "UK"])
    let found = Tiny.link(
      drop,
      to: Tiny.background(in: regions) + [
        Tiny.step("right", at: 836, in: ["US"], undoneAt: 955),
        Tiny.step("gone", at: 700, in: ["DE"], undoneAt: 720),
      ])
    #expect(found.suspects.first?.grade == .strong)
    #expect(found.suspects.last?.change == ChangeID("gone"))
    #expect(found.suspects.last?.grade == .excluded)
  }

  @Test("One part that seems to fall hours before all others does not hide the change behind them")
  func earlyPart() {
    let end = DropEnd.ended(Tiny.certain(930))
    let parts = ["UK", "US", "JP", "DE"].map { place in
      Tiny.part(place, onset: Tiny.certain(place == "DE" ? 360 : 840), end: end)
    }
    let found = Tiny.link(
      Tiny.drop(parts, held: ["FR"]),
      to: Tiny.background() + [Tiny.step("C", at: 835, in: ["UK", "US", "JP", "DE"])])
    #expect(found.probability(of: "C") > 0.5)
  }
}
