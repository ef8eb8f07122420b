import Simulation
import Testing
import Vocabulary

@Suite("Drops planted into real demand")
struct RealTrialTests {
  private static let start = Timestamp(.init(year: 2014, month: 7, day: 1))

  private func series(days: Int, hole: Int? = nil) -> Series {
    var counts = (0..<(days * 24)).map { Int32(100 + $0 % 24) }
    if let hole { counts[hole] = Samples.hole }
    return Series(
      key: SeriesKey(marketplace: Marketplace("X")), start: RealTrialTests.start,
      stepSeconds: 3600, orders: Samples(storage: counts))
  }

  @Test("What was taken away is what is missing")
  func taken() throws {
    let window = TimeWindow(start: RealTrialTests.start, seconds: 2 * 3600)
    let trial = try #require(RealTrial(series(days: 1), window: window, depth: 0.5))
    #expect(trial.usual == 201)
    // 101 halved is 50.5, which is rounded to 51.
    #expect(trial.series.orders.storage.prefix(3) == [50, 51, 102])
    #expect(trial.taken == 100)
  }

  @Test("A window with a step without a row is no trial, nor one beyond the data")
  func holes() {
    let window = TimeWindow(start: RealTrialTests.start, seconds: 2 * 3600)
    #expect(RealTrial(series(days: 1, hole: 1), window: window, depth: 0.5) == nil)
    #expect(RealTrial(series(days: 1, hole: 2), window: window, depth: 0.5) != nil)
    let late = TimeWindow(start: RealTrialTests.start.advanced(bySeconds: 23 * 3600), seconds: 7200)
    #expect(RealTrial(series(days: 1), window: late, depth: 0.5) == nil)
  }

  @Test("One a day behind the first weeks, none in what is left out, all hours in their turn")
  func plan() {
    let leftOut = TimeWindow(
      start: RealTrialTests.start.advanced(bySeconds: 60 * 86_400), seconds: 2 * 86_400)
    let trials = RealTrial.plan(series(days: 100), hours: 1, depth: 0.5, leftOut: [leftOut])
    #expect(trials.count == 100 - 49 - 2)
    #expect(!trials.contains { $0.window.overlaps(leftOut) })
    #expect(Set(trials.map { $0.window.start.civil.hour }).count == 24)
  }

  @Test("A drop that holds what was taken counts as held, one elsewhere as missed")
  func tally() throws {
    let window = TimeWindow(start: RealTrialTests.start, seconds: 2 * 3600)
    let trial = try #require(RealTrial(series(days: 1), window: window, depth: 0.5))
    func drop(_ hours: Int, low: Double) throws -> Drop {
      let onset = TimeDistribution(
        certain: RealTrialTests.start.advanced(bySeconds: hours * 3600), stepSeconds: 3600)
      return Drop(
        id: DropID("d"), onset: onset,
        end: .ended(
          TimeDistribution(certain: onset.mode.advanced(bySeconds: 7200), stepSeconds: 3600)),
        parts: [], unaffected: [], observedOrders: 101, expectedOrders: 201,
        lostOrders: Estimate(value: 110, low: low, high: 120, level: 0.95), catchUp: nil,
        comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 9, shortHistoryDays: nil)
    }
    var tally = RealTally(hours: 2)
    tally.add(trial, found: [try drop(0, low: 90)])
    tally.add(trial, found: [try drop(1, low: 105)])
    tally.add(trial, found: [try drop(9, low: 90)])
    #expect(tally.planted == 3 && tally.found == 2 && tally.held == 1)
    #expect(abs(tally.errors[0] - 10.0 / 201) < 1e-12)
    #expect(abs(tally.widths[0] - 30.0 / 201) < 1e-12)
  }

  @Test("Labelled windows of one name without a drop are one line")
  func labels() {
    let windows = [0, 2, 7].map {
      TimeWindow(
        start: RealTrialTests.start.advanced(bySeconds: $0 * 86_400), seconds: 3 * 3600)
    }
    let labels = zip(windows, ["Rain", "Rain", "Storm"]).map {
      CalendarEvent(window: $0, kind: .external, name: $1)
    }
    #expect(
      RealText.unplanted([], labels: labels) == """
        Nothing planted: 0 drops, 0 of them in 3 labelled windows of 9 hours, 0 outside
          Rain: no drop in 2 of 2 windows
          Storm: no drop
        """)
  }
}
