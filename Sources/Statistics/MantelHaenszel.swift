import Glibc

/// Two groups compared inside strata.
public struct StratifiedRiskRatio: Hashable, Sendable {
  /// One stratum: cases and all of either group. Cases may be sums of probabilities.
  public struct Stratum: Hashable, Sendable {
    public var exposedCases = 0.0
    public var exposed = 0.0
    public var otherCases = 0.0
    public var others = 0.0

    public init(
      exposedCases: Double = 0, exposed: Double = 0, otherCases: Double = 0, others: Double = 0
    ) {
      self.exposedCases = exposedCases
      self.exposed = exposed
      self.otherCases = otherCases
      self.others = others
    }
  }

  public let ratio: Double
  /// Standard error of its logarithm.
  public let standardError: Double
  /// Strata that hold both groups, and what they hold of each: all that a ratio rests on.
  public let informative: (strata: Int, exposed: Double, others: Double)

  /// The ratio of risks of Mantel and Haenszel with the variance of Greenland and Robins (1985);
  /// `nil` where either group has no case in a stratum that holds both.
  public init?(_ strata: some Sequence<Stratum>) {
    var (above, below, spread) = (0.0, 0.0, 0.0)
    var held = (strata: 0, exposed: 0.0, others: 0.0)
    for one in strata where one.exposed > 0 && one.others > 0 {
      let all = one.exposed + one.others
      above += one.exposedCases * one.others / all
      below += one.otherCases * one.exposed / all
      let cases = one.exposedCases + one.otherCases
      spread +=
        (one.exposed * one.others * cases - one.exposedCases * one.otherCases * all) / (all * all)
      held = (held.strata + 1, held.exposed + one.exposed, held.others + one.others)
    }
    guard above > 0, below > 0 else { return nil }
    ratio = above / below
    standardError = (max(0, spread) / (above * below)).squareRoot()
    informative = held
  }

  /// The interval of that level, normal on the logarithmic scale.
  public func interval(_ level: Double) -> (low: Double, high: Double) {
    let reach = Normal.quantile(0.5 + level / 2) * standardError
    return (ratio * exp(-reach), ratio * exp(reach))
  }

  public static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.ratio == rhs.ratio && lhs.standardError == rhs.standardError
      && lhs.informative == rhs.informative
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ratio)
    hasher.combine(standardError)
  }
}
