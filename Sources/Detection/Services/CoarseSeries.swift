import Vocabulary

extension Series {
  /// The same counts over steps of `factor` times the length, from whole multiples of it on.
  ///
  /// A step of which half or more was counted is scaled to its whole length; else it is a hole.
  ///
  /// - Parameter end: without counts from here on; a whole multiple of the new step.
  func coarser(by factor: Int, until end: Timestamp? = nil) -> Series {
    let length = stepSeconds * factor
    let steps = end.map { max(0, min(count, index(of: $0))) } ?? count
    let lead = Series.lead(of: start, stepSeconds: stepSeconds, factor: factor)
    return Series(
      key: key, start: start.advanced(bySeconds: -lead * stepSeconds), stepSeconds: length,
      orders: Series.sums(orders.storage[..<steps], lead: lead, factor: factor),
      errors: errors.map { Series.sums($0.storage[..<steps], lead: lead, factor: factor) })
  }

  /// Steps between the begin of the first coarse one and that of the series' own first, `start`.
  static func lead(of start: Timestamp, stepSeconds: Int, factor: Int) -> Int {
    Int(start.secondsSinceEpoch.flooredRemainder(by: Int64(stepSeconds * factor))) / stepSeconds
  }

  private static func sums(_ counts: ArraySlice<Int32>, lead: Int, factor: Int) -> Samples {
    let bins = (lead + counts.count + factor - 1) / factor
    var result = [Int32](repeating: Samples.hole, count: bins)
    counts.withUnsafeBufferPointer { counts in
      for bin in 0..<bins {
        var sum = 0
        var seen = 0
        for index in max(0, bin * factor - lead)..<min(counts.count, (bin + 1) * factor - lead) {
          // Without a branch, so that the processor takes several at once.
          let isSeen = counts[index] != Samples.hole
          sum &+= isSeen ? Int(counts[index]) : 0
          seen &+= isSeen ? 1 : 0
        }
        if 2 * seen >= factor, seen > 0 {
          result[bin] = Int32(clamping: seen == factor ? sum : sum * factor / seen)
        }
      }
    }
    return Samples(storage: result)
  }
}
