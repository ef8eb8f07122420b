/// Samples of an earlier load with those of a later one.
struct PageMerge {
  /// Ascending by time.
  private(set) var samples: [PageSample] = []
  /// New samples that say what was already held.
  private(set) var repeated = 0
  /// New samples that took the place of another value.
  private(set) var replaced = 0
  /// Whether what is new lies behind all that is held, which stays as it was.
  private(set) var onlyAppends = true

  /// Both ascend strictly by time; where both have a time, the new sample wins. What the new one
  /// does not give (errors, latency) it does not correct.
  init(held: [PageSample], new: [PageSample]) {
    samples.reserveCapacity(held.count + new.count)
    var rest = held[...]
    for sample in new {
      while let next = rest.first, next.time < sample.time {
        samples.append(rest.removeFirst())
      }
      guard let same = rest.first, same.time == sample.time else {
        if !rest.isEmpty { onlyAppends = false }
        samples.append(sample)
        continue
      }
      rest.removeFirst()
      var merged = sample
      if merged.errors < 0 { merged.errors = same.errors }
      if merged.latency.isNaN { merged.latency = same.latency }
      if merged == same {
        repeated += 1
      } else {
        replaced += 1
        onlyAppends = false
      }
      samples.append(merged)
    }
    samples.append(contentsOf: rest)
  }

  /// Whether the page is other than what was held.
  func changes(_ held: [PageSample]) -> Bool { replaced > 0 || samples.count > held.count }
}
