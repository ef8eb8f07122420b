import Glibc

/// Events of which it is known only with what probability each unit brought them about, and units
/// with covariates: rates by covariate, without taking probabilities for facts.
///
/// Unit c brings about events at the rate `exposure[c]` · exp(x_c·b). An event was held to come from
/// c with probability p_c under b = 0; under b its likelihood is, but for a constant,
/// Σ_c p_c exp(x_c·b). So the log-likelihood is Σ_events log Σ_c p_c exp(x_c·b) − Σ_c exposure[c]
/// exp(x_c·b): a Poisson process with unobserved parents, as in stochastic declustering (Zhuang,
/// Ogata and Vere-Jones 2002). Sharing events out by p alone would pull all rates together; the
/// maximum undoes that. A share of events may be misplaced altogether: those came from any unit by its
/// rate, whatever their probabilities say.
public struct SharedEvents: Sendable {
  public struct Parent: Hashable, Sendable {
    public let unit: Int
    public let probability: Double

    public init(unit: Int, probability: Double) {
      self.unit = unit
      self.probability = probability
    }
  }

  public let columns: Int
  /// Row after row what is not zero: the column and its value. Row `r` is `starts[r]..<starts[r + 1]`.
  let entries: [(column: Int, value: Double)]
  let starts: [Int]
  let exposure: [Double]
  let events: [[Parent]]
  /// Each coefficient is held near 0 by a normal prior of this precision; 0 leaves it free.
  let precisions: [Double]
  /// The share of events whose probabilities mean nothing.
  let misplaced: Double
  private let totalExposure: Double

  /// - Parameters:
  ///   - covariates: One row a unit, one value a column.
  ///   - events: Possible parents of each, with probabilities that sum to 1.
  public init(
    covariates: [[Double]], exposure: [Double], events: [[Parent]], precisions: [Double],
    misplaced: Double = 0
  ) {
    self.misplaced = misplaced
    totalExposure = exposure.reduce(0, +)
    columns = precisions.count
    var entries: [(column: Int, value: Double)] = []
    var starts = [0]
    for row in covariates {
      for (column, value) in row.enumerated() where value != 0 { entries.append((column, value)) }
      starts.append(entries.count)
    }
    self.entries = entries
    self.starts = starts
    self.exposure = exposure
    self.events = events
    self.precisions = precisions
  }

  /// A maximum of the likelihood, perhaps with one coefficient held.
  public struct Fit: Hashable, Sendable {
    public let coefficients: [Double]
    public let logLikelihood: Double
  }

  /// What one pass over units and events gives at some coefficients.
  struct Slope {
    var value = 0.0
    var gradient: [Double]
    /// Second derivatives of the units' part, negated, and those of the events' part; only the upper
    /// triangles are filled.
    var units: [Double]
    var events: [Double]

    init(columns: Int) {
      gradient = [Double](repeating: 0, count: columns)
      units = [Double](repeating: 0, count: columns * columns)
      events = units
    }
  }

  func slope(at b: [Double]) -> Slope {
    var slope = Slope(columns: columns)
    var rates = [Double](repeating: 0, count: exposure.count)
    entries.withUnsafeBufferPointer { rows in
      let expected = addUnits(rows, b, &rates, &slope)
      let all = Whole(
        expected: expected, gradient: slope.gradient.map { -$0 }, curvature: slope.units)
      for event in events { addEvent(event, rows, rates, all, &slope) }
    }
    for column in 0..<columns {
      slope.value -= precisions[column] * b[column] * b[column] / 2
      slope.gradient[column] -= precisions[column] * b[column]
      slope.units[column * columns + column] += precisions[column]
    }
    return slope
  }

  private typealias Rows = UnsafeBufferPointer<(column: Int, value: Double)>

  private func addUnits(
    _ rows: Rows, _ b: [Double], _ rates: inout [Double], _ slope: inout Slope
  ) -> Double {
    var all = 0.0
    for unit in exposure.indices {
      let (first, end) = (starts[unit], starts[unit + 1])
      var sum = 0.0
      for place in first..<end { sum += rows[place].value * b[rows[place].column] }
      let rate = exp(sum)
      rates[unit] = rate
      let expected = exposure[unit] * rate
      all += expected
      for place in first..<end {
        let (column, value) = rows[place]
        let weighted = expected * value
        slope.gradient[column] -= weighted
        for other in place..<end {
          slope.units[column * columns + rows[other].column] += weighted * rows[other].value
        }
      }
    }
    slope.value -= all
    return all
  }

  /// The expected events of all units together, with first and second derivatives.
  private struct Whole {
    let expected: Double
    let gradient: [Double]
    let curvature: [Double]
  }

  private func addEvent(
    _ event: [Parent], _ rows: Rows, _ rates: [Double], _ all: Whole, _ slope: inout Slope
  ) {
    let total = likelihood(event, rates, expected: all.expected)
    guard total > 0 else { return }
    slope.value += log(total)
    var means = [Double](repeating: 0, count: columns)
    if misplaced > 0 {
      let weight = misplaced / totalExposure / total
      for column in 0..<columns { means[column] = weight * all.gradient[column] }
      for place in all.curvature.indices { slope.events[place] += weight * all.curvature[place] }
    }
    for parent in event {
      let share = (1 - misplaced) * parent.probability * rates[parent.unit] / total
      let (first, end) = (starts[parent.unit], starts[parent.unit + 1])
      for place in first..<end {
        let (column, value) = rows[place]
        means[column] += share * value
        for other in place..<end {
          slope.events[column * columns + rows[other].column] += share * value * rows[other].value
        }
      }
    }
    for column in 0..<columns {
      slope.gradient[column] += means[column]
      for other in column..<columns {
        slope.events[column * columns + other] -= means[column] * means[other]
      }
    }
  }
}

extension SharedEvents {
  public var isEmpty: Bool { events.isEmpty }

  /// For each unit the events to be put down to it under a fit.
  public func expectedEvents(_ fit: Fit) -> [Double] {
    let rates = exposure.indices.map { unit in
      exp(
        entries[starts[unit]..<starts[unit + 1]].reduce(0.0) {
          $0 + $1.value * fit.coefficients[$1.column]
        })
    }
    var expected = [Double](repeating: 0, count: exposure.count)
    let all = zip(exposure, rates).reduce(0.0) { $0 + $1.0 * $1.1 }
    var anywhere = 0.0
    for event in events {
      let total = likelihood(event, rates, expected: all)
      guard total > 0 else { continue }
      anywhere += misplaced / totalExposure / total
      for parent in event {
        expected[parent.unit] += (1 - misplaced) * parent.probability * rates[parent.unit] / total
      }
    }
    guard anywhere > 0 else { return expected }
    return expected.indices.map { expected[$0] + anywhere * exposure[$0] * rates[$0] }
  }

  private func likelihood(_ event: [Parent], _ rates: [Double], expected: Double) -> Double {
    let placed = event.reduce(0.0) { $0 + $1.probability * rates[$1.unit] }
    return (1 - misplaced) * placed + (misplaced > 0 ? misplaced * expected / totalExposure : 0)
  }
}
