/// Customers who come back after a drop: orders stand clearly above what is usual just behind it, and ever less so.
enum ReturningOrders {
  private static let longestSeconds = 8 * 3600
  /// Signal by which they must stand there.
  private static let least = 4.5

  /// The steps of it, behind those that may belong to the drop; `nil` if there are none, or it is not over.
  static func steps(after part: FallEvent.Part, _ series: Watched) -> Range<Int>? {
    let first = part.countedSteps(series).upperBound
    let last = min(series.scan.dataEnd, first + longestSeconds / series.stepSeconds)
    // In a promotion, or on a holiday, nobody knows what is usual.
    guard !part.isOpen, first < last, series.line.stepsInEvents(part.reach.lowerBound..<last) == 0
    else { return nil }
    var best: (signal: Double, end: Int)?
    let ends = first + 1..<last + 1
    for (end, moments) in zip(ends, series.scan.moments(from: first, to: ends)) {
      guard let moments, moments.correlation > 0 else { continue }
      let spread = series.scan.spread(duration: end - first)
      let signal = moments.correlation / moments.information.squareRoot() / spread
      if signal >= max(least, best?.signal ?? 0) { best = (signal, end) }
    }
    // As long again the last of them come, too few to show.
    return best.map { first..<min(series.scan.dataEnd, 2 * $0.end - first) }
  }
}
