/// For every stretch [s, e) of a filtered series: how strongly the data speak for a fall of constant
/// depth over just that stretch, and how much they could.
///
/// A fall of 1 over [s, ∞) leaves in the innovations a response H(t) = 1 − ξ(t), where ξ is what the
/// filter has taken over: ξ(s) = 0, ξ(t+1) = ρ(ξ + K(1 − ξ)). A fall over [s, e) is the difference of
/// two such. Their correlations with the innovations and with one another follow from backward sums
/// (as the smoothing recursions of de Jong and Penzer, "Diagnosing shocks in time series", JASA
/// 1998), so that after one pass every stretch costs a handful of operations.
public struct StepResponse: Sendable {
  /// Σ v·H/S for a fall from here on; one more than observations.
  private let fallCorrelation: [Double]
  /// Σ H²/S for a fall from here on.
  private let fallInformation: [Double]
  /// Σ H·F/S, F being the response to one unit in the state from here on.
  private let crossInformation: [Double]
  /// Σ v·F/S and Σ F²/S from here on.
  private let stateCorrelation: [Double]
  private let stateInformation: [Double]
  /// ρ(1 − K), the part of ξ that stays.
  public let decay: [Double]
  /// ρK, what ξ gains.
  public let uptake: [Double]

  public init(_ pass: FilterPass) {
    let count = pass.count
    var fall = [Double](repeating: 0, count: count + 1)
    var fallInfo = fall
    var crossInfo = fall
    var state = fall
    var stateInfo = fall
    for index in stride(from: count - 1, through: 0, by: -1) {
      let rho = pass.breaks.rho(pass.model, after: index)
      let keep = rho * (1 - pass.gain[index])
      let take = rho * pass.gain[index]
      let weight = pass.precision[index]
      let weighted = pass.innovation[index] * weight
      fall[index] = weighted + fall[index + 1] - take * state[index + 1]
      fallInfo[index] =
        weight + fallInfo[index + 1] - 2 * take * crossInfo[index + 1]
        + take * take * stateInfo[index + 1]
      crossInfo[index] = weight + keep * (crossInfo[index + 1] - take * stateInfo[index + 1])
      state[index] = weighted + keep * state[index + 1]
      stateInfo[index] = weight + keep * keep * stateInfo[index + 1]
    }
    stateCorrelation = state
    stateInformation = stateInfo
    fallCorrelation = fall
    fallInformation = fallInfo
    crossInformation = crossInfo
    decay = pass.gain.indices.map {
      pass.breaks.rho(pass.model, after: $0) * (1 - pass.gain[$0])
    }
    uptake = pass.gain.indices.map { pass.breaks.rho(pass.model, after: $0) * pass.gain[$0] }
  }

  public var count: Int { decay.count }

  /// Correlation of the data with a fall over [s, e): negative where orders fell.
  public func correlation(_ start: Int, _ end: Int) -> Double {
    fallCorrelation[start] - fallCorrelation[end]
  }

  /// Inverse variance of the depth estimated over [s, e), given `taken` = ξ at e of a fall from s.
  public func information(_ start: Int, _ end: Int, taken: Double) -> Double {
    max(
      0, fallInformation[start] - fallInformation[end] + 2 * taken * crossInformation[end])
  }

  /// Correlation and information of a fall of 1 from `start` on, for ever, of which the filter has
  /// taken over `taken` already.
  public func fall(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    (
      fallCorrelation[start] - taken * stateCorrelation[start],
      fallInformation[start] - 2 * taken * crossInformation[start]
        + taken * taken * stateInformation[start]
    )
  }

  /// Correlation and information from `start` on of what is over by then, and of which the filter has
  /// taken over `taken`.
  public func rest(from start: Int, taken: Double) -> (correlation: Double, information: Double) {
    (-taken * stateCorrelation[start], taken * taken * stateInformation[start])
  }

  /// Correlation of a fall from `start` on, for ever.
  public func correlationOfFall(from start: Int) -> Double { fallCorrelation[start] }

  /// What the information of a fall that goes on for ever changes by if it ends at `end`, `taken` being
  /// what the filter has taken over of it by then.
  public func cutOff(at end: Int, taken: Double) -> Double {
    2 * taken * crossInformation[end] - fallInformation[end]
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
