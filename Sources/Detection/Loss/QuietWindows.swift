import Statistics
import Vocabulary

/// How wrong the expectation was over stretches of the same length in which nothing happened.
///
/// The same procedure runs on quiet windows at the same hour of other days, and a few hours beside it;
/// what it missed there, in units of the model's standard error, sets the width of the interval. So
/// autocorrelation, and noise that series share, are inside.
struct QuietWindows {
  /// Misses divided by the model's standard error, in order of time.
  private let misses: [Double]

  /// Windows beyond this number change the interval no more.
  private static let most = 240
  /// Fewer windows than this cannot speak for themselves.
  private static let fewest = 20
  /// Widening of the model's interval where too few quiet windows were at hand.
  private static let cautious = 1.3

  /// - Parameter stretches: for each member the watched series and its stretch.
  init(_ stretches: [LossEstimator.Stretch]) {
    let noises = stretches.map { $0.series.maskedNoise }
    var misses: [Double] = []
    for shift in QuietWindows.shifts(stretches) {
      if let miss = QuietWindows.miss(stretches, noises, shiftSeconds: shift) {
        misses.append(miss)
        if misses.count == QuietWindows.most { break }
      }
    }
    self.misses = misses
  }

  /// Shifts in seconds: whole days first, then days with some hours, near ones first.
  private static func shifts(_ stretches: [LossEstimator.Stretch]) -> [Int] {
    let days = stretches.map { ($0.series.line.observed.count * $0.series.stepSeconds) / 86_400 }
    let reach = days.max() ?? 0
    var shifts: [Int] = []
    for hours in [0, -3, 3, -6, 6, -1, 1] {
      for day in 1...max(1, reach) {
        shifts.append(-day * 86_400 + hours * 3600)
        if day <= 10 { shifts.append(day * 86_400 + hours * 3600) }
      }
    }
    // A shift by part of a step would give a window that another gives once more.
    return shifts.filter { shift in
      stretches.allSatisfy { shift.isMultiple(of: $0.series.stepSeconds) }
    }
  }

  private static func miss(
    _ stretches: [LossEstimator.Stretch], _ noises: [[Double]], shiftSeconds: Int
  ) -> Double? {
    let windows = stretches.map { stretch in
      let shift = shiftSeconds / stretch.series.stepSeconds
      return (stretch.steps.lowerBound + shift)..<(stretch.steps.upperBound + shift)
    }
    guard zip(stretches, windows).allSatisfy({ isQuiet($0.series, $1) }) else { return nil }
    var total = Shortfall()
    for ((stretch, noise), steps) in zip(zip(stretches, noises), windows) {
      total.add(
        stretch.series.line, over: steps, weights: stretch.weights,
        isLast: stretch.isLast, noise: noise, pass: stretch.series.scan.pass)
    }
    guard total.steps > 0, total.missingSteps * 10 <= total.steps, total.variance > 0 else {
      return nil
    }
    return total.missing / total.standardError
  }

  private static func isQuiet(_ series: Watched, _ steps: Range<Int>) -> Bool {
    // A lead of two days lets the filter forget how it began.
    let lead = min(2 * 86_400 / series.stepSeconds, series.line.observed.count / 4)
    return steps.lowerBound >= lead && steps.upperBound <= series.scan.dataEnd
      && !steps.contains { series.masked[$0] || series.line.inEvent[$0] }
  }

  /// Half width of the interval at `level`, in standard errors of the model.
  func halfWidth(level: Double) -> Double {
    QuietWindows.halfWidth(misses.map(abs), level: level)
  }

  private static func halfWidth(_ sizes: [Double], level: Double) -> Double {
    let normal = Normal.quantile((1 + level) / 2)
    guard sizes.count >= fewest else { return normal * cautious }
    let scale = TrimmedVariance.estimate(squares: sizes.map { $0 * $0 })?.squareRoot() ?? 1
    let counted = Quantiles.quantile(
      sizes, min(1, level * Double(sizes.count + 1) / Double(sizes.count)))
    // The counted quantile knows the tail, the fitted one is steadier: their mean is both.
    return ((counted ?? normal * scale) + normal * scale) / 2
  }

  /// Each half of the windows judged by the interval that the other half sets; `nil` if too few.
  func coverage(level: Double) -> Coverage? {
    guard misses.count >= 2 * QuietWindows.fewest else { return nil }
    let even = stride(from: 0, to: misses.count, by: 2).map { abs(misses[$0]) }
    let odd = stride(from: 1, to: misses.count, by: 2).map { abs(misses[$0]) }
    let evenWidth = QuietWindows.halfWidth(even, level: level)
    let oddWidth = QuietWindows.halfWidth(odd, level: level)
    let held = even.count { $0 <= oddWidth } + odd.count { $0 <= evenWidth }
    return Coverage(held: held, tried: misses.count, level: level)
  }
}
