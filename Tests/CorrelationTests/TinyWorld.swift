import Vocabulary

@testable import Correlation

/// A world written by hand: minutes count from Monday 2026-03-02 at 00:00 UTC.
enum Tiny {
  static let monday = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 2))

  static func minute(_ minutes: Double) -> Timestamp {
    monday.advanced(bySeconds: Int(minutes * 60))
  }

  static func reach(_ marketplaces: [String]) -> Reach {
    marketplaces.isEmpty ? .everywhere : .only(Set(marketplaces.map { Marketplace($0) }))
  }

  static func step(
    _ id: String, of change: String? = nil, service: String = "web", at minutes: Double,
    in marketplaces: [String] = [], status: DeploymentStatus? = .succeeded,
    undoneAt: Double? = nil, undoing: String? = nil
  ) -> Deployment {
    Deployment(
      id: DeployID(id), change: ChangeID(change ?? id), service: Service(service),
      startedAt: minute(minutes), reach: reach(marketplaces), status: status,
      rolledBackAt: undoneAt.map(minute), rollbackOf: undoing,
      place: SourcePlace(file: "deploys.csv", line: 2))
  }

  /// Steps grouped into rollouts.
  static func rollouts(_ steps: [Deployment]) -> [Rollout] {
    Dictionary(grouping: steps, by: \.change)
      .compactMap { Rollout(change: $0.key, steps: $0.value) }
      .sorted { $0.change < $1.change }
  }

  /// A change every `every` minutes for four weeks, none of it near any drop of the tests.
  static func background(
    every: Double = 600, from: Double = -40_000, until: Double = -3000, in places: [String] = []
  ) -> [Deployment] {
    stride(from: from, to: until, by: every).enumerated().map { number, minutes in
      step(
        "B\(number)", service: "web", at: minutes,
        in: places.isEmpty ? [] : [places[number % places.count]])
    }
  }

  static func part(
    _ marketplace: String, onset: TimeDistribution, end: DropEnd, depth: Double = 0.5,
    service: String? = nil, signal: Double = 20, lowSince: Double? = nil
  ) -> DropPart {
    DropPart(
      series: SeriesKey(
        marketplace: Marketplace(marketplace), service: service.map { Service($0) }),
      onset: onset, end: end, depth: Share(depth), observedOrders: Int(1000 * (1 - depth)),
      expectedOrders: 1000, signal: signal, lowSince: lowSince.map(minute))
  }

  static func certain(_ minutes: Double, step: Int = 300) -> TimeDistribution {
    TimeDistribution(certain: minute(minutes), stepSeconds: step)
  }

  /// A drop from parts; onset and end are those of the earliest and latest part.
  static func drop(_ parts: [DropPart], held: [String] = [], id: String = "drop") -> Drop {
    let first = parts.min { ($0.onset.mode, $0.series) < ($1.onset.mode, $1.series) }
    let last = parts.max { ($0.end.mode ?? monday) < ($1.end.mode ?? monday) }
    return Drop(
      id: DropID(id), onset: first?.onset ?? certain(0),
      end: last?.end ?? .open(dataUntil: monday), parts: parts.sorted { $0.series < $1.series },
      unaffected: held.map {
        UnaffectedSeries(
          series: SeriesKey(marketplace: Marketplace($0)), depth: Share(0.005),
          standardError: 0.02)
      },
      observedOrders: 500, expectedOrders: 1000,
      lostOrders: Estimate(value: 500, low: 450, high: 550, level: 0.9), catchUp: nil,
      comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 20, shortHistoryDays: nil)
  }

  /// A drop that begins and ends everywhere at once.
  static func drop(
    at onset: Double, lasting minutes: Double? = 90, in marketplaces: [String],
    held: [String] = [], service: String? = nil, id: String = "drop"
  ) -> Drop {
    let end: DropEnd =
      minutes.map { .ended(certain(onset + $0)) } ?? .open(dataUntil: minute(onset + 60))
    return drop(
      marketplaces.map { part($0, onset: certain(onset), end: end, service: service) },
      held: held, id: id)
  }

  /// What a log tells a day after it began.
  static func recent(_ steps: [Deployment]) -> RecentLog {
    RecentLog(RolloutIndex(rollouts(steps)), before: minute(1440), since: monday)
  }

  static func link(
    _ drop: Drop, to steps: [Deployment], others: [Drop] = [], register: [ServiceEntry] = [],
    incidents: [Incident] = [], settings: CorrelationSettings = CorrelationSettings()
  ) -> Attribution {
    Correlator(settings: settings, topology: ServiceGraph(register))
      .attribute(
        [drop], rollouts: rollouts(steps), incidents: incidents,
        quiet: QuietTime(since: minute(-40_000), drops: others + [drop]))[0]
  }
}

extension Attribution {
  func probability(of change: String) -> Double {
    suspects.first { $0.change == ChangeID(change) }?.probability.value ?? 0
  }

  func weight(_ kind: String, of change: String) -> Double? {
    let lines = suspects.first { $0.change == ChangeID(change) }?.evidence
      .filter { $0.observation.kind.rawValue == kind }
    return lines?.isEmpty == false ? lines?.reduce(0) { $0 + $1.weight.value } : nil
  }
}

/// A small generator for property tests: the 64-bit linear congruential one of Knuth's MMIX, its
/// upper bits.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<4 { _ = unit() }
  }

  /// Evenly from 0 to 1.
  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / Double(1 << 53)
  }

  mutating func below(_ count: Int) -> Int { min(count - 1, Int(unit() * Double(count))) }
  mutating func happens(_ chance: Double) -> Bool { unit() < chance }

  /// A standard normal, as the sum of twelve even numbers less six.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }
}
