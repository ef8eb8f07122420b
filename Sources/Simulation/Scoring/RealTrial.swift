public import Vocabulary

/// A drop planted into counts of real demand, of which nobody knows what they would have been but
/// everybody what was taken away.
public struct RealTrial: Sendable {
  public let window: TimeWindow
  /// The series with a share of its orders taken away inside the window.
  public let series: Series
  /// Orders counted in the window before any were taken away.
  public let usual: Int
  /// Orders taken away.
  public let taken: Int

  /// Lengths in hours at which intervals are tried.
  public static let lengths = [1, 3, 6, 24]

  /// The first weeks are left for an expectation to rest on: six of look-back and one of level.
  static let leadDays = 49

  /// From day to day trials begin so many hours later, which in 24 days comes to every hour.
  static let hoursOnward = 5

  /// `nil` if the window holds a step without a row, or no orders at all.
  public init?(_ series: Series, window: TimeWindow, depth: Double) {
    let steps = series.index(of: window.start)..<series.index(of: window.end)
    guard steps.lowerBound >= 0, steps.upperBound <= series.count, !steps.isEmpty else {
      return nil
    }
    var counts = series.orders
    var (usual, taken) = (0, 0)
    for step in steps {
      guard let orders = series.orders[step] else { return nil }
      let left = (Double(orders) * (1 - depth)).rounded()
      counts.storage[step] = Int32(left)
      usual += orders
      taken += orders - Int(left)
    }
    guard taken > 0 else { return nil }
    self.window = window
    self.usual = usual
    self.taken = taken
    self.series = Series(
      key: series.key, start: series.start, stepSeconds: series.stepSeconds, orders: counts,
      errors: series.errors)
  }

  /// One a day and length, outside the windows in `leftOut`.
  public static func plan(
    _ series: Series, hours: Int, depth: Double, leftOut: [TimeWindow]
  ) -> [RealTrial] {
    let first = series.start.startOfDay
    let days = series.window.end.seconds(since: first) / 86_400
    return (leadDays..<max(leadDays, days)).compactMap { day in
      let start = first.advanced(
        bySeconds: day * 86_400 + day * hoursOnward % 24 * 3600)
      let window = TimeWindow(start: start, seconds: hours * 3600)
      guard !leftOut.contains(where: { $0.overlaps(window) }) else { return nil }
      return RealTrial(series, window: window, depth: depth)
    }
  }
}

/// What became of the trials of one length.
public struct RealTally: Sendable {
  public let hours: Int
  public private(set) var planted = 0
  public private(set) var found = 0
  /// Intervals that held what was taken away.
  public private(set) var held = 0
  /// Widths of the intervals, as shares of the orders usual in the window.
  public private(set) var widths: [Double] = []
  /// Estimate minus truth, without sign, in the same unit.
  public private(set) var errors: [Double] = []
  /// Quiet windows on which such intervals were tried, and held.
  public private(set) var quietTried = 0
  public private(set) var quietHeld = 0

  public init(hours: Int) { self.hours = hours }

  /// Adds a trial with the drops found; the one that shares most time with it is its own.
  public mutating func add(_ trial: RealTrial, found drops: [Drop]) {
    planted += 1
    let near = drops.filter { $0.window.overlaps(trial.window) }
    guard let drop = near.max(by: { shared($0, trial) < shared($1, trial) }) else { return }
    found += 1
    let (loss, usual) = (drop.lostOrders, Double(trial.usual))
    if loss.low <= Double(trial.taken), Double(trial.taken) <= loss.high { held += 1 }
    widths.append((loss.high - loss.low) / usual)
    errors.append(abs(loss.value - Double(trial.taken)) / usual)
    quietTried += drop.coverage?.tried ?? 0
    quietHeld += drop.coverage?.held ?? 0
  }

  private func shared(_ drop: Drop, _ trial: RealTrial) -> Int {
    min(drop.window.end, trial.window.end)
      .seconds(since: max(drop.window.start, trial.window.start))
  }
}
