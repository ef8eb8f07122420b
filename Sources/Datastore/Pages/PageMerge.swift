/// Samples of an earlier load with those of a later one.
struct PageMerge {
  /// Ascending by time.
  private(set) var samples: [PageSample] = []
  /// New samples that say what was already held.
  private(set) var repeated = 0
  /// New samples that took the place of another value.
  private(set) var replaced = 0
  /// Whether every new sample is later than all that are held.
  let onlyAppends: Bool

  /// Both ascend strictly by time; where both have a time, the new sample wins. What the new one
  /// does not give (errors, latency) it does not correct.
  init(held: [PageSample], new: [PageSample]) {
    onlyAppends = new.first.map { first in held.last.map { $0.time < first.time } ?? true } ?? true
    samples.reserveCapacity(held.count + new.count)
    var rest = held[...]
    for sample in new {
      while let next = rest.first, next.time < sample.time {
        samples.append(rest.removeFirst())
      }
      guard let same = rest.first, same.time == sample.time else {
        samples.append(sample)
        continue
      }
      rest.removeFirst()
      var merged = sample
      if merged.errors < 0 { merged.errors = same.errors }
      if merged.latency.isNaN { merged.latency = same.latency }
      if merged == same { repeated += 1 } else { replaced += 1 }
      samples.append(merged)
    }
    samples.append(contentsOf: rest)
  }

  /// Whether the page is other than what was held.
  func changes(_ held: [PageSample]) -> Bool { replaced > 0 || samples.count > held.count }
}
