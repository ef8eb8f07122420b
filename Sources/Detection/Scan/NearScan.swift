import Statistics

/// The falls about some steps, which need not be worked out for the whole window.
struct NearScan {
  private let scan: FallScan
  /// The offset of its first step.
  private let first: Int

  /// Correlation times after which what lies beyond tells nothing more: e⁻³ is left of it.
  private static let settling = 3.0

  /// - Parameters:
  ///   - hidden: steps taken as unseen too.
  ///   - reach: that all falls asked for lie in.
  init(_ series: Watched, hiding hidden: Range<Int>, within reach: Range<Int>) {
    let line = series.line
    let settled = Int(min(1e6, NearScan.settling / max(1e-6, 1 - line.fit.slow.rho)))
    let steps =
      (reach.lowerBound - settled..<reach.upperBound + settled).clamped(to: line.residual.indices)
    first = steps.lowerBound
    scan = FallScan(
      Array(line.residual[steps]), noise: Array(line.noise[steps]),
      masked: steps.map { series.masked[$0] || hidden.contains($0) }, slow: line.fit.slow,
      breaks: line.breaks.of(steps), scale: series.scale)
  }

  /// One past the last step with data.
  var dataEnd: Int { first + scan.dataEnd }

  /// The fall over `steps`; `nil` if not all of them are in the data, or none was seen.
  func fall(over steps: Range<Int>) -> Fall? {
    scan.fall(over: steps.lowerBound - first..<steps.upperBound - first).map(placed)
  }

  /// The falls from each of `starts` to `end`, in the order of their starts.
  func falls(from starts: Range<Int>, to end: Int) -> [Fall] {
    let inside = starts.clamped(to: first..<max(first, dataEnd))
    return scan.falls(
      from: inside.lowerBound - first..<inside.upperBound - first, to: min(end, dataEnd) - first
    ).compactMap { $0.map(placed) }
  }

  /// The falls from `start` to each of `ends`, in the order of their ends.
  func falls(from start: Int, to ends: Range<Int>) -> [Fall] {
    guard first <= start, start < dataEnd else { return [] }
    let inside = ends.clamped(to: start + 1..<dataEnd + 1)
    return scan.falls(
      from: start - first, to: inside.lowerBound - first..<inside.upperBound - first
    ).compactMap { $0.map(placed) }
  }

  /// The most likely fall with its start and end inside the given ranges.
  func best(starts: ClosedRange<Int>, ends: ClosedRange<Int>) -> Fall? {
    scan.best(
      starts: starts.lowerBound - first...starts.upperBound - first,
      ends: ends.lowerBound - first...ends.upperBound - first
    ).map(placed)
  }

  private func placed(_ fall: Fall) -> Fall {
    var fall = fall
    fall.start += first
    fall.end += first
    return fall
  }
}
