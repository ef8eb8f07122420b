/// For every stretch [s, e) of a filtered series: how strongly the data speak for a fall of constant
/// depth over just that stretch, and how much they could.
///
/// A fall of 1 over [s, ∞) leaves in the innovations a response H(t) = 1 − ξ(t), where ξ is what the
/// filter has taken over: ξ(s) = 0, ξ(t+1) = ρ(ξ + K(1 − ξ)). A fall over [s, e) is the difference of
/// two such. Their correlations with the innovations and with one another follow from backward sums
/// (as the smoothing recursions of de Jong and Penzer, "Diagnosing shocks in time series", JASA
/// 1998), so that after one pass every stretch costs a handful of operations.
public struct StepResponse: Sendable {
  // Sums from a step on to the end of the data, F being the response to one unit in the state; one more
  // than observations. Each kind lies by itself, so that stretches of one length are worked out side by
  // side.

  /// Σ v·H/S and Σ H²/S for a fall from here on.
  private let correlations: [Double]
  private let informations: [Double]
  /// Σ H·F/S.
  private let crossInformations: [Double]
  /// Σ v·F/S and Σ F²/S.
  private let stateCorrelations: [Double]
  private let stateInformations: [Double]
  /// ρ(1 − K), the part of ξ that stays.
  public let decay: [Double]
  /// ρK, what ξ gains.
  public let uptake: [Double]

  public init(_ pass: FilterPass) {
    let count = pass.count
    // Each filled by itself: of one array given to all, each would be a copy.
    func zeros(_ more: Int) -> [Double] { [Double](repeating: 0, count: count + more) }
    var (correlations, informations, crossInformations) = (zeros(1), zeros(1), zeros(1))
    var (stateCorrelations, stateInformations) = (zeros(1), zeros(1))
    var (decays, uptakes) = (zeros(0), zeros(0))
    var correlationFrom = correlations.mutableSpan
    var informationFrom = informations.mutableSpan
    var crossFrom = crossInformations.mutableSpan
    var stateCorrelationFrom = stateCorrelations.mutableSpan
    var stateInformationFrom = stateInformations.mutableSpan
    var decay = decays.mutableSpan
    var uptake = uptakes.mutableSpan
    var correlation = 0.0
    var information = 0.0
    var cross = 0.0
    var stateCorrelation = 0.0
    var stateInformation = 0.0
    for index in stride(from: count - 1, through: 0, by: -1) {
      let rho = pass.breaks.rho(pass.model, after: index)
      let keep = rho * (1 - pass.gain[index])
      let take = rho * pass.gain[index]
      let weight = pass.precision[index]
      let weighted = pass.innovation[index] * weight
      correlation = weighted + correlation - take * stateCorrelation
      information = weight + information - 2 * take * cross + take * take * stateInformation
      cross = weight + keep * (cross - take * stateInformation)
      stateCorrelation = weighted + keep * stateCorrelation
      stateInformation = weight + keep * keep * stateInformation
      correlationFrom[index] = correlation
      informationFrom[index] = information
      crossFrom[index] = cross
      stateCorrelationFrom[index] = stateCorrelation
      stateInformationFrom[index] = stateInformation
      decay[index] = keep
      uptake[index] = take
    }
    self.correlations = correlations
    self.informations = informations
    self.crossInformations = crossInformations
    self.stateCorrelations = stateCorrelations
    self.stateInformations = stateInformations
    self.decay = decays
    self.uptake = uptakes
  }

  public var count: Int { decay.count }

  /// Correlation of the data with a fall over [s, e): negative where orders fell.
  public func correlation(_ start: Int, _ end: Int) -> Double {
    correlations[start] - correlations[end]
  }

  /// Inverse variance of the depth estimated over [s, e), given `taken` = ξ at e of a fall from s.
  public func information(_ start: Int, _ end: Int, taken: Double) -> Double {
    max(0, informations[start] - informations[end] + 2 * taken * crossInformations[end])
  }

  /// The signals, as the model has them, of the falls that last `duration` steps from each `stride`-th
  /// step on, `taken` being ξ at their ends; NaN where nothing was seen.
  public func signals(of duration: Int, every stride: Int, taken: [Double]) -> [Double] {
    taken.enumerated().map { index, taken in
      let start = index * stride
      let information = information(start, start + duration, taken: taken)
      guard information > StepResponse.nothing else { return .nan }
      return -correlation(start, start + duration) / information.squareRoot()
    }
  }

  /// What falls of one duration gained, start by start.
  public struct Evidence: Sendable {
    /// What the data say for a fall of 1, over the square of the spread.
    public let gains: [Float]
    /// Likewise its information, so that the signal is the gain over the root of this; 0 where nothing
    /// was seen.
    public let information: [Float]
    /// The starts whose signal is at least what was asked for, counted from the first.
    public let clear: [Int]

    public init(gains: [Float], information: [Float], clear: [Int]) {
      self.gains = gains
      self.information = information
      self.clear = clear
    }
  }

