import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Weeks that were screened before")
struct ScreenedWeeksTests {
  /// A Monday.
  private static let start = Timestamp(secondsSinceEpoch: 1_767_571_200)
  private static let days = 52
  private static let step = 600

  private static func moment(_ day: Int, _ hour: Int = 0) -> Timestamp {
    start.advanced(bySeconds: day * 86_400 + hour * 3600)
  }

  private static func window(_ days: Range<Int>) -> TimeWindow {
    TimeWindow(start: moment(days.lowerBound), seconds: days.count * 86_400)
  }

  /// More services than are judged together; some fall, of which one from Sunday to Monday.
  private static let services: [Series] = {
    let falls: [Int: (from: Timestamp, hours: Int, depth: Double)] = [
      3: (moment(48, 16), 16, 0.4), 20: (moment(47, 10), 2, 0.6), 40: (moment(50, 12), 2, 0.7),
      60: (moment(44, 3), 6, 0.5),
    ]
    return (0...DetectionModel.mostTogether + 4).map { number in
      var random = SeededGenerator(seed: 11, stream: "service \(number)")
      let fall = falls[number]
      let counts = (0..<days * 86_400 / step).map { index in
        let time = start.advanced(bySeconds: index * step)
        let turns = Double(index * step % 86_400) / 86_400
        let usual = 200 * (1 + 0.5 * PortableMath.cosine(turns: turns - 0.65))
        let isLow = fall.map { time >= $0.from && time.seconds(since: $0.from) < $0.hours * 3600 }
        return Int32(random.poisson(mean: usual * (isLow == true ? 1 - (fall?.depth ?? 0) : 1)))
      }
      return Series(
        key: SeriesKey(marketplace: Marketplace("DE"), service: Service("s-\(number)")),
        start: start, stepSeconds: step, orders: Samples(storage: counts))
    }
  }()

  private static func detect(
    until day: Int, _ window: Range<Int>, screened: ScreenedWeeks = [:]
  ) async throws -> DetectionResult {
    let data = TimeWindow(start: start, seconds: day * 86_400)
    let known = services.map { series in
      Series(
        key: series.key, start: start, stepSeconds: step,
        orders: Samples(storage: Array(series.orders.storage[..<(day * 86_400 / step)])))
    }
    return try await Detector().detect(
      [], services: SeriesSource(known), data: data, calendar: [], window: self.window(window),
      screened: screened)
  }

  @Test("Going on from them finds what one run over all finds, however the nights were cut")
  func same() async throws {
    let all = try await Self.detect(until: 51, 42..<51)
    #expect(all.drops.map(\.services).count == 4)
    let sunday = try await Self.detect(until: 49, 42..<49)
    let monday = try await Self.detect(until: 50, 42..<50, screened: sunday.screened)
    let tuesday = try await Self.detect(
      until: 51, 42..<51, screened: sunday.screened.merging(monday.screened) { $1 })
    #expect(tuesday.drops == all.drops)
    #expect(tuesday.dismissed == all.dismissed)
    #expect(tuesday.watch == all.watch)
    #expect(tuesday.judgedClosely == all.judgedClosely)
  }

  @Test("A week is told once it is over, if all of it was looked at, and not again")
  func told() async throws {
    let sunday = try await Self.detect(until: 49, 42..<49)
    #expect(sunday.screened.keys.sorted() == [Self.moment(42)])
    #expect(sunday.screened[Self.moment(42)] == sunday.judgedClosely[Self.moment(42)])
    #expect(try await Self.detect(until: 48, 42..<48).screened.isEmpty)
    #expect(try await Self.detect(until: 49, 43..<49).screened.isEmpty)
    let again = try await Self.detect(until: 51, 42..<51, screened: sunday.screened)
    #expect(again.screened.isEmpty)
  }

  @Test("Series in which it told of nothing are not looked at again")
  func silent() async throws {
    let found = try await Self.detect(
      until: 51, 42..<51, screened: [Self.moment(35): [], Self.moment(42): []])
    // That of Sunday lasts into the week after, and is told with it.
    #expect(
      found.drops.flatMap(\.services).map(\.name).sorted() == ["s-3", "s-40"])
  }
}
