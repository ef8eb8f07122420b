/// For every stretch [s, e) of a filtered series: how strongly the data speak for a fall of constant
/// depth over just that stretch, and how much they could.
///
/// A fall of 1 over [s, ∞) leaves in the innovations a response H(t) = 1 − ξ(t), where ξ is what the
/// filter has taken over: ξ(s) = 0, ξ(t+1) = ρ(ξ + K(1 − ξ)). A fall over [s, e) is the difference of
/// two such. Their correlations with the innovations and with one another follow from backward sums
/// (as the smoothing recursions of de Jong and Penzer, "Diagnosing shocks in time series", JASA
/// 1998), so that after one pass every stretch costs a handful of operations.
public struct StepResponse: Sendable {
  /// Sums from a step on to the end of the data, F being the response to one unit in the state.
  private struct Sums {
    /// Σ v·H/S and Σ H²/S for a fall from here on.
    var correlation = 0.0
    var information = 0.0
    /// Σ H·F/S.
    var crossInformation = 0.0
    /// Σ v·F/S and Σ F²/S.
    var stateCorrelation = 0.0
    var stateInformation = 0.0

    /// The information of a fall from here to where the sums are `end`, `taken` being ξ there.
    func information(to end: Sums, taken: Double) -> Double {
      information - end.information + 2 * taken * end.crossInformation
    }
  }

  /// One more than observations. Those of a step lie side by side, since a stretch asks for all of two.
  private let sums: [Sums]
  /// ρ(1 − K), the part of ξ that stays.
  public let decay: [Double]
  /// ρK, what ξ gains.
  public let uptake: [Double]

  public init(_ pass: FilterPass) {
    let count = pass.count
    var allSums = [Sums](repeating: Sums(), count: count + 1)
    var decay = [Double](repeating: 0, count: count)
    var uptake = [Double](repeating: 0, count: count)
    var sums = allSums.mutableSpan
    var next = Sums()
    for index in stride(from: count - 1, through: 0, by: -1) {
      let rho = pass.breaks.rho(pass.model, after: index)
      let keep = rho * (1 - pass.gain[index])
      let take = rho * pass.gain[index]
      let weight = pass.precision[index]
      let weighted = pass.innovation[index] * weight
      next = Sums(
        correlation: weighted + next.correlation - take * next.stateCorrelation,
        information: weight + next.information - 2 * take * next.crossInformation
          + take * take * next.stateInformation,
        crossInformation: weight + keep * (next.crossInformation - take * next.stateInformation),
        stateCorrelation: weighted + keep * next.stateCorrelation,
        stateInformation: weight + keep * keep * next.stateInformation)
      sums[index] = next
      decay[index] = keep
      uptake[index] = take
    }
    self.sums = allSums
    self.decay = decay
    self.uptake = uptake
  }

  public var count: Int { decay.count }

  /// Correlation of the data with a fall over [s, e): negative where orders fell.
  public func correlation(_ start: Int, _ end: Int) -> Double {
    sums[start].correlation - sums[end].correlation
  }

  /// Inverse variance of the depth estimated over [s, e), given `taken` = ξ at e of a fall from s.
  public func information(_ start: Int, _ end: Int, taken: Double) -> Double {
    max(0, sums[start].information(to: sums[end], taken: taken))
  }

  /// The signals, as the model has them, of the falls that last `duration` steps from each `stride`-th
  /// step on, `taken` being ξ at their ends; `nil` where nothing was seen.
  public func signals(of duration: Int, every stride: Int, taken: [Double]) -> [Double?] {
    taken.enumerated().map { index, taken in
      let (first, last) = (sums[index * stride], sums[index * stride + duration])
      let information = first.information(to: last, taken: taken)
      guard information > StepResponse.nothing else { return nil }
      return (last.correlation - first.correlation) / information.squareRoot()
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
    var allGains = [Float](repeating: 0, count: taken.count)
    var allInformation = [Float](repeating: 0, count: taken.count)
    let scale = 1 / (spread * spread)
    let clear = least * least
    var clears: [Int] = []
    var gains = allGains.mutableSpan
    var informations = allInformation.mutableSpan
    for (offset, taken) in taken.enumerated() {
      let (first, last) = (sums[start + offset], sums[start + offset + duration])
      let information = scale * first.information(to: last, taken: taken)
      guard information > scale * StepResponse.nothing else { continue }
      let gain = scale * (last.correlation - first.correlation)
      gains[offset] = Float(gain)
      informations[offset] = Float(information)
      if gain > 0, gain * gain >= clear * information { clears.append(offset) }
    }
    return Evidence(gains: allGains, information: allInformation, clear: clears)
  }

  /// Information below which nothing was seen.
  public static let nothing = 1e-9

  /// Correlation and information of a fall of 1 from `start` on, for ever, of which the filter has
  /// taken over `taken` already.
  public func fall(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    let here = sums[start]
    return (
      here.correlation - taken * here.stateCorrelation,
      here.information - 2 * taken * here.crossInformation
        + taken * taken * here.stateInformation
    )
  }

  /// Correlation and information from `start` on of what is over by then, and of which the filter has
  /// taken over `taken`.
  public func rest(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    (-taken * sums[start].stateCorrelation, taken * taken * sums[start].stateInformation)
  }

  /// Correlation of a fall from `start` on, for ever.
  public func correlationOfFall(from start: Int) -> Double { sums[start].correlation }

  /// What the information of a fall that goes on for ever changes by if it ends at `end`, `taken` being
  /// what the filter has taken over of it by then.
  public func cutOff(at end: Int, taken: Double) -> Double {
    2 * taken * sums[end].crossInformation - sums[end].information
  }

  /// The stretch for whose fall the data speak most, the earliest and then shortest of equals; `nil` if
  /// they speak for none.
  public func strongest(
    starts: Range<Int>, ends: ClosedRange<Int>
  ) -> (start: Int, end: Int, taken: Double)? {
    let lead = takenBefore(ends.lowerBound - 1, from: starts)
    var most = 0.0
    var best: (start: Int, end: Int, taken: Double)?
    for start in starts {
      let first = max(start, ends.lowerBound - 1)
      let here = sums[start]
      var taken = start < first ? lead[start - starts.lowerBound] : 0
      for index in first..<max(first, ends.upperBound) {
        taken = decay[index] * taken + uptake[index]
        let there = sums[index + 1]
        let correlation = here.correlation - there.correlation
        guard correlation < 0 else { continue }
        let information = here.information(to: there, taken: taken)
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

  /// ξ at `step` of a fall from each of `starts` that lies before it.
  private func takenBefore(_ step: Int, from starts: Range<Int>) -> [Double] {
    var taken = [Double](repeating: 0, count: starts.count)
    var scale = 1.0
    var offset = 0.0
    for start in stride(from: step - 1, through: starts.lowerBound, by: -1) {
      offset += scale * uptake[start]
      scale *= decay[start]
      if start < starts.upperBound { taken[start - starts.lowerBound] = offset }
    }
    return taken
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