  /// What is known of the falls that last `duration` steps from `start` and each step behind it on,
  /// `taken` being ξ at their ends and `spread` what signals scatter by.
  ///
  /// Without a root or a division, which nearly none needs: a search looks at some ten thousand of them
  /// at a time, and most are no falls.
  public func evidence(
    of duration: Int, from start: Int, taken: ArraySlice<Double>, spread: Double,
    clear least: Double
  ) -> Evidence {
    guard !taken.isEmpty else { return Evidence(gains: [], information: [], clear: []) }
    let starts = start..<(start + taken.count)
    let ends = (start + duration)..<(start + duration + taken.count)
    let (taken, from) = (taken.span, correlations.span.extracting(starts))
    let (to, here) = (correlations.span.extracting(ends), informations.span.extracting(starts))
    let there = informations.span.extracting(ends)
    let cross = crossInformations.span.extracting(ends)
    let scale = 1 / (spread * spread)
    let least = least * least
    var allGains = [Float](repeating: 0, count: taken.count)
    var allInformation = [Float](repeating: 0, count: taken.count)
    var isClear = [Bool](repeating: false, count: taken.count)
    var gains = allGains.mutableSpan
    var informations = allInformation.mutableSpan
    var flags = isClear.mutableSpan
    for offset in taken.indices {
      let information = scale * (here[offset] - there[offset] + 2 * taken[offset] * cross[offset])
      let gain = scale * (to[offset] - from[offset])
      let isSeen = information > scale * StepResponse.nothing
      // Times 0 or 1: no branch, which would be taken now and then.
      let seen: Double = isSeen ? 1 : 0
      gains[offset] = Float(seen * gain)
      informations[offset] = Float(seen * information)
      flags[offset] = isSeen && gain > 0 && gain * gain >= least * information
    }
    let clear = isClear.indices.filter { isClear[$0] }
    return Evidence(gains: allGains, information: allInformation, clear: clear)
  }

  /// Information below which nothing was seen.
  public static let nothing = 1e-9

  /// Correlation and information of a fall of 1 from `start` on, for ever, of which the filter has
  /// taken over `taken` already.
  public func fall(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    (
      correlations[start] - taken * stateCorrelations[start],
      informations[start] - 2 * taken * crossInformations[start]
        + taken * taken * stateInformations[start]
    )
  }

  /// Correlation and information from `start` on of what is over by then, and of which the filter has
  /// taken over `taken`.
  public func rest(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    (-taken * stateCorrelations[start], taken * taken * stateInformations[start])
  }

  /// Correlation of a fall from `start` on, for ever.
  public func correlationOfFall(from start: Int) -> Double { correlations[start] }

  /// What the information of a fall that goes on for ever changes by if it ends at `end`, `taken` being
  /// what the filter has taken over of it by then.
  public func cutOff(at end: Int, taken: Double) -> Double {
    2 * taken * crossInformations[end] - informations[end]
  }

  public typealias Stretch = (start: Int, end: Int, taken: Double)

  /// Pairs of a start and an end that are all looked at.
  private static let fewPairs = 1 << 22

  /// The stretch for whose fall the data speak most, the earliest and then shortest of equals; `nil` if
  /// they speak for none. Of very many starts, first some are tried, and then those about the best of them.
  public func strongest(starts: Range<Int>, ends: ClosedRange<Int>) -> Stretch? {
    let every = max(1, starts.count * ends.count / StepResponse.fewPairs)
    let best = strongest(starts: starts, every: every, ends: ends)
    guard every > 1, let best else { return best }
    let near = (best.start - every + 1..<best.start + every).clamped(to: starts)
    return strongest(starts: near, every: 1, ends: ends)
  }

  private func strongest(
    starts: Range<Int>, every: Int, ends: ClosedRange<Int>
  ) -> Stretch? {
    let lead = taken(from: starts, at: ends.lowerBound - 1)
    var most = 0.0
    var best: Stretch?
    for start in stride(from: starts.lowerBound, to: starts.upperBound, by: every) {
      let first = max(start, ends.lowerBound - 1)
      let (from, here) = (correlations[start], informations[start])
      var taken = start < first ? lead[start - starts.lowerBound] : 0
      for index in first..<max(first, ends.upperBound) {
        taken = decay[index] * taken + uptake[index]
        let correlation = from - correlations[index + 1]
        guard correlation < 0 else { continue }
        let information =
          here - informations[index + 1] + 2 * taken * crossInformations[index + 1]
        let explained = correlation * correlation
        // A step without data makes no difference but in rounding.
        if explained > (1 + 1e-9) * most * information, information > StepResponse.nothing {
          most = explained / information
          best = (start, index + 1, taken)
        }
      }
    }
    return best
  }

  /// ξ at `end` of a fall from each of `starts`; 0 where it does not lie before the end.
  public func taken(from starts: Range<Int>, at end: Int) -> [Double] {
    var taken = [Double](repeating: 0, count: starts.count)
    var scale = 1.0
    var offset = 0.0
    for start in stride(from: end - 1, through: starts.lowerBound, by: -1) {
      offset += scale * uptake[start]
      scale *= decay[start]
      if start < starts.upperBound { taken[start - starts.lowerBound] = offset }
    }
    return taken
  }

  /// ξ at each of `ends` of a fall that began at `start`; 0 where it had not begun.
  public func taken(_ start: Int, at ends: Range<Int>) -> [Double] {
    var all = [Double](repeating: 0, count: ends.count)
    guard !ends.isEmpty else { return all }
    var taken = 0.0
    for end in (start + 1)..<max(start + 1, ends.upperBound) {
      taken = decay[end - 1] * taken + uptake[end - 1]
      if end >= ends.lowerBound { all[end - ends.lowerBound] = taken }
    }
    return all
  }

  /// ξ at `end` of a fall that began at `start`.
  public func taken(_ start: Int, _ end: Int) -> Double {
    var taken = 0.0
    var index = start
    while index < end {
      taken = decay[index] * taken + uptake[index]
      index += 1
    }
    return taken
  }
}
