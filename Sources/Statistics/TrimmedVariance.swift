/// The second moment of a zero-mean sample of which a few per cent may be something else.
public enum TrimmedVariance {
  /// The share of the largest squares left out: drops, promotions and gaps seldom fill more of a
  /// few weeks than this.
  public static let trimmedShare = 0.04

  /// What remains of a normal sample's second moment when the largest 4 % of squares are left out:
  /// (0.96 − 2·q·φ(q)) / 0.96 with q = Φ⁻¹(0.98).
  public static let normalRemainder = 0.7928

  /// The mean of the squares that are left after trimming, scaled to be right for a normal sample;
  /// `nil` for fewer than eight squares.
  public static func estimate(squares: [Double]) -> Double? {
    var scratch = squares
    return estimate(reordering: &scratch)
  }

  /// The same without a copy, where their order and values are needed no more.
  public static func estimate(reordering squares: inout [Double]) -> Double? {
    guard squares.count >= 8 else { return nil }
    let kept = max(1, Int((Double(squares.count) * (1 - trimmedShare)).rounded()))
    return Quantiles.sumOfSmallest(kept, of: &squares) / Double(kept) / normalRemainder
  }
}
