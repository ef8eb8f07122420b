import Statistics

/// The slow part of a series as one multivariate normal, conditioned without any recursion over time.
struct DenseGaussian {
  /// Covariance of the slow part between all pairs of steps.
  let covariance: [[Double]]
  private let noise: [Double]
  private let observations: [Double]

  init(_ series: RandomSeries) {
    let model = series.model
    func left(from first: Int, at step: Int) -> Double {
      (first..<step).reduce(1) { $0 * (series.held[$1] ? 1 : model.rho) }
    }
    /// What is new in the state at each step.
    let added = series.jumps.indices.map {
      series.jumps[$0] + ($0 == 0 ? model.stateVariance : model.stepVariance)
    }
    covariance = (0..<series.count).map { row in
      (0..<series.count).map { column in
        (0...min(row, column)).reduce(0) {
          $0 + added[$1] * left(from: $1, at: row) * left(from: $1, at: column)
        }
      }
    }
    noise = series.noise
    observations = series.observations
  }

  /// Mean and variance of Σ weight·x given the observations at `steps`.
  func total(_ weights: [Double], given steps: [Int]) -> (mean: Double, variance: Double) {
    let every = Array(weights.indices)
    func prior(_ step: Int) -> Double {
      every.reduce(0) { $0 + weights[$1] * covariance[step][$1] }
    }
    let matrix = steps.map { row in
      steps.map { covariance[row][$0] + (row == $0 ? noise[row] : 0) }
    }
    let cross = steps.map(prior)
    let solved = DenseGaussian.solve(matrix, cross)
    let mean = zip(solved, steps).reduce(0) { $0 + $1.0 * observations[$1.1] }
    let own = every.reduce(0) { $0 + weights[$1] * prior($1) }
    return (mean, own - zip(solved, cross).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// Gaussian elimination; the matrix is positive definite, so that it needs no pivoting.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var matrix = matrix
    var right = right
    let count = right.count
    for pivot in 0..<count {
      for row in (pivot + 1)..<max(count, pivot + 1) {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot..<count { matrix[row][column] -= factor * matrix[pivot][column] }
        right[row] -= factor * right[pivot]
      }
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for column in (row + 1)..<max(count, row + 1) {
        right[row] -= matrix[row][column] * right[column]
      }
      right[row] /= matrix[row][row]
    }
    return right
  }
}
