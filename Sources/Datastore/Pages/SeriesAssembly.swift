import Vocabulary

/// Lays the samples of one series on a grid of fixed steps, holes kept.
struct SeriesAssembly {
  /// `nil` if no sample has a place.
  private(set) var series: Series?
  /// By time.
  private(set) var unplaced: [UnplacedSample] = []
  /// Where later rows come in finer steps, and are added up to those of before.
  private(set) var finer: FinerRows?

  /// A gap longer than this cuts a series in two, and the part with more samples is kept: a clock
  /// that was years off must not stretch a series over years of nothing. More than a year, so
  /// that a shop which opens for one season each year stays in one piece.
  static let longestGap: Int64 = 400 * 86_400

  /// So few rows beyond a long gap have a wrong date: a year mistyped is 365 days.
  private static let fewRows = 3
  static let strayGap = Int64(Timestamp.strayGap)

  /// A step is at most a day (contract, section 1).
  static let longestStep: Int64 = 86_400

  /// `samples` ascend strictly by time.
  init(key: SeriesKey, samples: [PageSample], window: TimeWindow?) {
    var unplaced: [UnplacedSample] = []
    func leaveOut(_ sample: PageSample, _ reason: UnplacedSample.Reason) {
      let time = Timestamp(secondsSinceEpoch: sample.time)
      guard window?.contains(time) ?? true else { return }
      unplaced.append(
        UnplacedSample(key: key, time: time, orders: Int(sample.orders), reason: reason))
    }
    var kept = SeriesAssembly.withoutStrays(SeriesAssembly.longestStretch(of: samples))
    for sample in samples[..<kept.startIndex] { leaveOut(sample, .isolated) }
    for sample in samples[kept.endIndex...] { leaveOut(sample, .isolated) }
    if let added = AddedUpSamples(kept) {
      for sample in added.left { leaveOut(sample, .offGrid) }
      kept = added.samples[...]
      finer = FinerRows(
        series: key, since: Timestamp(secondsSinceEpoch: added.since),
        stepSeconds: Int(added.finerStep), seriesStepSeconds: Int(added.step))
    }
    if let step = SeriesAssembly.step(of: kept) {
      let grid = Grid(step: step, phase: SeriesAssembly.phase(of: kept, step: step))
      let (cells, left) = grid.place(kept)
      for sample in left { leaveOut(sample, .offGrid) }
      series = grid.series(key, cells, window)
    } else {
      for sample in kept { leaveOut(sample, .onlyOne) }
    }
    self.unplaced = unplaced.sorted { $0.time < $1.time }
  }

  /// The stretch with most samples between gaps that are too long; the latest of equals.
  private static func longestStretch(of samples: [PageSample]) -> ArraySlice<PageSample> {
    var best = samples[samples.startIndex..<samples.startIndex]
    var start = 0
    for index in samples.indices {
      let isLast = index + 1 == samples.count
      guard isLast || samples[index + 1].time - samples[index].time > longestGap else { continue }
      let stretch = samples[start...index]
      if stretch.count >= best.count { best = stretch }
      start = index + 1
    }
    return best
  }

  /// Without a few samples at either end that lie weeks from the many others.
  private static func withoutStrays(_ samples: ArraySlice<PageSample>) -> ArraySlice<PageSample> {
    guard samples.count > 10 * fewRows else { return samples }
    func isGap(_ index: Int) -> Bool { samples[index].time - samples[index - 1].time > strayGap }
    let (start, end) = (samples.startIndex, samples.endIndex)
    let first = (start + 1...start + fewRows).last(where: isGap) ?? start
    let last = (end - fewRows...end - 1).first(where: isGap) ?? end
    return samples[first..<last]
  }

  /// The most common difference between neighbours, the smallest of equals; `nil` for fewer than
  /// two samples.
  private static func step(of samples: ArraySlice<PageSample>) -> Int64? {
    let differences = zip(samples, samples.dropFirst()).map { min($1.time - $0.time, longestStep) }
    return mostCommon(differences)
  }

  /// The most common remainder of the times by the step, the smallest of equals.
  private static func phase(of samples: ArraySlice<PageSample>, step: Int64) -> Int64 {
    mostCommon(samples.map { $0.time.remainder(by: step) }) ?? 0
  }

  /// Counts runs of equal values, of which there are few, rather than single values.
  private static func mostCommon(_ values: [Int64]) -> Int64? {
    var counts: [Int64: Int] = [:]
    for (value, count) in values.runs { counts[value, default: 0] += count }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }
}

/// Steps of a fixed length that start at `phase` after a multiple of it.
private struct Grid {
  let step: Int64
  let phase: Int64

  /// One sample a cell, ascending by cell, and the samples that are left: those on the grid have
  /// the first claim, then the nearer ones, then the earlier ones.
  func place(
    _ samples: ArraySlice<PageSample>
  ) -> (cells: [(index: Int64, sample: PageSample)], left: [PageSample]) {
    var cells: [(index: Int64, sample: PageSample)] = []
    var left: [PageSample] = []
    for sample in samples {
      let index = nearestCell(sample.time)
      guard let last = cells.last, last.index == index else {
        cells.append((index, sample))
        continue
      }
      if distance(sample) < distance(last.sample) {
        left.append(last.sample)
        cells[cells.count - 1].sample = sample
      } else {
        left.append(sample)
      }
    }
    return (cells, left)
  }

  /// The cells from the first to the last with a sample, or those that start in `window`.
  func series(
    _ key: SeriesKey, _ cells: [(index: Int64, sample: PageSample)], _ window: TimeWindow?
  ) -> Series? {
    let inside = cells.filter { cell in window?.contains(start(of: cell.index)) ?? true }
    guard let first = inside.first, let last = inside.last else { return nil }
    let count = Int(last.index - first.index) + 1
    var orders = [Int32](repeating: Samples.hole, count: count)
    var errors = [Int32](repeating: Samples.hole, count: count)
    for cell in inside {
      orders[Int(cell.index - first.index)] = cell.sample.orders
      errors[Int(cell.index - first.index)] = cell.sample.errors
    }
    let hasErrors = cells.contains { $0.sample.errors >= 0 }
    return Series(
      key: key, start: start(of: first.index), stepSeconds: Int(step),
      orders: Samples(storage: orders), errors: hasErrors ? Samples(storage: errors) : nil)
  }

  private func start(of index: Int64) -> Timestamp {
    Timestamp(secondsSinceEpoch: phase + index * step)
  }

  /// The cell whose start is nearest; the earlier of two equally near.
  private func nearestCell(_ time: Int64) -> Int64 {
    let remainder = (time - phase).remainder(by: step)
    let index = (time - phase - remainder) / step
    return remainder * 2 > step ? index + 1 : index
  }

  private func distance(_ sample: PageSample) -> Int64 {
    abs(sample.time - phase - nearestCell(sample.time) * step)
  }
}

extension [Int64] {
  /// Each value with how often it comes one after the other there, in their order.
  var runs: [(value: Int64, count: Int)] {
    var runs: [(value: Int64, count: Int)] = []
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, self[end] == self[start] { end += 1 }
      runs.append((self[start], end - start))
      start = end
    }
    return runs
  }
}

extension Int64 {
  /// The remainder that is never negative; `divisor` must be positive.
  fileprivate func remainder(by divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
