extension BinaryInteger {
  /// The quotient rounded towards negative infinity; `divisor` must be positive.
  public func flooredDivision(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// What that leaves: from 0 to below `divisor`.
  public func flooredRemainder(by divisor: Self) -> Self {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
