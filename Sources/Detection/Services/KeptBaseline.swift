import Statistics
import Vocabulary

extension Baseline {
  /// As it is kept. A screen goes by what is kept even of what was learnt a moment ago, so that it tells
  /// the same tomorrow.
  var kept: SeriesBaseline {
    var numbers = [Double(stepSeconds), errors == nil ? 0 : 1]
    numbers += orders.week + orders.fit.numbers + scale.factors
    if let (counts, witness) = errors {
      numbers += counts.week + counts.fit.numbers
      numbers += [witness.follows] + witness.fit.numbers + witness.scale.factors
    }
    return SeriesBaseline(
      learntUntil: orders.start, numbers: (numbers + briefSpreads).map { Float($0) })
  }

  /// `nil` if the numbers are none of a baseline.
  init?(_ kept: SeriesBaseline) {
    var numbers = kept.numbers.map { Double($0) }[...]
    guard let own = numbers.popFirst().flatMap({ Int(exactly: $0) }), own > 0,
      let factor = Screen.factor(stepSeconds: own), let hasErrors = numbers.popFirst()
    else { return nil }
    stepSeconds = own
    let step = own * factor
    let durations = GroupScan.durations(upTo: Watched.day(stepSeconds: step))
    func counts() -> Counts? {
      guard let week = numbers.popFirst(DetectionModel.blockSeconds / step),
        let fit = NoiseFit(taking: &numbers)
      else { return nil }
      return Counts(start: kept.learntUntil, stepSeconds: step, week: week, fit: fit)
    }
    func scale() -> ScanScale? {
      numbers.popFirst(durations.count).map { ScanScale(factors: $0, of: durations) }
    }
    guard let orders = counts(), let ordersScale = scale() else { return nil }
    self.orders = orders
    self.scale = ordersScale
    if hasErrors == 1 {
      guard let counts = counts(), let follows = numbers.popFirst(),
        let fit = NoiseFit(taking: &numbers), let scale = scale()
      else { return nil }
      errors = (counts, ErrorWitness.Learnt(follows: follows, fit: fit, scale: scale))
    } else {
      errors = nil
    }
    guard numbers.count == BriefFalls.durations(stepSeconds: own).count else { return nil }
    briefSpreads = Array(numbers)
  }
}

extension NoiseFit {
  fileprivate var numbers: [Double] { [dispersion, white, slow.rho, slow.stateVariance] }

  fileprivate init?(taking numbers: inout ArraySlice<Double>) {
    guard let four = numbers.popFirst(4) else { return nil }
    self.init(
      dispersion: four[0], white: four[1], slow: NoisyAR1(rho: four[2], stateVariance: four[3]))
  }
}

extension ArraySlice<Double> {
  /// Takes that many away; `nil` if there are fewer.
  fileprivate mutating func popFirst(_ count: Int) -> [Double]? {
    guard self.count >= count else { return nil }
    defer { self = dropFirst(count) }
    return Array(prefix(count))
  }
}
