/// Customers who come back after a drop: orders stand clearly above what is usual just behind it, and ever less so.
enum ReturningOrders {
  private static let longestSeconds = 8 * 3600
  /// Signal by which they must stand there.
  private static let least = 4.5

  /// A step that stands higher by this part just behind a drop's likeliest end shows that it was over.
  private static let leastAtOnce = 0.3

  /// The steps of it, behind those that may belong to the drop, or just behind its likeliest end if orders stand so
  /// high there already that it was over; `nil` if there are none, or it is not over.
  static func steps(after part: FallEvent.Part, _ series: Watched) -> Range<Int>? {
    let counted = part.countedSteps(series)
    // In a promotion, or on a holiday, nobody knows what is usual.
    guard !part.isOpen, counted.upperBound < series.scan.dataEnd,
      series.line.stepsInEvents(
        part.reach.lowerBound..<last(from: counted.upperBound, series)) == 0
    else { return nil }
    let later = steps(from: counted.upperBound, series)
    // So few steps may be counts that were booked late, too few to show as that.
    guard part.fall.steps.count > LateCounts.mostSteps else { return later }
    let ended = max(counted.lowerBound + 1, part.end.mode)
    let hour = max(1, 3600 / series.stepSeconds)
    let before = -(series.plainFall(max(0, counted.lowerBound - hour)..<counted.lowerBound) ?? 0)
    let atOnce = [ended, ended + 1].first {
      $0 < counted.upperBound && isHigh($0, above: before, series)
    }
    guard let first = atOnce else { return later }
    let last = (first..<counted.upperBound).first { !isHigh($0, above: before, series) }
    return first..<max(later?.upperBound ?? 0, doubled(first, last ?? counted.upperBound, series))
  }

  /// Whether a step holds clearly more orders than usual, which stood by so much above it before the drop.
  private static func isHigh(_ step: Int, above before: Double, _ series: Watched) -> Bool {
    let rise = series.line.residual[step] - max(0, before)
    return rise >= leastAtOnce && rise >= least * series.line.noise[step].squareRoot()
  }

  private static func last(from first: Int, _ series: Watched) -> Int {
    min(series.scan.dataEnd, first + longestSeconds / series.stepSeconds)
  }

  /// As long again the last of them come, too few to show.
  private static func doubled(_ first: Int, _ last: Int, _ series: Watched) -> Int {
    min(series.scan.dataEnd, 2 * last - first)
  }

  private static func steps(from first: Int, _ series: Watched) -> Range<Int>? {
    rise(from: first, to: last(from: first, series), series).map {
      first..<doubled(first, $0, series)
    }
  }

  /// Up to where orders stand above what is usual most clearly; `nil` if nowhere so.
  private static func rise(from first: Int, to last: Int, _ series: Watched) -> Int? {
    var best: (signal: Double, end: Int)?
    let ends = first + 1..<last + 1
    for (end, moments) in zip(ends, series.scan.moments(from: first, to: ends)) {
      guard let moments, moments.correlation > 0 else { continue }
      let spread = series.scan.spread(duration: end - first)
      let signal = moments.correlation / moments.information.squareRoot() / spread
      if signal >= max(least, best?.signal ?? 0) { best = (signal, end) }
    }
    return best?.end
  }
}
