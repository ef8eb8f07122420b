import Statistics
import Vocabulary

/// Falls of up to an hour and a half, step by step, against what coarse steps before them and counts on
/// both sides lead to expect.
///
/// Over so short a time the level hardly moves, so that counts less expected counts over a stretch tell
/// nearly all. How they scatter is measured on the series itself, duration by duration.
struct BriefFalls {
  private let settings: DetectionSettings
  private let stepSeconds: Int
  private let factor: Int
  private let origin: Timestamp
  private let line: ExpectedLine
  private let pass: FilterPass
  /// Of orders and of errors, up to each step of the window, whose first step is the coarse one's.
  private let orders: Totals
  private let errors: Totals?
  private let errorDispersion: Double
  private let stretches: Screen.Stretches
  /// Steps on either side of a fall that tell how high orders stood.
  private let side: Int
  /// Totals begin with this step.
  private let firstStep: Int
  /// The part of the window whose coarse steps have data.
  private let steps: Int
  /// How widely signals of each duration scatter; `nil` if the window has to tell.
  private let spreads: [Double]?

  /// Longest fall looked for.
  private static let longestSeconds = 5400
  private static let sideSeconds = 3600

  /// Scatter is measured over this much before the stretches looked at.
  private static let quietSeconds = 14 * 86_400
  private static let quietStretches = 600

  /// Whether any stretch is short enough.
  static func mayLie(in stretches: Screen.Stretches) -> Bool {
    stretches.endAfter.seconds(since: stretches.starts.end) < longestSeconds
  }

  /// - Parameters:
  ///   - coarse: the same series by coarse steps of `factor` of its own.
  ///   - stretches: those that will be looked at.
  ///   - spreads: how widely signals of each duration scatter, if that was measured before.
  init(
    _ series: Series, coarse: Watched, factor: Int, stretches: Screen.Stretches,
    settings: DetectionSettings, spreads: [Double]? = nil
  ) {
    self.settings = settings
    self.spreads = spreads
    self.stretches = stretches
    side = BriefFalls.sideSeconds / series.stepSeconds
    self.factor = factor
    stepSeconds = series.stepSeconds
    origin = coarse.origin
    line = coarse.line
    pass = coarse.scan.pass
    steps = coarse.scan.dataEnd * factor
    let earliest = stretches.starts.start.advanced(
      bySeconds: -(spreads == nil ? BriefFalls.quietSeconds : BriefFalls.sideSeconds))
    let from = max(
      0, min(coarse.scan.dataEnd, earliest.seconds(since: origin) / coarse.stepSeconds))
    firstStep = from * factor
    let ahead = coarse.origin.seconds(since: series.start) / series.stepSeconds
    orders = Totals(
      series.orders.storage, ahead: ahead, expected: coarse.line.expected, factor: factor,
      from: from)
    errors = coarse.witness.flatMap { witness in
      series.errors.map {
        Totals(
          $0.storage, ahead: ahead, expected: witness.line.expected, factor: factor, from: from)
      }
    }
    errorDispersion = coarse.witness?.line.fit.dispersion ?? 1
  }

  /// Whether a stretch reaches `part` of the threshold's log-likelihood.
  func reach(_ part: Double, of threshold: Double) -> Bool {
    let first = max(firstStep, stretches.starts.start.seconds(since: origin) / stepSeconds)
    let last = min(steps, stretches.starts.end.seconds(since: origin) / stepSeconds)
    guard first < last else { return false }
    let leastEnd = stretches.endAfter.seconds(since: origin) / stepSeconds + 1
    for (rung, duration) in BriefFalls.durations(stepSeconds: stepSeconds).enumerated() {
      let brief = Threshold.briefMargin(threshold, steps: duration, stepSeconds: stepSeconds)
      let wanted = part * (threshold * threshold / 2 + brief)
      let spread = spreads?[rung] ?? spread(duration, before: first)
      let leastSquare = 2 * ErrorWitness.leastSignal * part * spread * spread
      // An edge that is missed by a sixteenth of the fall costs a thirtieth of its signal.
      for start in Swift.stride(
        from: max(first, leastEnd - duration), to: last, by: max(1, duration / 8))
      where start + duration <= steps {
        guard mayFall(start, duration, by: leastSquare), let fall = fall(start, duration),
          fall.depth >= part * settings.smallestFall, fall.square >= leastSquare
        else { continue }
        let likelihood = fall.square / (2 * spread * spread)
        if likelihood + support(start, duration) >= wanted { return true }
      }
    }
    return false
  }

  /// Whether what is missing may have such a squared signal: the level is no higher than the higher of the
  /// two that it is a mean of, and counts scatter at least by their own number.
  private func mayFall(_ start: Int, _ duration: Int, by leastSquare: Double) -> Bool {
    let (before, after) = (orders[start], orders[start + duration])
    let counted = after.counted - before.counted
    let beside = beside(start, start + duration)
    let predicted = 1 + pass.predicted[start / factor]
    let level = beside.seen > predicted * beside.usual ? beside.seen / beside.usual : predicted
    let missing = (after.expected - before.expected) * level - counted
    return missing > 0 && missing * missing >= leastSquare * line.fit.dispersion * counted
  }

