import Statistics
import Vocabulary

/// What a drop cost: expected minus observed over its steps, with an interval from quiet windows.
struct LossEstimator {
  private let watched: [Watched]
  private let level: Double

  /// Everything estimated about one drop.
  struct Result {
    let lost: Estimate
    let catchUp: Estimate?
    let comparison: Estimate?
    let errors: Estimate?
    let coverage: Coverage?
    /// Half width of intervals in standard errors.
    let halfWidth: Double
  }

  /// The steps of one series over which something is counted, and the part of each that counts.
  struct Stretch {
    let series: Watched
    let steps: Range<Int>
    let weights: [Double]
    /// As of the steps hit.
    var returning: Range<Int>?

    /// What tells of orders usual in it: noise, infinite in steps that say nothing, and the filter's pass.
    var filtered: (noise: [Double], pass: FilterPass) {
      var noise = series.maskedNoise
      guard let returning else { return (noise, series.scan.pass) }
      let line = series.line
      for index in returning { noise[index] = .infinity }
      let pass = FilterPass(
        line.fit.slow, observations: line.residual, noise: noise, breaks: line.breaks)
      return (noise, pass)
    }

    /// Whether nothing lies behind it, so that the expectation rests on what came before alone.
    var isLast: Bool { steps.upperBound >= series.scan.dataEnd }
  }

  init(_ watched: [Watched], settings: DetectionSettings) {
    self.watched = watched
    level = settings.intervalLevel
  }

  /// - Parameters:
  ///   - parts: those whose orders count (no order twice).
  ///   - unaffected: series of the comparison group.
  func estimate(parts: [FallEvent.Part], unaffected: [Int]) -> Result {
    let hits = parts.map { HitSteps($0, watched[$0.watched]) }
    let stretches = zip(parts, hits).map { part, hit in
      Stretch(
        series: watched[part.watched], steps: hit.steps, weights: hit.weights,
        returning: hit.returning)
    }
    let total = shortfall(stretches)
    let quiet = QuietWindows(stretches)
    let half = quiet.halfWidth(level: level)
    let edges = hits.reduce(0) { $0 + $1.edgeVariance }
    let normal = Normal.quantile((1 + level) / 2)
    let noise = half * total.standardError
    let lossHalf = (noise * noise + normal * normal * edges).squareRoot()
    return Result(
      lost: interval(total.missing, lossHalf),
      catchUp: catchUp(Array(zip(parts, stretches)), half: half),
      comparison: comparison(parts, total: total, unaffected: unaffected, half: half),
      errors: errors(stretches), coverage: quiet.coverage(level: level),
      halfWidth: total.standardError > 0 ? lossHalf / total.standardError : half)
  }

  private func interval(_ value: Double, _ half: Double) -> Estimate {
    Estimate(value, plusMinus: half, level: level)
  }

  private func shortfall(_ stretches: [Stretch]) -> Shortfall {
    var total = Shortfall()
    for stretch in stretches {
      let (noise, pass) = stretch.filtered
      total.add(
        stretch.series.line, over: stretch.steps, weights: stretch.weights, noise: noise, pass: pass
      )
    }
    return total
  }

  /// Orders above expectation over as long after the drop as it lasted, one to six hours, or as long as they
  /// clearly came back.
  private func catchUp(
    _ parts: [(part: FallEvent.Part, drop: Stretch)], half: Double
  ) -> Estimate? {
    var after = Shortfall()
    for (part, drop) in parts where !part.isOpen {
      let series = drop.series
      let hour = max(1, 3600 / series.stepSeconds)
      let length = max(hour, min(6 * hour, drop.steps.count), drop.returning?.count ?? 0)
      let end = drop.steps.upperBound
      guard end + length <= series.scan.dataEnd else { return nil }
      // In what may belong to the drop still, as far as it was over.
      let over = max(drop.steps.lowerBound, min(part.end.mode, end))
      let weights = drop.weights[(over - drop.steps.lowerBound)...].map { 1 - $0 }
      // The stretch behind the drop must not speak for itself: hide both.
      var noise = series.maskedNoise
      for index in over..<end + length { noise[index] = .infinity }
      let pass = FilterPass(
        series.line.fit.slow, observations: series.line.residual, noise: noise,
        breaks: series.line.breaks)
      after.add(
        series.line, over: over..<end + length,
        weights: weights + [Double](repeating: 1, count: length), noise: noise, pass: pass)
    }
    guard after.steps > 0 else { return nil }
    return interval(-after.missing, half * after.standardError)
  }

  /// The loss if the hit series had moved as the unaffected ones did.
  private func comparison(
    _ parts: [FallEvent.Part], total: Shortfall, unaffected: [Int], half: Double
  ) -> Estimate? {
    let stretches = parts.map { part in
      let series = watched[part.watched]
      let steps = part.countedSteps(series)
      return (start: series.time(at: steps.lowerBound), end: series.time(at: steps.upperBound))
    }
    guard let first = stretches.map(\.start).min(), let last = stretches.map(\.end).max() else {
      return nil
    }
    var group = Shortfall()
    for index in unaffected {
      let series = watched[index]
      let steps =
        series.offset(
          of: first)..<max(
          series.offset(of: first), series.offset(of: last))
      guard steps.lowerBound >= 0, steps.upperBound <= series.scan.dataEnd else { continue }
      group.add(series.line, over: steps, noise: series.maskedNoise, pass: series.scan.pass)
    }
    guard group.expected > 0 else { return nil }
    let moved = group.observed / group.expected
    let movedError = group.standardError / group.expected
    let expected = total.expected * moved
    let error =
      (total.variance + total.expected * total.expected * movedError * movedError).squareRoot()
    return interval(expected - total.observed, half * error)
  }
}

extension LossEstimator {
  /// Website errors above their usual number over the drop; `nil` if a part has no errors column.
  private func errors(_ drops: [Stretch]) -> Estimate? {
    var total = Shortfall()
    var stretches: [Stretch] = []
    for drop in drops {
      guard let series = drop.series.forErrors else { return nil }
      let (steps, line) = (drop.steps, series.line)
      var noise = series.maskedNoise
      for index in steps { noise[index] = .infinity }
      let pass = FilterPass(
        line.fit.slow, observations: line.residual, noise: noise, breaks: line.breaks)
      total.add(line, over: steps, weights: drop.weights, noise: noise, pass: pass)
      stretches.append(Stretch(series: series, steps: steps, weights: drop.weights))
    }
    let half = QuietWindows(stretches).halfWidth(level: level)
    return interval(-total.missing, half * total.standardError)
  }
}
