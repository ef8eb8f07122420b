import Statistics
import Synchronization
import Testing
import Vocabulary

@testable import Detection

@Suite("Going on from what screens left")
struct ScreenMemoryTests {
  /// A Monday, day 0; counts begin a fortnight before, so that baselines can be learnt of each week that is
  /// judged.
  private static let origin = Timestamp(secondsSinceEpoch: 1_767_571_200)
  private static let start = moment(-14)
  private static let days = 52
  private static let step = 600

  private static func moment(_ day: Int, _ hour: Int = 0) -> Timestamp {
    origin.advanced(bySeconds: day * 86_400 + hour * 3600)
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
      let counts = (0..<(days + 14) * 86_400 / step).map { index in
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
    until day: Int, _ window: Range<Int>, memory: ScreenMemory? = ScreenMemory()
  ) async throws -> DetectionResult {
    let source = SeriesSource(counts(until: day))
    return try await detect(source, until: day, window, memory: memory)
  }

  private static func detect(
    _ source: SeriesSource, until day: Int, _ window: Range<Int>, memory: ScreenMemory?
  ) async throws -> DetectionResult {
    let data = TimeWindow(start: start, seconds: (day + 14) * 86_400)
    return try await Detector().detect(
      [], services: source, data: data, calendar: [], window: self.window(window), memory: memory)
  }

  private static func counts(until day: Int) -> [Series] {
    services.map { series in
      let counts = series.orders.storage[..<((day + 14) * 86_400 / step)]
      return Series(
        key: series.key, start: start, stepSeconds: step,
        orders: Samples(storage: Array(counts)))
    }
  }

  @Test("Going on from them finds what one run over all finds, however the nights were cut")
  func same() async throws {
    let all = try await Self.detect(until: 51, 42..<51)
    #expect(all.drops.map(\.services).count == 4)
    let sunday = try await Self.detect(until: 49, 42..<49)
    let monday = try await Self.detect(until: 50, 42..<50, memory: sunday.memory)
    let tuesday = try await Self.detect(
      until: 51, 42..<51, memory: sunday.memory.followed(by: monday.memory))
    #expect(tuesday.drops == all.drops)
    #expect(tuesday.dismissed == all.dismissed)
    #expect(tuesday.watch == all.watch)
    #expect(tuesday.judgedClosely == all.judgedClosely)
  }

  @Test("Each night learns the baselines of a seventh of the series, ahead of their week")
  func seventh() async throws {
    let sunday = try await Self.detect(until: 49, 42..<49)
    #expect(sunday.memory.baselines.count == Self.services.count)
    let monday = try await Self.detect(until: 50, 42..<50, memory: sunday.memory)
    // Of the week that has begun those are at hand; of the next, those of Mondays are learnt.
    let learnt = monday.memory.baselines
    #expect(learnt.values.allSatisfy { $0.map(\.learntUntil) == [Self.moment(50)] })
    #expect(learnt.count > Self.services.count / 14)
    #expect(learnt.count < Self.services.count * 2 / 7)
    let last = try await Self.detect(until: 50, 42..<50, memory: nil)
    #expect(last.drops == monday.drops)
    #expect(!last.memory.baselines.values.joined().contains { $0.learntUntil == Self.moment(50) })
  }

  @Test("What is known of a series spares reading its weeks before")
  func reads() async throws {
    let sunday = try await Self.detect(until: 49, 42..<49)
    let all = Self.counts(until: 50).sorted { $0.key < $1.key }
    let reads = Mutex<[SeriesKey: [Timestamp?]]>([:])
    let source = SeriesSource(keys: all.map(\.key), starts: all.map(\.start)) { index, moment in
      reads.withLock { $0[all[index].key, default: []].append(moment) }
      return all[index]
    }
    let monday = try await Self.detect(source, until: 50, 42..<50, memory: sunday.memory)
    let near = reads.withLock { $0 }.filter {
      $0.value.allSatisfy { $0.map { $0 >= Self.moment(30) } ?? false }
    }
    #expect(near.count > Self.services.count * 5 / 7)
    #expect(monday.drops == (try await Self.detect(until: 50, 42..<50)).drops)
  }

  @Test("A baseline of other steps, or that nobody can read, is learnt anew")
  func strange() async throws {
    let sunday = try await Self.detect(until: 49, 42..<49)
    var memory = sunday.memory
    memory.baselines = memory.baselines.mapValues { baselines in
      baselines.map { SeriesBaseline(learntUntil: $0.learntUntil, numbers: [300] + $0.numbers) }
    }
    let monday = try await Self.detect(until: 50, 42..<50, memory: memory)
    #expect(monday.drops == (try await Self.detect(until: 50, 42..<50)).drops)
    #expect(monday.memory.baselines.count == Self.services.count)
  }

  @Test("A week is told once it is over, if all of it was looked at, and not again")
  func told() async throws {
    let sunday = try await Self.detect(until: 49, 42..<49)
    #expect(sunday.memory.weeks.keys.sorted() == [Self.moment(42)])
    #expect(sunday.memory.weeks[Self.moment(42)] == sunday.judgedClosely[Self.moment(42)])
    #expect(try await Self.detect(until: 48, 42..<48).memory.weeks.isEmpty)
    #expect(try await Self.detect(until: 49, 43..<49).memory.weeks.isEmpty)
    let again = try await Self.detect(until: 51, 42..<51, memory: sunday.memory)
    #expect(again.memory.weeks.isEmpty)
  }

  @Test("Series in which it told of nothing are not looked at again")
  func silent() async throws {
    let found = try await Self.detect(
      until: 51, 42..<51, memory: ScreenMemory(weeks: [Self.moment(35): [], Self.moment(42): []]))
    // That of Sunday lasts into the week after, and is told with it.
    #expect(
      found.drops.flatMap(\.services).map(\.name).sorted() == ["s-3", "s-40"])
  }
}

extension ScreenMemory {
  /// As the next run finds it after two.
  fileprivate func followed(by later: ScreenMemory) -> ScreenMemory {
    ScreenMemory(
      weeks: weeks.merging(later.weeks) { $1 },
      baselines: baselines.merging(later.baselines, uniquingKeysWith: +))
  }
}
