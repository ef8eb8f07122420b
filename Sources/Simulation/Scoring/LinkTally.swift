import Glibc
public import Vocabulary

/// How good links were where the cause is known: planted in worlds, or told by people.
public struct LinkTally: Sendable {
  /// One drop with what was said of it.
  struct Case {
    /// Whether a recorded change was behind it.
    let hasChange: Bool
    /// Probability given to the true answer, which for drops without a recorded change is "none".
    let truth: Double
    /// Probabilities of all answers, "none" among them, with whether each is the true one.
    let answers: [(probability: Double, isTrue: Bool)]
    /// Rank of the true change among the suspects, from 1; `nil` if absent.
    let rank: Int?
    /// Whether "none" was the likeliest answer.
    let noneFirst: Bool
    /// Highest probability of a change.
    let blame: Double
  }

  private var cases: [Case] = []
  /// For each peer rule how often its first answer was the cause.
  public private(set) var peerFirst: [String: Int] = [:]
  public private(set) var withCause = 0

  public init() {}

  /// Every change that was given a probability, with whether it was behind the drop.
  var linked: [(probability: Double, isTrue: Bool)] { cases.flatMap { $0.answers.dropLast() } }

  /// Drops so far.
  public var count: Int { cases.count }

  /// - Parameters:
  ///   - suspects: changes with their probabilities, likeliest first.
  ///   - none: the probability given to no recorded change.
  ///   - cause: the change that was behind it; `nil` if no recorded one was.
  public mutating func add(
    _ suspects: [(change: ChangeID, probability: Double)], none: Double, cause: ChangeID?
  ) {
    let answers =
      suspects.map { ($0.probability, $0.change == cause) } + [(none, cause == nil)]
    cases.append(
      Case(
        hasChange: cause != nil, truth: answers.first { $0.1 }?.0 ?? 0, answers: answers,
        rank: cause.flatMap { cause in suspects.firstIndex { $0.change == cause } }.map { $0 + 1 },
        noneFirst: answers.allSatisfy { $0.0 <= none },
        blame: suspects.map(\.probability).max() ?? 0))
    if cause != nil { withCause += 1 }
  }

  /// - Parameter peers: for each rule the changes it ranks, likeliest first.
  public mutating func add(_ planted: TrueDrop, _ said: Attribution, peers: [String: [ChangeID]]) {
    add(
      said.suspects.map { ($0.change, $0.probability.value) }, none: said.noRecordedChange.value,
      cause: planted.cause == .change ? planted.causeChange : nil)
    guard planted.cause == .change else { return }
    for (rule, ranked) in peers where ranked.first == planted.causeChange {
      peerFirst[rule, default: 0] += 1
    }
  }

  /// Of drops with a recorded cause: how many named it first, and among the first three.
  public func named(within rank: Int) -> Int {
    cases.count { ($0.rank ?? .max) <= rank }
  }

  /// Drops without a recorded change, and how many were put on one at 0.5 or more.
  public var withoutCause: (cases: Int, blamed: Int) {
    let none = cases.filter { !$0.hasChange }
    return (none.count, none.count { $0.blame >= 0.5 })
  }

  /// Mean squared distance between probabilities and truth, summed over answers (Brier 1950); a true answer that was
  /// not given had the probability 0.
  public var brier: Double {
    guard !cases.isEmpty else { return 0 }
    let sum = cases.reduce(0) { sum, one in
      sum
        + one.answers.reduce(0) { part, answer in
          let miss = answer.probability - (answer.isTrue ? 1 : 0)
          return part + miss * miss
        } + (one.answers.contains { $0.isTrue } ? 0 : 1)
    }
    return sum / Double(cases.count)
  }

  /// Mean of minus the logarithm of what was given to the true answer, at least one in a million.
  public var logLoss: Double {
    guard !cases.isEmpty else { return 0 }
    return cases.reduce(0) { $0 - log(max(1e-6, $1.truth)) } / Double(cases.count)
  }

  /// One band of probabilities: how many answers were given in it, their mean, and how many held.
  public struct Band: Sendable {
    public let range: ClosedRange<Double>
    public let answers: Int
    public let meanProbability: Double
    public let shareTrue: Double
  }

  /// Bands of a tenth over all answers of at least one in a hundred.
  public var calibration: [Band] {
    let answers = cases.flatMap(\.answers).filter { $0.probability >= 0.01 }
    return (0..<10).map { band in
      let low = Double(band) / 10
      let inside = answers.filter {
        $0.probability >= low && ($0.probability < low + 0.1 || band == 9)
      }
      let count = Double(max(1, inside.count))
      return Band(
        range: low...(low + 0.1), answers: inside.count,
        meanProbability: inside.reduce(0) { $0 + $1.probability } / count,
        shareTrue: Double(inside.count { $0.isTrue }) / count)
    }
  }

  /// Mean distance between stated and observed share over the bands, weighted by answers.
  public var calibrationError: Double {
    let bands = calibration
    let total = Double(max(1, bands.reduce(0) { $0 + $1.answers }))
    return bands.reduce(0) {
      $0 + Double($1.answers) / total * abs($1.meanProbability - $1.shareTrue)
    }
  }
}
