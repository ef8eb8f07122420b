import Statistics
public import Vocabulary

/// The expectation that anybody can make in a spreadsheet, to be better than: the median of the same
/// steps of four weeks before, times how the day before stood against such medians, the interval being
/// the quantiles of what the same rule missed over the three weeks before.
public struct PlainForecast: Sendable {
  private let counts: [Double]
  private let medians: [Double]
  private let stepSeconds: Int
  private let start: Timestamp

  private static let weeks = 4
  private static let pastDays = 21

  public init(_ series: Series) {
    let counts = series.orders.storage.map { $0 == Samples.hole ? Double.nan : Double($0) }
    self.counts = counts
    stepSeconds = series.stepSeconds
    start = series.start
    let week = 7 * 86_400 / series.stepSeconds
    medians = counts.indices.map { step in
      let before = (1...PlainForecast.weeks).map { step - $0 * week }
      guard let first = before.last, first >= 0 else { return .nan }
      return Quantiles.median(before.map { counts[$0] }.filter { !$0.isNaN }) ?? .nan
    }
  }

  /// `nil` where too little lies before.
  public func total(during window: TimeWindow, level: Double) -> Estimate? {
    let first = window.start.seconds(since: start) / stepSeconds
    let length = window.seconds / stepSeconds
    guard let expected = expected(first, length) else { return nil }
    let hour = max(1, 3600 / stepSeconds)
    let past = PlainForecast.pastDays * 86_400 / stepSeconds
    let misses = stride(from: first - past, through: first - length, by: hour)
      .compactMap { begin -> Double? in
        guard begin >= 0, let usual = self.expected(begin, length) else { return nil }
        let seen = counts[begin..<(begin + length)].reduce(0, +)
        return seen.isNaN ? nil : seen / usual - 1
      }
    guard let low = Quantiles.quantile(misses, (1 - level) / 2),
      let high = Quantiles.quantile(misses, (1 + level) / 2)
    else { return nil }
    return Estimate(
      value: expected, low: expected * (1 + low), high: expected * (1 + high), level: level)
  }

  private func expected(_ first: Int, _ length: Int) -> Double? {
    let day = 86_400 / stepSeconds
    guard first >= day, first + length <= counts.count else { return nil }
    let usual = medians[first..<(first + length)].reduce(0, +)
    let dayBefore = (first - day)..<first
    let level = counts[dayBefore].reduce(0, +) / medians[dayBefore].reduce(0, +)
    let expected = usual * level
    return expected.isFinite && expected > 0 ? expected : nil
  }
}

/// How well the orders of quiet windows were expected.
public struct ForecastTally: Sendable {
  public let name: String
  public let hours: Int
  private(set) var windows = 0
  private(set) var held = 0
  private(set) var widths: [Double] = []
  private(set) var errors: [Double] = []

  public init(name: String, hours: Int) {
    self.name = name
    self.hours = hours
  }

  /// - Parameter counted: orders of the window.
  public mutating func add(_ expected: Estimate, counted: Int) {
    windows += 1
    let counted = Double(counted)
    if expected.low <= counted, counted <= expected.high { held += 1 }
    widths.append((expected.high - expected.low) / expected.value)
    errors.append(abs(counted / expected.value - 1))
  }
}
