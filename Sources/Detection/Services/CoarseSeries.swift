import Vocabulary

extension Series {
  /// The same counts over steps of `factor` times the length, from whole multiples of it on.
  ///
  /// A step of which half or more was counted is scaled to its whole length; else it is a hole.
  func coarser(by factor: Int) -> Series {
    let length = stepSeconds * factor
    let ahead = Int(start.secondsSinceEpoch.remainder(ofDivisionBy: Int64(length)))
    // Steps between the first coarse one and the series' own first.
    let lead = ahead / stepSeconds
    return Series(
      key: key, start: start.advanced(bySeconds: -lead * stepSeconds), stepSeconds: length,
      orders: Series.sums(orders, lead: lead, factor: factor),
      errors: errors.map { Series.sums($0, lead: lead, factor: factor) })
  }

  private static func sums(_ samples: Samples, lead: Int, factor: Int) -> Samples {
    let counts = samples.storage
    let bins = (lead + counts.count + factor - 1) / factor
    var result = [Int32](repeating: Samples.hole, count: bins)
    for bin in 0..<bins {
      var sum = 0
      var seen = 0
      for index in max(0, bin * factor - lead)..<min(counts.count, (bin + 1) * factor - lead)
      where counts[index] != Samples.hole {
        sum += Int(counts[index])
        seen += 1
      }
      if 2 * seen >= factor, seen > 0 {
        result[bin] = Int32(clamping: seen == factor ? sum : sum * factor / seen)
      }
    }
    return Samples(storage: result)
  }
}

extension Int64 {
  /// Never negative.
  fileprivate func remainder(ofDivisionBy divisor: Int64) -> Int64 {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
