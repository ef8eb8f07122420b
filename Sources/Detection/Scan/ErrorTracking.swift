import Statistics

/// How far website errors follow demand: 1 if they rise and fall in proportion with it, 0 if not at all.
enum ErrorTracking {
  /// Fewer hours than this tell nothing.
  private static let fewestHours = 72
  /// Hours further off than so many scaled median deviations are drops, bursts and promotions.
  private static let outlying = 4.0

  /// The slope of hourly errors on hourly orders, both relative to what is usual at that hour: what an
  /// hour's orders, count noise and all, let one expect of its errors.
  static func share(errors: ExpectedLine, orders: ExpectedLine) -> Double {
    let hours = hourly(errors: errors, orders: orders)
    guard hours.count >= fewestHours, let ordersSpread = Quantiles.scaledMAD(hours.map(\.orders)),
      let errorsSpread = Quantiles.scaledMAD(hours.map(\.errors))
    else { return 0 }
    var xx = 0.0
    var xy = 0.0
    for hour in hours
    where abs(hour.orders) <= outlying * ordersSpread && abs(hour.errors) <= outlying * errorsSpread
    {
      xx += hour.weight * hour.orders * hour.orders
      xy += hour.weight * hour.orders * hour.errors
    }
    return xx > 0 ? min(1, max(0, xy / xx)) : 0
  }

  private static func hourly(
    errors: ExpectedLine, orders: ExpectedLine
  ) -> [(orders: Double, errors: Double, weight: Double)] {
    let length = max(1, 3600 / errors.stepSeconds)
    return stride(from: 0, to: errors.observed.count - length + 1, by: length).compactMap { first in
      var sums = (orders: 0.0, usual: 0.0, errors: 0.0, usualErrors: 0.0)
      for step in first..<(first + length) {
        guard !errors.observed[step].isNaN, !orders.observed[step].isNaN, !errors.inEvent[step]
        else { return nil }
        sums.orders += orders.observed[step]
        sums.usual += orders.expected[step]
        sums.errors += errors.observed[step]
        sums.usualErrors += errors.expected[step]
      }
      guard sums.usual > 0, sums.usualErrors > 0 else { return nil }
      return (sums.orders / sums.usual - 1, sums.errors / sums.usualErrors - 1, sums.usualErrors)
    }
  }
}
