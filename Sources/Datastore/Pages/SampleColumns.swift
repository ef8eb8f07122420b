import Vocabulary

/// Samples of one series in columns, filled page by page, ascending by time.
struct SampleColumns {
  var time: [Int64] = []
  var orders: [Int32] = []
  var errors: [Int32] = []

  mutating func append(_ samples: [PageSample]) {
    for sample in samples {
      time.append(sample.time)
      orders.append(sample.orders)
      errors.append(sample.errors)
    }
  }

  mutating func reserve(_ count: Int) {
    time.reserveCapacity(count)
    orders.reserveCapacity(count)
    errors.reserveCapacity(count)
  }

  /// One value a sample, without latencies, which no series holds.
  var samples: [PageSample] {
    time.indices.map {
      PageSample(time: time[$0], orders: orders[$0], errors: errors[$0], latency: .nan)
    }
  }

  /// The series of samples that all lie on one grid, as nearly all do, by one pass over them; `nil`
  /// where it takes a closer look (`SeriesAssembly`).
  func seriesOnGrid(_ key: SeriesKey, window: TimeWindow?) -> Series? {
    guard let step = step, let first = time.first, let last = time.last else { return nil }
    var hasErrors = false
    for value in errors where value >= 0 {
      hasErrors = true
      break
    }
    let count = Int((last - first) / step) + 1
    var series = Series(
      key: key, start: Timestamp(secondsSinceEpoch: first), stepSeconds: Int(step),
      orders: Samples(storage: laidOut(orders, step: step, count: count)),
      errors: hasErrors ? Samples(storage: laidOut(errors, step: step, count: count)) : nil)
    if let window {
      guard let part = series.steps(startingIn: window) else { return nil }
      series = part
    }
    return series
  }

  /// The difference of more than half of all neighbours, if all others are multiples of it.
  private var step: Int64? {
    guard time.count >= 3 else { return nil }
    let step = min(time[1] - time[0], time[2] - time[1])
    guard step > 0, step <= SeriesAssembly.longestStep else { return nil }
    var equal = 0
    var before = time[0]
    for index in 1..<time.count {
      let difference = time[index] - before
      before = time[index]
      if difference == step {
        equal += 1
      } else if difference % step != 0 || difference > SeriesAssembly.strayGap {
        return nil
      }
    }
    return 2 * equal > time.count - 1 ? step : nil
  }

  private func laidOut(_ values: [Int32], step: Int64, count: Int) -> [Int32] {
    if count == values.count { return values }
    var cells = [Int32](repeating: Samples.hole, count: count)
    for index in values.indices { cells[Int((time[index] - time[0]) / step)] = values[index] }
    return cells
  }
}

extension Series {
  /// From the first to the last step with a row that starts in `window`; `nil` if there is none.
  fileprivate func steps(startingIn window: TimeWindow) -> Series? {
    let inside = orders.storage.indices.filter {
      orders.storage[$0] != Samples.hole && window.contains(time(at: $0))
    }
    guard let first = inside.first, let last = inside.last else { return nil }
    return Series(
      key: key, start: time(at: first), stepSeconds: stepSeconds,
      orders: Samples(storage: Array(orders.storage[first...last])),
      errors: errors.map { Samples(storage: Array($0.storage[first...last])) })
  }
}
