import Statistics
import Vocabulary

/// One block's share of a series' overview: quarter hours (or whole steps if those are longer).
struct OverviewParts {
  private let bins: [Timestamp: (observed: Double?, expected: Double)]

  private static let seconds = 86_400
  private static let binSeconds = 900

  init(_ series: Watched, block: TimeWindow, end: Timestamp) {
    let bin = OverviewParts.bin(series.stepSeconds)
    let start = OverviewParts.start(end: end, bin: bin)
    guard block.start < end, start < block.end else {
      bins = [:]
      return
    }
    let state = SmoothedState(series.scan.pass)
    var bins: [Timestamp: (observed: Double?, expected: Double)] = [:]
    let from = max(start, block.start)
    let first = max(0, series.offset(of: from))
    for step in first..<max(first, min(series.scan.dataEnd, series.offset(of: min(end, block.end))))
    {
      let time = series.time(at: step)
      let slot = start.advanced(bySeconds: time.seconds(since: start) / bin * bin)
      let expected = max(0, series.line.expected[step] * (1 + state.mean[step]))
      let value = series.line.observed[step]
      let before = bins[slot] ?? (0, 0)
      bins[slot] = (
        value.isNaN ? nil : before.observed.map { $0 + value }, before.expected + expected
      )
    }
    self.bins = bins
  }

  private static func bin(_ stepSeconds: Int) -> Int {
    (max(binSeconds, stepSeconds) + stepSeconds - 1) / stepSeconds * stepSeconds
  }

  private static func start(end: Timestamp, bin: Int) -> Timestamp {
    end.advanced(bySeconds: -max(1, seconds / bin) * bin)
  }

  /// The overviews of all whole storefronts over the day that ends at `end`.
  static func overviews(
    _ parts: [SeriesKey: [OverviewParts]], series: [Series], drops: [Drop], end: Timestamp
  ) -> [SeriesOverview] {
    series.filter { $0.key.isStorefront }.map { one in
      let bin = bin(one.stepSeconds)
      let window =
        TimeWindow(start: start(end: end, bin: bin), end: end)
        ?? TimeWindow(start: end, seconds: 0)
      let slots = stride(from: 0, to: window.seconds, by: bin).map {
        window.start.advanced(bySeconds: $0)
      }
      let known = (parts[one.key] ?? []).reduce(into: [:]) { all, part in
        all.merge(part.bins) { $1 }
      }
      let hit = drops.filter { drop in drop.parts.contains { $0.series == one.key } }
      let inDrop = slots.map { slot in
        hit.contains { $0.window.overlaps(TimeWindow(start: slot, seconds: bin)) }
      }
      return SeriesOverview(
        series: one.key, window: window, observed: slots.map { known[$0]?.observed },
        expected: slots.map { known[$0]?.expected }, inDrop: inDrop,
        lowest: lowest(slots, known), newestRow: one.newestRow,
        missingSteps: missing(one, window))
    }
  }

  private static func lowest(
    _ slots: [Timestamp], _ known: [Timestamp: (observed: Double?, expected: Double)]
  ) -> (at: Timestamp, fall: Share)? {
    var lowest: (at: Timestamp, fall: Share)?
    for slot in slots {
      guard let bin = known[slot], let observed = bin.observed, bin.expected > 0 else { continue }
      let fall = Share(1 - observed / bin.expected)
      if fall > (lowest?.fall ?? Share(-.infinity)) { lowest = (slot, fall) }
    }
    return lowest
  }

  private static func missing(_ series: Series, _ window: TimeWindow) -> Int {
    let first = max(0, series.index(of: window.start))
    let steps = window.seconds / series.stepSeconds
    let known = (first..<min(series.count, first + steps).clampedUp(first)).count {
      series.orders[$0] != nil
    }
    return max(0, steps - known)
  }
}

extension Int {
  /// Not below `floor`.
  fileprivate func clampedUp(_ floor: Int) -> Int { Swift.max(self, floor) }
}
