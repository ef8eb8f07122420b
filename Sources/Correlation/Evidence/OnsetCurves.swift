import Glibc
import Statistics
import Vocabulary

/// How likely each of several marketplaces began to fall at each moment, on one grid.
///
/// Each is smoothed by how far marketplaces of one fault differ, once for every scatter of
/// `LinkModel.Together`.
struct OnsetCurves: Sendable {
  let origin: Timestamp
  /// Minutes.
  let unit: Double
  /// Points of the grid.
  let count: Int
  /// By marketplace and scatter: density a minute.
  private let smooth: [[[Double]]]
  /// Density of each onset if it had nothing to do with the others.
  let alone: [Double]

  /// Minutes kept before the first onset and after the last.
  private static let margin = 240.0
  /// Points of the grid in a step.
  private static let pointsInStep = 5

  /// - Parameters:
  ///   - onsets: at least one.
  ///   - middle: about when the drop began.
  init(_ onsets: [TimeDistribution], middle: Timestamp) {
    let step = onsets.map(\.stepSeconds).min() ?? 60
    let seconds = max(60, step / OnsetCurves.pointsInStep)
    let unit = Double(seconds) / 60
    let scatters = LinkModel.Together.scatters
    let margin = Int(OnsetCurves.margin * 60) + 4 * step
    let origin = (onsets.map(\.first).min() ?? middle).advanced(bySeconds: -margin)
    let end = onsets.map { $0.time(at: $0.weights.count) }.max() ?? middle
    let count = (end.seconds(since: origin) + margin) / seconds + 1
    self.origin = origin
    self.unit = unit
    self.count = count
    smooth = onsets.map { onset in
      var plain = [Double](repeating: 0, count: count)
      let points = max(1, onset.stepSeconds / seconds)
      for (index, weight) in onset.weights.enumerated() {
        let first = onset.time(at: index).seconds(since: origin) / seconds
        for point in first..<min(count, first + points) {
          plain[point] += weight / (Double(points) * unit)
        }
      }
      return scatters.map { LaplaceSmoothing.smoothed(plain, scale: $0 / unit) }
    }
    let far = LinkModel.Spread.scatter
    alone = onsets.map { onset in
      onset.weights.enumerated().reduce(0) { sum, item in
        let time = onset.time(at: item.offset).advanced(bySeconds: onset.stepSeconds / 2)
        return sum + item.element * exp(-abs(time.minutes(since: middle)) / far) / (2 * far)
      }
    }
  }

  /// Where on the grid `moment` lies, in minutes.
  func minutes(_ moment: Timestamp) -> Double { moment.minutes(since: origin) }

  /// Density a minute of an onset so many minutes into the grid.
  func density(_ place: Int, scatter: Int, at minutes: Double) -> Double {
    let point = Int((minutes / unit).rounded(.down))
    return point >= 0 && point < count ? smooth[place][scatter][point] : 0
  }

  /// All of the grid.
  func densities(_ place: Int, scatter: Int) -> [Double] { smooth[place][scatter] }
}
