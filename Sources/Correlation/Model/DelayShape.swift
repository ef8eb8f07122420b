import Glibc

/// The parts of the distribution of delays: how many are prompt, delayed or slow, and how long.
struct DelayShape: Hashable, Sendable {
  var promptShare = LinkModel.Delay.promptShare
  /// Minutes.
  var promptMean = LinkModel.Delay.promptMean
  var delayedShare = LinkModel.Delay.delayedShare
  /// Minutes.
  var delayedMedian = LinkModel.Delay.delayedMedian
  var slowShare = LinkModel.Delay.slowShare
  /// Minutes.
  var slowMean = LinkModel.Delay.slowMean

  static let usual = DelayShape()

  /// What these delays (minutes, above 0) make of the usual shape, which counts as so many cases of
  /// each part as `LinkModel.Learning` says.
  static func learned(from delays: [Double]) -> DelayShape {
    var shape = usual
    for _ in 0..<LinkModel.Learning.rounds { shape = shape.improved(by: delays) }
    return shape
  }

  /// One round of expectation and maximisation.
  private func improved(by delays: [Double]) -> DelayShape {
    let usual = DelayShape.usual
    let weight = LinkModel.Learning.casesOfDefaults
    var counts = [usual.promptShare, usual.delayedShare, usual.slowShare].map { $0 * weight }
    var prompt = counts[0] * usual.promptMean
    var delayed = counts[1] * log(usual.delayedMedian)
    var slow = counts[2] * usual.slowMean
    for minutes in delays {
      let parts = densities(minutes)
      let total = parts.reduce(0, +)
      guard total > 0 else { continue }
      for index in counts.indices { counts[index] += parts[index] / total }
      prompt += parts[0] / total * minutes
      delayed += parts[1] / total * log(minutes)
      slow += parts[2] / total * minutes
    }
    let all = counts.reduce(0, +)
    return DelayShape(
      promptShare: counts[0] / all, promptMean: prompt / counts[0],
      delayedShare: counts[1] / all, delayedMedian: exp(delayed / counts[1]),
      slowShare: counts[2] / all, slowMean: slow / counts[2])
  }

  /// Share times density of each part.
  private func densities(_ minutes: Double) -> [Double] {
    let sigma = LinkModel.Delay.delayedSigma
    let z = log(minutes / delayedMedian) / sigma
    return [
      promptShare * exp(-minutes / promptMean) / promptMean,
      delayedShare * exp(-z * z / 2) / (minutes * sigma * (2 * Double.pi).squareRoot()),
      slowShare * exp(-minutes / slowMean) / slowMean,
    ]
  }
}
