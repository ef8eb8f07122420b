/// A stretch [start, end) of a window over which orders may have fallen by a constant part.
struct Fall: Equatable {
  var start: Int
  var end: Int
  /// Estimated fall, 1 being all orders; negative for a rise.
  var depth: Double
  /// Standard error of `depth`.
  var standardError: Double

  /// Depth over its standard error.
  var signal: Double { depth / standardError }

  /// Twice the log-likelihood gained over "nothing happened" is `signal` squared.
  var logLikelihood: Double { signal > 0 ? signal * signal / 2 : 0 }

  /// Inverse variance of `depth`.
  var information: Double { 1 / (standardError * standardError) }

  /// Log-likelihood ratio of a fall by just `part` against none.
  func logLikelihood(of part: Double) -> Double {
    (depth - part / 2) * part * information
  }

  var steps: Range<Int> { start..<end }
}