  /// Depth and squared signal of what is missing; `nil` if nothing is, or not all was counted.
  private func fall(_ start: Int, _ duration: Int) -> (depth: Double, square: Double)? {
    guard let miss = miss(start, duration), miss.missing > 0 else { return nil }
    return (miss.missing / miss.usual, miss.missing * miss.missing / miss.variance)
  }

  private func miss(
    _ start: Int, _ duration: Int
  ) -> (missing: Double, usual: Double, variance: Double)? {
    let end = start + duration
    let (before, after) = (orders[start], orders[end])
    guard before.holes == after.holes else { return nil }
    let plain = after.expected - before.expected
    let level = level(beside: start, end)
    let usual = plain * (1 + level.state)
    guard usual > 0 else { return nil }
    let relative = level.variance + line.fit.white * Double(factor) / Double(duration)
    return (
      usual - (after.counted - before.counted), usual,
      line.fit.dispersion * usual + relative * plain * plain
    )
  }

  /// The slow part as coarse steps before predict it and counts on both sides show it, weighed by how
  /// well they know it.
  private func level(
    beside start: Int, _ end: Int
  ) -> (state: Double, variance: Double) {
    let coarse = start / factor
    let (predicted, prior) = (pass.predicted[coarse], pass.predictedVariance[coarse])
    let (seen, usual, isWhole) = beside(start, end)
    guard usual > 0, isWhole else { return (predicted, prior) }
    let noise = line.fit.dispersion / usual + pass.model.stepVariance / 2
    let weight = prior / (prior + noise)
    return (predicted + weight * (seen / usual - 1 - predicted), prior - weight * prior)
  }

  /// Orders counted and expected over `side` steps before `start` and behind `end`, and whether no row is
  /// missing from there to there.
  private func beside(_ start: Int, _ end: Int) -> (seen: Double, usual: Double, isWhole: Bool) {
    let low = orders[max(firstStep, start - side)]
    let high = orders[min(steps, end + side)]
    let (before, after) = (orders[start], orders[end])
    return (
      before.counted - low.counted + high.counted - after.counted,
      before.expected - low.expected + high.expected - after.expected, low.holes == high.holes
    )
  }

  /// Log-likelihood that errors above their usual number add.
  private func support(_ start: Int, _ duration: Int) -> Double {
    guard let errors else { return 0 }
    let end = start + duration
    let (before, after) = (errors[start], errors[end])
    let expected = max(0.5, after.expected - before.expected)
    let counted = after.counted - before.counted
    guard counted > expected else { return 0 }
    let deviance = CountEvidence.poisson(counted, usual: expected) / errorDispersion
    return max(0, deviance - ErrorWitness.cost)
  }

  static func durations(stepSeconds: Int) -> [Int] {
    GroupScan.durations(upTo: max(1, longestSeconds / stepSeconds))
  }

  /// How widely signals scatter over the fortnight before `end`, by duration.
  func spreads(before end: Timestamp) -> [Double] {
    let end = end.seconds(since: origin) / stepSeconds
    return BriefFalls.durations(stepSeconds: stepSeconds).map { spread($0, before: end) }
  }

  /// How widely signals of this duration scatter, at least 1.
  private func spread(_ duration: Int, before end: Int) -> Double {
    let first = max(firstStep, end - BriefFalls.quietSeconds / stepSeconds)
    let stride = max(1, (end - first) / BriefFalls.quietStretches)
    var signals: [Double] = []
    signals.reserveCapacity(BriefFalls.quietStretches + 1)
    for start in Swift.stride(from: first, to: end - duration, by: stride) {
      guard let miss = miss(start, duration) else { continue }
      signals.append(miss.missing / miss.variance.squareRoot())
    }
    return signals.count >= 20 ? max(1, Quantiles.scaledMAD(signals) ?? 1) : 1
  }
}

/// Counts, expected counts and holes up to each step, from a first step on.
private struct Totals {
  struct Entry {
    var counted = 0.0
    var expected = 0.0
    var holes: Int32 = 0
  }

  private let entries: [Entry]
  private let firstStep: Int

  /// - Parameters:
  ///   - ahead: index in `counts` of the window's first step.
  ///   - coarse: expected counts of coarse steps, which are joined by straight lines.
  ///   - from: the coarse step to begin with.
  init(_ counts: [Int32], ahead: Int, expected coarse: [Double], factor: Int, from: Int) {
    firstStep = from * factor
    let share = 1 / Double(factor)
    // Of a step inside its coarse one, from the middle of that.
    let places = (0..<factor).map { (Double($0) + 0.5) * share - 0.5 }
    entries = [Entry](unsafeUninitializedCapacity: (coarse.count - from) * factor + 1) {
      entries, size in
      var total = Entry()
      var next = 0
      entries.initializeElement(at: next, to: total)
      for bin in from..<coarse.count {
        let here = coarse[bin] * share
        let rise = here - coarse[max(0, bin - 1)] * share
        let further = coarse[min(coarse.count - 1, bin + 1)] * share - here
        for part in 0..<factor {
          let place = places[part]
          total.expected += here + (place < 0 ? rise * place : further * place)
          let index = bin * factor + part + ahead
          if index >= 0, index < counts.count, counts[index] != Samples.hole {
            total.counted += Double(counts[index])
          } else {
            total.holes += 1
          }
          next += 1
          entries.initializeElement(at: next, to: total)
        }
      }
      size = next + 1
    }
  }

  /// Up to a step that is not before the first.
  subscript(step: Int) -> Entry { entries[step - firstStep] }
}
