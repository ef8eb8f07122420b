import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Services, more than are judged together")
struct ManySeriesTests {
  private static let minutes = 43 * 1440
  private static let start = Timestamp(secondsSinceEpoch: 1_767_571_200)
  private let judged = TimeWindow(start: moment(day: 42, hour: 0), seconds: 86_400)

  private static func moment(day: Int, hour: Int) -> Timestamp {
    start.advanced(bySeconds: day * 86_400 + hour * 3600)
  }

  /// Six weeks and a day of steps with chance counts and a shape of the day.
  private static func counts(_ name: String, mean: Double = 30, step: Int = 1) -> [Int32] {
    var random = SeededGenerator(seed: 5, stream: name)
    return stride(from: 0, to: minutes, by: step).map { minute in
      let time = Double(minute % 1440) / 1440
      let usual = mean * (1 + 0.5 * PortableMath.cosine(turns: time - 0.65))
      return Int32(random.poisson(mean: usual))
    }
  }

  private static func series(
    _ service: String, _ counts: [Int32], in place: String = "DE", step: Int = 1
  ) -> Series {
    Series(
      key: SeriesKey(marketplace: Marketplace(place), service: Service(service)), start: start,
      stepSeconds: 60 * step, orders: Samples(storage: counts))
  }

  /// `counts` without a part of them over minutes of the last day.
  private static func fallen(
    _ counts: [Int32], by depth: Double, minutes range: Range<Int>
  ) -> [Int32] {
    var result = counts
    for minute in range {
      let index = 42 * 1440 + minute
      result[index] = Int32((Double(counts[index]) * (1 - depth)).rounded())
    }
    return result
  }

  /// Enough quiet ones to be many, by ten minutes and with counts that they share, for speed.
  private static let quiet: [Series] = {
    let shared = (0..<4).map { counts("quiet \($0)", step: 10) }
    return (0...DetectionModel.mostTogether).map { number in
      series("quiet-\(number)", shared[number % 4], in: "M\(number % 5)", step: 10)
    }
  }()

  private func detect(_ series: [Series]) async -> DetectionResult {
    await Detector().detect(Self.quiet + series, calendar: [], window: judged)
  }

  @Test("Long, brief and deep falls pass the screen; quiet series do not")
  func falls() async {
    let plain = Self.counts("one")
    let planted: [(depth: Double, minutes: Range<Int>)] = [
      (0.99, 700..<705), (0.5, 600..<630), (0.2, 480..<840),
    ]
    for one in planted {
      let found = await detect([
        Self.series("checkout", Self.fallen(plain, by: one.depth, minutes: one.minutes))
      ])
      #expect(found.drops.map(\.services) == [[Service("checkout")]], "\(one)")
      let onset = Self.moment(day: 42, hour: 0).advanced(bySeconds: one.minutes.lowerBound * 60)
      let miss = found.drops.first.map { $0.onset.mode.seconds(since: onset) } ?? .max
      #expect(abs(miss) <= 600, "\(one)")
      #expect(found.judgedClosely.values.reduce(0) { $0 + $1.count } <= 3)
    }
  }

  @Test("A hundred services of a marketplace together have hardly a false drop a quarter")
  func quietServices() async {
    var alarms = 0
    for first in stride(from: 1001, to: 1301, by: 75) as StrideTo<UInt64> {
      let services = (first..<(first + 75)).map { DrawnService.series($0, days: 98) }
      alarms += await Detector().detect(services, calendar: []).drops.count
    }
    #expect(alarms <= 2)
  }

  @Test("What several services and marketplaces show from and to the same moments is one drop")
  func joined() async throws {
    let fallen = ["a", "b", "c"].map { name in
      (name, Self.fallen(Self.counts(name), by: 0.6, minutes: 600..<660))
    }
    let found = await detect([
      Self.series("a", fallen[0].1), Self.series("b", fallen[1].1),
      Self.series("a", fallen[2].1, in: "FR"),
    ])
    let drop = try #require(found.drops.first)
    #expect(found.drops.count == 1)
    #expect(drop.parts.count == 3)
    #expect(drop.marketplaces.map(\.name) == ["DE", "FR"])
    // One order may pass both services of DE: the one that lost more counts.
    let lost = drop.parts.map { $0.expectedOrders - Double($0.observedOrders) }
    let counted = max(lost[0], lost[1]) + lost[2]
    #expect(abs(drop.lostOrders.value - counted) < 0.15 * counted)
  }

  @Test("A service that falls with its storefront is a part of its drop")
  func storefront() async throws {
    let (whole, part) = (Self.counts("whole", mean: 90), Self.counts("part"))
    let storefront = Series(
      key: SeriesKey(marketplace: Marketplace("DE"), service: nil), start: Self.start,
      stepSeconds: 60,
      orders: Samples(storage: Self.fallen(whole, by: 0.5, minutes: 600..<660)))
    let service = Self.series("checkout", Self.fallen(part, by: 0.8, minutes: 600..<660))
    let alone = await Detector().detect([storefront], calendar: [], window: judged)
    let found = await detect([storefront, service])
    let drop = try #require(found.drops.first)
    #expect(found.drops.count == 1)
    #expect(drop.parts.map(\.series.service?.name) == [nil, "checkout"])
    // The storefront's orders hold the service's already.
    #expect(drop.lostOrders == alone.drops.first?.lostOrders)
  }

  @Test("Series read one by one are judged as those in hand, and summed up")
  func streamed() async throws {
    let fallen = Self.series(
      "checkout", Self.fallen(Self.counts("one"), by: 0.5, minutes: 600..<660))
    let all = Self.quiet + [fallen]
    let source = SeriesSource(all)
    let held = await detect([fallen])
    let read = try await Detector().detect(
      [], services: source, data: fallen.window, calendar: [], window: judged)
    #expect(read.drops == held.drops)
    #expect(read.summaries.map(\.key) == all.map(\.key).sorted())
    #expect(read.summaries.allSatisfy { $0.steps >= 144 && $0.missing == 0 })
  }

  @Test("A feed that stops in some of them is one gap")
  func gap() async {
    var counts = Self.counts("one")
    for minute in 600..<700 { counts[42 * 1440 + minute] = Samples.hole }
    let found = await detect([Self.series("a", counts), Self.series("b", counts)])
    let gaps = found.dismissed.filter { $0.kind == .feedGap }
    #expect(gaps.map(\.series.count) == [2])
    #expect(found.drops.isEmpty)
  }

  @Test("Counts over longer steps: whole ones are sums, half ones scaled, less is a hole")
  func coarser() {
    let hole = Samples.hole
    let one = Series(
      key: SeriesKey(marketplace: Marketplace("DE"), service: nil),
      start: Timestamp(secondsSinceEpoch: 1800 + 60), stepSeconds: 60,
      orders: Samples(storage: [1, 2, 3, 4, 5, hole, 7, 8, hole, hole, hole, 12]))
    let coarse = one.coarser(by: 4)
    #expect(coarse.start == Timestamp(secondsSinceEpoch: 1680))
    #expect(coarse.stepSeconds == 240)
    #expect(coarse.orders.storage == [hole, 14, 30, hole])
  }
}
