import Glibc
import Statistics

/// Where a fall began or ended, as weights over steps.
struct EdgeWeights: Equatable {
  /// The step of the first weight.
  let first: Int
  /// Log-likelihoods, the largest 0; weight `i` is for an edge inside step `first + i`.
  let logWeights: [Double]

  /// Weights that sum to 1.
  let weights: [Double]

  /// The steps that have a weight.
  var steps: Range<Int> { first..<(first + logWeights.count) }

  /// All steps from the first to the last of any of several edges.
  static func steps(of edges: [EdgeWeights]) -> Range<Int> {
    let low = edges.map(\.steps.lowerBound).min() ?? 0
    return low..<(edges.map(\.steps.upperBound).max() ?? low)
  }

  /// The weights of `steps`, 0 where it has none.
  func weights(over steps: Range<Int>) -> [Double] {
    let own = weights
    return steps.map { own.indices.contains($0 - first) ? own[$0 - first] : 0 }
  }

  /// The step at which the cumulated weight reaches `level`.
  func quantile(_ level: Double) -> Int {
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if sum >= level - 1e-12 { return first + index }
    }
    return first + logWeights.count - 1
  }

  /// The likeliest step, the earliest of equals.
  var mode: Int {
    var best = 0
    for index in logWeights.indices where logWeights[index] > logWeights[best] { best = index }
    return first + best
  }

  /// Both taken together, as if one edge had made both; `nil` if they share no step.
  func combined(with other: EdgeWeights) -> EdgeWeights? {
    let low = max(first, other.first)
    let high = min(first + logWeights.count, other.first + other.logWeights.count)
    guard low < high else { return nil }
    let sums = (low..<high).map { logWeights[$0 - first] + other.logWeights[$0 - other.first] }
    return EdgeWeights(first: low, unscaled: sums)
  }

  /// What is left of an edge that lies behind `step`; just behind it if nothing is.
  func behind(_ step: Int) -> EdgeWeights {
    guard first <= step else { return self }
    return EdgeWeights(first: step + 1, unscaled: Array(logWeights.dropFirst(step + 1 - first)))
      ?? EdgeWeights(certain: step + 1)
  }

  /// What is left of an edge that lies ahead of `step`; just ahead of it if nothing is.
  func ahead(of step: Int) -> EdgeWeights {
    guard first + logWeights.count > step else { return self }
    return EdgeWeights(first: first, unscaled: Array(logWeights.prefix(max(0, step - first))))
      ?? EdgeWeights(certain: step - 1)
  }

  /// The same so many steps later.
  func moved(bySteps steps: Int) -> EdgeWeights {
    EdgeWeights(first: first + steps, unscaled: logWeights) ?? self
  }

  /// Onsets late in a step leave nothing to see there: a fifth of each weight belongs to the step
  /// before.
  func blurredEarlier() -> EdgeWeights {
    let share = 0.2
    let own = weights
    let blurred = (0...own.count).map { index in
      (index > 0 ? (1 - share) * own[index - 1] : 0) + (index < own.count ? share * own[index] : 0)
    }
    return EdgeWeights(first: first - 1, unscaled: blurred.map(log)) ?? self
  }

  /// An edge that surely lies in `step`.
  init(certain step: Int) {
    first = step
    logWeights = [0]
    weights = [1]
  }

  init?(first: Int, unscaled: [Double]) {
    guard let top = unscaled.max(), top > -.infinity else { return nil }
    self.first = first
    logWeights = unscaled.map { $0 - top }
    let raw = logWeights.map(exp)
    let total = raw.reduce(0, +)
    weights = raw.map { $0 / total }
  }
}

extension FallScan {
  /// How far from the likeliest edge others are weighed, in steps.
  private func reach(_ fall: Fall) -> Int {
    // A fall of signal s places its edges to within some (length / s²) steps; three times that, and
    // never fewer than 6.
    let spread = 3 * Double(fall.end - fall.start) / max(1, fall.signal * fall.signal)
    return min(200, 6 + Int(spread.rounded(.up)))
  }

  /// Weights of the step in which `fall` began.
  ///
  /// - Parameters:
  ///   - before: steps so far before the fall are weighed too if errors rise with it.
  ///   - errors: what website errors say of onsets from a step on; `nil` if they do not rise.
  func onset(
    of fall: Fall, before: Int = 0, errors: (Int) -> RisingErrors? = { _ in nil }
  ) -> EdgeWeights? {
    let reach = reach(fall)
    let length = fall.end - fall.start
    let slow = max(0, fall.start - max(reach, length * 2 / 3))
    let earliest = max(0, slow - before)
    let errors = errors(earliest)
    // Errors tell of a fall that began late in what looks like one.
    let last = min(
      fall.end - 1,
      fall.start + max(reach, errors == nil ? length / 2 : length))
    guard slow <= last else { return nil }
    let first = errors == nil ? slow : earliest
    return FallOnset(
      courses(from: first, to: fall.end, spread: fall.spread), errors: errors
    ).weights(first...last, slow: slow...last, length: length)
  }

  /// Falls of any shape that end at `end`, from `first` on.
  func courses(from first: Int, to end: Int, spread: Double) -> FallCourses {
    FallCourses(pass, response, from: first, to: end, spread: spread)
  }

  /// Weights of the step in which `fall` ended; `dataEnd` stands for "not seen to end".
  func end(of fall: Fall) -> EdgeWeights? {
    let reach = reach(fall)
    let first = max(fall.start + 1, fall.end - reach)
    let last = min(dataEnd, fall.end + reach)
    guard first <= last else { return nil }
    let ends = first..<(min(last + 1, dataEnd) + 1)
    let upTo = zip(ends, response.taken(fall.start, at: ends)).map {
      moments(fall.start, $0, taken: $1)
    }
    let logs = (0...(last - first)).map { place -> Double in
      guard let here = upTo[place] else { return -.infinity }
      // The last step is behind the data.
      return edgeLikelihood(
        here, place + 1 < upTo.count ? upTo[place + 1] : nil, inStep: first + place,
        spread: fall.spread)
    }
    return EdgeWeights(first: first, unscaled: logs)
  }

  /// Log-likelihood of a fall with its end somewhere inside a step: averaged over the part of the step
  /// (none, 1/4, 1/2 or 3/4) by which `second`, which takes in all of it, is the right one, and not `first`.
  private func edgeLikelihood(
    _ first: FallMoments, _ second: FallMoments?, inStep step: Int, spread: Double
  ) -> Double {
    guard let second else { return first.logLikelihood / (spread * spread) }
    let single = moments(step, step + 1)?.information ?? 0
    let cross = (first.information + second.information - single) / 2
    let logs = [1.0, 0.75, 0.5, 0.25].map { part -> Double in
      let rest = 1 - part
      let mixed = FallMoments(
        correlation: part * first.correlation + rest * second.correlation,
        information: part * part * first.information + rest * rest * second.information
          + 2 * part * rest * cross)
      return mixed.logLikelihood / (spread * spread)
    }
    let top = logs.max() ?? 0
    return top + log(logs.reduce(0) { $0 + exp($1 - top) } / 4)
  }
}
