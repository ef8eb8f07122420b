import Glibc

extension SharedEvents {
  /// No step moves a coefficient by more than this, a factor of seven and a half in a rate: far from
  /// the maximum the parabola says little.
  private static let longestStep = 2.0
  /// A gain below this is none: intervals rest on differences of about two.
  private static let tolerance = 1e-8
  private static let mostSteps = 100

  /// The maximum, by Newton's method; where the likelihood is not concave by the steps of the
  /// expectation-maximisation algorithm, which always climb.
  ///
  /// - Parameters:
  ///   - start: Coefficients to begin with; zeros if none.
  ///   - held: A column whose coefficient stays where it starts.
  public func fit(from start: [Double]? = nil, holding held: Int? = nil) -> Fit {
    var b = start ?? [Double](repeating: 0, count: columns)
    var here = slope(at: b)
    for _ in 0..<SharedEvents.mostSteps {
      var direction = step(here, withEvents: true, holding: held)
      if direction == nil { direction = step(here, withEvents: false, holding: held) }
      guard let direction else { break }
      var length = 1.0
      var next = here
      var moved = b
      repeat {
        moved = zip(b, direction).map { $0 + length * $1 }
        next = slope(at: moved)
        length /= 2
      } while next.value < here.value - SharedEvents.tolerance && length > 1e-6
      guard next.value >= here.value - SharedEvents.tolerance else { break }
      let gain = next.value - here.value
      (b, here) = (moved, next)
      if gain < SharedEvents.tolerance { break }
    }
    return Fit(coefficients: b, logLikelihood: here.value)
  }

  /// The values of one coefficient that the likelihood, maximised over all others, does not rule out
  /// at `level`; infinite where nothing bounds it.
  public func interval(_ column: Int, of best: Fit, level: Double) -> (low: Double, high: Double) {
    let z = Normal.quantile(0.5 + level / 2)
    return (
      limit(column, of: best, towards: -1, deviance: z * z),
      limit(column, of: best, towards: 1, deviance: z * z)
    )
  }

  /// Beyond a factor of a million nothing is told apart any more.
  private static let farthest = 14.0

  private func limit(
    _ column: Int, of best: Fit, towards side: Double, deviance wanted: Double
  ) -> Double {
    let centre = max(-SharedEvents.farthest, min(SharedEvents.farthest, best.coefficients[column]))
    var (near, far) = (centre, centre)
    var width = 0.5
    var last = best.coefficients
    while true {
      far = centre + side * width
      if abs(far) > SharedEvents.farthest { return side * .infinity }
      let (deviance, fitted) = profile(column, at: far, from: last, of: best)
      if deviance >= wanted { break }
      (near, last) = (far, fitted)
      width *= 1.6
    }
    while abs(far - near) > 1e-4 {
      let middle = (near + far) / 2
      let (deviance, fitted) = profile(column, at: middle, from: last, of: best)
      if deviance >= wanted { far = middle } else { (near, last) = (middle, fitted) }
    }
    return (near + far) / 2
  }

  /// How much twice the log-likelihood falls short of its maximum with `column` held at `value`.
  private func profile(
    _ column: Int, at value: Double, from start: [Double], of best: Fit
  ) -> (deviance: Double, coefficients: [Double]) {
    var start = start
    start[column] = value
    let fitted = fit(from: start, holding: column)
    return (max(0, 2 * (best.logLikelihood - fitted.logLikelihood)), fitted.coefficients)
  }

  /// Where the parabola at `slope` peaks; `nil` where it has no peak.
  private func step(_ slope: Slope, withEvents: Bool, holding held: Int?) -> [Double]? {
    let free = (0..<columns).filter { $0 != held }
    let curvature = free.map { row in
      free.map { column in
        let place = min(row, column) * columns + max(row, column)
        return slope.units[place] - (withEvents ? slope.events[place] : 0)
      }
    }
    guard let solved = Cholesky.solve(curvature, free.map { slope.gradient[$0] }) else {
      return nil
    }
    let largest = solved.map { abs($0) }.max() ?? 0
    let scale = min(1, SharedEvents.longestStep / max(largest, 1e-300))
    var direction = [Double](repeating: 0, count: columns)
    for (place, column) in free.enumerated() { direction[column] = solved[place] * scale }
    return direction
  }
}

/// Systems of linear equations with a symmetric positive definite matrix.
enum Cholesky {
  /// `nil` where the matrix is not positive definite.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let size = right.count
    var lower = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row][column]
        for k in 0..<column { sum -= lower[row][k] * lower[column][k] }
        if row == column {
          guard sum > 1e-10 * max(1e-300, abs(matrix[row][row])) else { return nil }
          lower[row][row] = sum.squareRoot()
        } else {
          lower[row][column] = sum / lower[column][column]
        }
      }
    }
    var result = right
    for row in 0..<size {
      for k in 0..<row { result[row] -= lower[row][k] * result[k] }
      result[row] /= lower[row][row]
    }
    for row in (0..<size).reversed() {
      for k in (row + 1)..<max(row + 1, size) { result[row] -= lower[k][row] * result[k] }
      result[row] /= lower[row][row]
    }
    return result
  }
}
