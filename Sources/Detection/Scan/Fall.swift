/// A stretch [start, end) of a window over which orders may have fallen by a constant part.
struct Fall: Equatable {
  var start: Int
  var end: Int
  /// Estimated fall, 1 being all orders; negative for a rise.
  var depth: Double
  /// Standard error of `depth`.
  var standardError: Double
  /// The factor inside `standardError` by which signals of this duration scatter more than the model
  /// has it.
  var spread = 1.0

  /// Depth over its standard error.
  var signal: Double { depth / standardError }

  /// Twice the log-likelihood gained over "nothing happened" is `signal` squared.
  var logLikelihood: Double { signal > 0 ? signal * signal / 2 : 0 }

  /// `logLikelihood` as the model has it. Edges are compared by this: the spread of each duration is
  /// known to some per cent only, which of a large likelihood is more than a step makes.
  var modelLogLikelihood: Double { logLikelihood * spread * spread }

  /// Inverse variance of `depth`.
  var information: Double { 1 / (standardError * standardError) }

  /// Log-likelihood ratio of a fall by just `part` against none.
  func logLikelihood(of part: Double) -> Double {
    (depth - part / 2) * part * information
  }

  var steps: Range<Int> { start..<end }
}
