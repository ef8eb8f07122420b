import Policy
import Statistics
import Testing
import Vocabulary

@Suite("Replay of the safeguards")
struct ReplayTests {
  /// A Monday.
  private static let start = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 2))
  private static let window = TimeWindow(start: start, seconds: 21 * 86_400)

  private static func at(_ hours: Int) -> Timestamp { start.advanced(bySeconds: hours * 3600) }

  /// A change with one step, for which the outcomes of the four controls are given.
  private static func change(
    _ id: String, at hours: Int = 10, service: String = "checkout",
    _ outcomes: [ControlResult.Outcome], coverage: SafeguardCoverage = .covered,
    undoes: String? = nil
  ) -> AuditedChange {
    let step = Deployment(
      id: DeployID("D-\(id)"), change: ChangeID(id), service: Service(service),
      startedAt: at(hours), rollbackOf: undoes, place: SourcePlace(file: "deploys.csv", line: 2))
    let record = DeployRecord(
      deployment: step, authorship: .unknown, paperwork: Paperwork(), summary: nil)
    return AuditedChange(
      change: Change.grouping([record])[0], coverage: coverage,
      results: zip(Control.allCases, outcomes).map {
        ControlResult(change: ChangeID(id), control: $0, outcome: $1)
      })
  }

  private static func drop(
    at hours: Int = 12, lost: Estimate, _ links: [(String, Double)]
  ) -> ReplayedDrop {
    ReplayedDrop(
      onset: at(hours), lostOrders: lost,
      links: links.map { .init(change: ChangeID($0.0), probability: $0.1) },
      noRecordedChange: max(0, 1 - links.reduce(0) { $0 + $1.1 }))
  }

  private static func exactly(_ value: Double) -> Estimate {
    Estimate(value: value, low: value, high: value, level: 0.9)
  }

  private static let alone = ControlResult.Outcome.notMet(.reviewers(found: 0, needed: 2))
  private static let noRecord = ControlResult.Outcome.notMet(.noRecord)
  private static let unseen = ControlResult.Outcome.unknown(.notRecorded)

  private static let changes = [
    change("A", [alone, .met, .met, .met]),
    change("B", service: "search", [.met, noRecord, .met, .met]),
    change("C", [.met, .met, .met, .met]),
    change("D", at: 200, [.met, .met, .met, unseen]),
    change("E", [.excepted(.emergency), .excepted(.emergency), .met, .met]),
    change("F", [alone, noRecord, .met, .met], coverage: .outside),
    change("G", at: 200, [alone, .met, .met, .met], undoes: "A"),
  ]

  private static func drops(_ largest: Double) -> [ReplayedDrop] {
    [
      drop(lost: exactly(100), [("A", 0.8), ("C", 0.1)]),
      drop(at: 210, lost: exactly(50), [("A", 0.5), ("B", 0.3)]),
      drop(lost: exactly(largest), [("F", 0.7)]),
    ]
  }

  private static func replay(unknownBlocks: Bool = true, largest: Double = 1000) -> ControlReplay {
    var policy = SafeguardPolicy()
    policy.unknownBlocks = unknownBlocks
    return Replayer(policy).replay(
      changes, drops: drops(largest), window: window,
      areas: ["checkout": "Commerce", "search": "Discovery"].reduce(into: [:]) {
        $0[Service($1.key)] = $1.value
      })
  }

  private static func held(_ replay: ControlReplay, _ controls: Control...) throws -> HeldChanges {
    try #require(replay.combinations.first { $0.controls == controls })
  }

  @Test("Sums are those worked out by hand")
  func sums() throws {
    let replay = Self.replay()
    #expect(replay.changes == 6)
    #expect(replay.drops == 3)
    #expect(abs(replay.lostOrders.value - 1150) < 1e-9)
    let review = try Self.held(replay, .twoReviewers)
    #expect(review.held == 2)
    #expect(review.undoing == 1)
    #expect(abs(review.impacting.value - 0.9) < 1e-9)
    #expect(abs(review.orders.value - 105) < 1e-9)
    #expect(abs(review.harmless.value - 1.1) < 1e-9)
    #expect(replay.largestLoss?.value == 1000)
    #expect(review.ordersBesideLargest.value == review.orders.value)
    #expect(
      try Self.held(Self.replay(largest: 40), .twoReviewers).ordersBesideLargest.value == 25)
    let record = try Self.held(replay, .approvedRecord)
    #expect(record.held == 1)
    #expect(abs(record.orders.value - 15) < 1e-9)
    let either = try Self.held(replay, .twoReviewers, .approvedRecord)
    #expect(either.held == 3)
    #expect(abs(either.orders.value - 120) < 1e-9)
    #expect(abs(either.impacting.value - 1.2) < 1e-9)
    #expect(try Self.held(replay, .standardsCheck).held == 0)
  }

  @Test("What the records do not say holds a change only where the policy lets unknown block")
  func unknown() throws {
    #expect(try Self.held(Self.replay(), .reliabilityTests).held == 1)
    let lenient = Self.replay(unknownBlocks: false)
    #expect(try Self.held(lenient, .reliabilityTests).held == 0)
    #expect(!lenient.unknownHolds)
  }

  @Test("There are fifteen combinations, single controls first and all four last")
  func combinations() {
    let sets = Self.replay().combinations.map(\.controls)
    #expect(sets.count == 15)
    #expect(Set(sets).count == 15)
    #expect(
      sets.prefix(4) == [
        [.twoReviewers], [.approvedRecord], [.standardsCheck], [.reliabilityTests],
      ])
    #expect(sets.last == Control.allCases)
  }

  @Test("Weeks and areas hold each change once")
  func parts() {
    let replay = Self.replay()
    #expect(replay.weeks.map(\.changes) == [4, 2, 0])
    #expect(replay.weeks[1].window.start == Self.at(168))
    #expect(replay.weeks[0].held.map(\.held) == [1, 1, 0, 0, 2])
    #expect(replay.areas.map(\.name) == ["Commerce", "Discovery"])
    #expect(replay.areas.map(\.changes) == [5, 1])
    #expect(replay.areas.map { $0.held[4].held } == [3, 1])
    #expect(abs(replay.areas[1].held[4].orders.value - 15) < 1e-9)
  }

  @Test("The interval of a link that is certain is that of what the drop cost")
  func certain() throws {
    let replay = Replayer(SafeguardPolicy()).replay(
      [Self.changes[0]],
      drops: [
        Self.drop(lost: Estimate(value: 100, low: 90, high: 120, level: 0.9), [("A", 1)])
      ], window: Self.window, areas: [:])
    let orders = try Self.held(replay, .twoReviewers).orders
    #expect(orders.value == 100)
    #expect(abs(orders.low - 90) < 1)
    #expect(abs(orders.high - 120) < 2)
  }

  @Test("A link as likely as not leaves open whether anything lay behind the change")
  func uncertain() throws {
    let replay = Replayer(SafeguardPolicy()).replay(
      [Self.changes[0]], drops: [Self.drop(lost: Self.exactly(100), [("A", 0.5)])],
      window: Self.window, areas: [:])
    let review = try Self.held(replay, .twoReviewers)
    #expect(review.orders == Estimate(value: 50, low: 0, high: 100, level: 0.9))
    #expect(review.harmless == Estimate(value: 0.5, low: 0, high: 1, level: 0.9))
  }

  @Test("Without drops, changes or both there is nothing behind what is held")
  func empty() {
    let replayer = Replayer(SafeguardPolicy())
    let bare = replayer.replay([], drops: [], window: Self.window, areas: [:])
    #expect(bare.combinations.allSatisfy { $0.held == 0 && $0.orders.high == 0 })
    let quiet = replayer.replay(Self.changes, drops: [], window: Self.window, areas: [:])
    #expect(quiet.together?.held == 4)
    #expect(quiet.together?.orders.high == 0)
    #expect(quiet.together?.harmless.value == 4)
  }

  /// Changes, controls, drops and links drawn at random, with what was truly behind each drop.
  private static func history(
    _ seed: UInt64
  ) -> (changes: [AuditedChange], drops: [ReplayedDrop], causes: [String?], lost: [Double]) {
    var random = SeededGenerator(seed: seed, stream: "history")
    let changes = (0..<16).map { number in
      change(
        "\(number)", at: random.integer(below: 160),
        Control.allCases.map { _ in random.chance(0.3) ? noRecord : .met })
    }
    var causes: [String?] = []
    var lost: [Double] = []
    let drops = (0..<5).map { number in
      let names = (0..<4).map { _ in "\(random.integer(below: 16))" }
      let weights = (0..<5).map { _ in random.exponential(mean: 1) * random.uniform() }
      let sum = weights.reduce(0, +)
      let answer = random.index(weights: weights) ?? 4
      causes.append(answer < 4 ? names[answer] : nil)
      let said = random.logUniform(100, 10_000)
      lost.append(max(0, said * (1 + 0.1 * random.normal())))
      let reach = 0.1 * Normal.quantile(0.95) * said
      return drop(
        at: random.integer(below: 160),
        lost: Estimate(value: said, low: said - reach, high: said + reach, level: 0.9),
        zip(names, weights).map { ($0, $1 / sum) })
    }
    return (changes, drops, causes, lost)
  }

  @Test("A combination holds at least what each of its parts holds", arguments: 101...105)
  func monotone(seed: Int) {
    let history = Self.history(UInt64(seed))
    let replay = Replayer(SafeguardPolicy()).replay(
      history.changes, drops: history.drops, window: Self.window, areas: [:])
    for whole in replay.combinations {
      for part in replay.combinations
      where Set(part.controls).isSubset(of: Set(whole.controls)) {
        #expect(part.held <= whole.held)
        #expect(part.orders.value <= whole.orders.value + 1e-9)
        #expect(part.orders.low <= whole.orders.low + 1e-9)
        #expect(part.orders.high <= whole.orders.high + 1e-9)
        #expect(part.impacting.value <= whole.impacting.value + 1e-9)
      }
      #expect(abs(whole.harmless.value + whole.impacting.value - Double(whole.held)) < 1e-9)
      #expect(whole.orders.value <= replay.lostOrders.value + 1e-9)
    }
    for (index, one) in (replay.combinations.prefix(4) + replay.combinations.suffix(1)).enumerated()
    {
      #expect(replay.weeks.reduce(0) { $0 + $1.held[index].held } == one.held)
      let weekly = replay.weeks.reduce(0) { $0 + $1.held[index].orders.value }
      #expect(abs(weekly - one.orders.value) < 1e-6)
    }
  }

  @Test("Where links are true as often as they say, nine of ten intervals hold what was lost")
  func coverage() {
    var (held, tried) = (0, 0)
    for seed in UInt64(201)...260 {
      let history = Self.history(seed)
      let replayer = Replayer(SafeguardPolicy())
      let replay = replayer.replay(
        history.changes, drops: history.drops,
        window: TimeWindow(start: Self.start, seconds: 7 * 86_400), areas: [:])
      let holding = Dictionary(
        uniqueKeysWithValues: history.changes.map {
          ($0.change.id.name, replayer.controls(holding: $0))
        })
      for one in replay.combinations.prefix(4) {
        let truth = zip(history.causes, history.lost).reduce(0.0) { sum, drop in
          let isHeld = drop.0.flatMap { holding[$0] }?.contains(one.controls[0]) ?? false
          return isHeld ? sum + drop.1 : sum
        }
        tried += 1
        held += one.orders.low - 1e-9 <= truth && truth <= one.orders.high + 1e-9 ? 1 : 0
      }
    }
    #expect((0.85...0.96).contains(Double(held) / Double(tried)), "\(held) of \(tried)")
  }

  @Test("The same records give the same figures")
  func repeatable() {
    #expect(Self.replay() == Self.replay())
  }
}
