import Statistics
import Testing
import Vocabulary

@testable import Detection

/// An hour and a half of orders by the minute in four cells, of which some fall.
private struct ShortWorld {
  static let start = Timestamp(secondsSinceEpoch: 1_773_133_200)
  static let minutes = 100
  static let fallen = 61..<90

  var cells: [String: [Int32]] = [:]
  /// Orders missing of those that were expected.
  var lost = 0.0

  /// - Parameters:
  ///   - depth: share of orders missing in the cells that fall.
  ///   - drift: demand of all cells moves by this factor from begin to end.
  init(seed: UInt64, falling: Set<String>, depth: Double, mean: Double = 50, drift: Double = 1) {
    for name in ["host-1", "host-2", "host-3", "host-4"] {
      var random = SeededGenerator(seed: seed, stream: name)
      cells[name] = (0..<ShortWorld.minutes).map { minute in
        let part = Double(minute) / Double(ShortWorld.minutes)
        let usual = mean * (1 + (drift - 1) * part)
        let isLow = falling.contains(name) && ShortWorld.fallen.contains(minute)
        if isLow { lost += usual * depth }
        return Int32(random.poisson(mean: isLow ? usual * (1 - depth) : usual))
      }
    }
  }

  static func moment(_ minute: Int) -> Timestamp { start.advanced(bySeconds: minute * 60) }

  static func window(_ minutes: Range<Int>) -> TimeWindow {
    TimeWindow(start: moment(minutes.lowerBound), seconds: minutes.count * 60)
  }

  var series: [Series] {
    cells.map { name, counts in
      Series(
        key: SeriesKey(marketplace: Marketplace(name)), start: ShortWorld.start, stepSeconds: 60,
        orders: Samples(storage: counts))
    }
  }

  func measured(
    _ window: Range<Int> = 60..<90, marketplaces: Set<Marketplace> = [], slack: Int = 0
  ) async throws -> Drop {
    let given = GivenWindow(
      window: ShortWorld.window(window), marketplaces: marketplaces, slackSeconds: slack)
    let found = await WindowMeasure().measure(series, calendar: [], given: given)
    return try #require(found).drop
  }
}

@Suite("A window measured by what came before it")
struct BeforeAfterTests {
  @Test("The host that fell is found among those that did not, with its minute")
  func oneOfFour() async throws {
    let drop = try await ShortWorld(seed: 1, falling: ["host-3"], depth: 0.6).measured()
    #expect(drop.marketplaces == [Marketplace("host-3")])
    #expect(drop.unaffected.count == 3)
    #expect(drop.onset.mode == ShortWorld.moment(61))
    #expect(drop.end.mode == ShortWorld.moment(90))
    #expect(drop.shortHistoryDays == 0)
    #expect(drop.comparisonLoss != nil)
  }

  @Test("An incident declared twenty minutes late still finds the minute it began")
  func declaredLate() async throws {
    let drop = try await ShortWorld(seed: 2, falling: ["host-3"], depth: 0.5)
      .measured(80..<85, slack: 1800)
    #expect(abs(drop.onset.mode.seconds(since: ShortWorld.moment(61))) <= 120)
    #expect(drop.marketplaces == [Marketplace("host-3")])
  }

  @Test("Where nothing fell the window stays as it was given, and the loss may be none")
  func nothing() async throws {
    let named = Marketplace("host-2")
    let drop = try await ShortWorld(seed: 3, falling: [], depth: 0)
      .measured(marketplaces: [named])
    #expect(drop.marketplaces == [named])
    #expect(drop.window == ShortWorld.window(60..<90))
    #expect(drop.lostOrders.low < 0 && drop.lostOrders.high > 0)
  }

  @Test("Orders still low where the data end leave the drop open")
  func open() async throws {
    var world = ShortWorld(seed: 4, falling: ["host-1"], depth: 0.7)
    for (name, counts) in world.cells { world.cells[name] = Array(counts.prefix(85)) }
    let drop = try await world.measured(61..<85)
    #expect(drop.end == .open(dataUntil: ShortWorld.moment(85)))
  }

  @Test("A nightly run over an hour and a half costs its drop by the stretch before it")
  func detected() async throws {
    var held = 0
    for seed in 1...20 {
      let world = ShortWorld(seed: UInt64(500 + seed), falling: ["host-3"], depth: 0.6)
      let drops = await Detector().detect(world.series, calendar: []).drops
      let drop = try #require(drops.first)
      #expect(drop.marketplaces == [Marketplace("host-3")])
      let loss = drop.lostOrders
      if loss.low <= world.lost, world.lost <= loss.high { held += 1 }
    }
    #expect(held >= 15, "held \(held) of 20")
  }

  @Test("Without orders before or inside there is nothing to measure")
  func noOrders() async {
    let series = Series(
      key: SeriesKey(marketplace: Marketplace("a")), start: ShortWorld.start, stepSeconds: 60,
      orders: Samples(storage: [Int32](repeating: 9, count: 60)))
    for window in [ShortWorld.window(70..<80), ShortWorld.window(0..<20)] {
      let found = await WindowMeasure().measure(
        [series], calendar: [], given: GivenWindow(window: window))
      #expect(found == nil)
    }
  }

  @Test("The loss lies inside its interval in 83 to 97 of a hundred worlds, demand moving or not")
  func coverage() async throws {
    for drift in [0.8, 1, 1.25] {
      var held = 0
      for seed in 1...100 {
        let world = ShortWorld(
          seed: UInt64(1000 + seed), falling: ["host-2"], depth: 0.4, drift: drift)
        let loss = try await world.measured().lostOrders
        if loss.low <= world.lost, world.lost <= loss.high { held += 1 }
      }
      #expect((83...97).contains(held), "drift \(drift): held \(held) of 100")
    }
  }

  @Test("Cells without a fall are taken for fallen in at most 3 of a hundred quiet windows")
  func falseFalls() async throws {
    var taken = 0
    for seed in 1...100 {
      let world = ShortWorld(seed: UInt64(2000 + seed), falling: [], depth: 0, mean: 20)
      let drop = try await world.measured()
      if drop.parts.count < 4 || drop.onset.weights.count > 1 { taken += 1 }
    }
    #expect(taken <= 3, "\(taken) of 100")
  }
}
