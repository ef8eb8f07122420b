import Statistics
import Vocabulary

/// Whether a low day looks like a day off or like a drop in a usual day.
///
/// On a day off people shop less and at other hours. Two explanations of the local day's hours are
/// compared by their weighted squared errors: a usual day with the fall in it, and a day of the shape
/// of any day of that week, all of it lower. Each is scaled to fit best.
struct DayShape {
  private let series: Watched
  /// Steps of the local day.
  private let day: Range<Int>

  init(_ series: Watched, day: Range<Int>) {
    self.series = series
    self.day = day
  }

  /// Squared errors of both explanations.
  struct Misfits {
    let dayOff: Double
    let drop: Double
  }

  /// Those of the best day off and of the fall; `nil` if too little was counted.
  func misfits(of fall: Fall) -> Misfits? {
    let hours = self.hours()
    guard hours.count >= 8 else { return nil }
    let usual = hours.map { hour in
      hour.steps.reduce(0.0) { sum, step in
        let kept = fall.steps.contains(step) ? 1 - fall.depth : 1
        return sum + (counts(step) ? series.line.expected[step] * kept : 0)
      }
    }
    guard let drop = misfit(hours, shape: usual, scales: 0.5...2) else { return nil }
    let daySteps = day.count
    let off = (-6...6).compactMap { days -> Double? in
      let shape = hours.map { hour in
        hour.steps.reduce(0.0) { sum, step in
          let other = step + days * daySteps
          guard series.line.expected.indices.contains(other) else { return .nan }
          return sum + (counts(step) ? series.line.expected[other] : 0)
        }
      }
      guard !shape.contains(where: \.isNaN) else { return nil }
      return misfit(hours, shape: shape, scales: 0...0.97)
    }.min()
    guard let off, drop > 0 else { return nil }
    return Misfits(dayOff: off, drop: drop)
  }

  private struct Hour {
    let steps: Range<Int>
    let observed: Double
    let variance: Double
  }

  private func counts(_ step: Int) -> Bool { !series.line.observed[step].isNaN }

  /// Hours of the day with anything counted; slow noise is taken as independent from hour to hour,
  /// which both explanations suffer alike.
  private func hours() -> [Hour] {
    let length = max(1, 3600 / series.stepSeconds)
    return stride(from: day.lowerBound, to: day.upperBound, by: length).compactMap { first in
      let steps = first..<min(first + length, day.upperBound)
      var observed = 0.0
      var expected = 0.0
      for step in steps where counts(step) {
        observed += series.line.observed[step]
        expected += series.line.expected[step]
      }
      guard expected > 0 else { return nil }
      let fit = series.line.fit
      return Hour(
        steps: steps, observed: observed,
        variance: fit.dispersion * max(1, expected)
          + (fit.slow.stateVariance + fit.white) * expected * expected)
    }
  }

  /// Weighted squared errors of the best scaled shape; `nil` if no scale in range fits best.
  private func misfit(_ hours: [Hour], shape: [Double], scales: ClosedRange<Double>) -> Double? {
    var xx = 0.0
    var xy = 0.0
    for (hour, value) in zip(hours, shape) {
      xx += value * value / hour.variance
      xy += value * hour.observed / hour.variance
    }
    guard xx > 0 else { return nil }
    let scale = min(max(xy / xx, scales.lowerBound), scales.upperBound)
    return zip(hours, shape).reduce(0) { sum, pair in
      let off = pair.0.observed - scale * pair.1
      return sum + off * off / pair.0.variance
    }
  }
}
