import Statistics
import Vocabulary

/// The course of a public holiday: that of the day of the week around it which its orders follow best.
///
/// People shop at other hours on a day off than on a working day, but on a holiday that few keep they do
/// not. The hours of the day tell which it is, and as long as few of them were counted, the holidays before.
struct HolidayCourse {
  private let observed: [Double]
  private let usual: [Double]
  private let fit: NoiseFit
  private let daySteps: Int
  private let hourSteps: Int

  /// Another day of the week must fit better than the holiday's own by so much squared error.
  private static let leastGain = 10.0
  /// No hour tells more than this, so that a drop in the day does not choose for it.
  private static let mostOfHour = 16.0
  /// No other holiday tells more.
  private static let mostOfAnother = 16.0
  /// Of fewer hours nothing can be told.
  private static let fewestHours = 4

  /// - Parameters:
  ///   - observed: orders a step; NaN where no row came.
  ///   - usual: what a usual day at this place in the week would bring.
  init(_ observed: [Double], usual: [Double], fit: NoiseFit, stepSeconds: Int) {
    self.observed = observed
    self.usual = usual
    self.fit = fit
    daySteps = 86_400 / stepSeconds
    hourSteps = max(1, 3600 / stepSeconds)
  }

  /// The usual course with those of `holidays`, offsets that may lie outside, in their places.
  func line(_ holidays: [Range<Int>]) -> [Double] {
    guard daySteps >= 2 * HolidayCourse.fewestHours, !holidays.isEmpty else { return usual }
    let days = holidays.flatMap(self.days).map { (steps: $0, misfits: misfits($0)) }
    var line = usual
    for day in days {
      let others = days.filter { $0.steps != day.steps }.compactMap(\.misfits)
      guard let shift = best(day.steps, day.misfits, others) else { continue }
      for step in day.steps.clamped(to: usual.indices) { line[step] = usual[step + shift] }
    }
    return line
  }

  /// By how much better some other day of the week fits `steps` than their own, in squared errors.
  func gain(of steps: Range<Int>) -> Double {
    guard let misfits = misfits(steps) else { return 0 }
    return (0..<7).compactMap(misfits.excess).map { -$0 }.max() ?? 0
  }

  /// A holiday of several days is judged day by day.
  private func days(_ holiday: Range<Int>) -> [Range<Int>] {
    stride(from: holiday.lowerBound, to: holiday.upperBound, by: daySteps).map {
      $0..<min($0 + daySteps, holiday.upperBound)
    }.filter { !$0.clamped(to: usual.indices).isEmpty }
  }

  /// Squared errors of each day of the week, 0 being the first of the window; `nil` if too little was counted.
  private struct Misfits {
    let ofWeekday: [Double?]
    let own: Int
    /// The part of the day that was counted.
    let seen: Double

    /// By how much worse than its own the day fits another weekday.
    func excess(_ weekday: Int) -> Double? {
      ofWeekday[own].flatMap { mine in ofWeekday[weekday].map { $0 - mine } }
    }
  }

  private func weekday(_ day: Range<Int>) -> Int {
    Int((Double(day.lowerBound) / Double(daySteps)).rounded()).flooredRemainder(by: 7)
  }

  /// By how many steps the nearest day of that weekday lies later; `nil` if there is none in the window.
  private func shift(of day: Range<Int>, to weekday: Int) -> Int? {
    let inside = day.clamped(to: usual.indices)
    let later = (weekday - self.weekday(day) + 3).flooredRemainder(by: 7) - 3
    return [later, later - 7, later + 7].map { $0 * daySteps }.first {
      inside.lowerBound + $0 >= 0 && inside.upperBound + $0 <= usual.count
    }
  }

  private func best(_ day: Range<Int>, _ own: Misfits?, _ others: [Misfits]) -> Int? {
    let mine = weekday(day)
    let gains = (0..<7).compactMap { other -> (weekday: Int, gain: Double)? in
      guard other != mine else { return nil }
      let like = others.reduce(0.0) { sum, one in
        let most = HolidayCourse.mostOfAnother
        return sum + min(most, max(-most, one.excess(other) ?? 0))
      }
      return (other, -(own?.excess(other) ?? 0) - (1 - (own?.seen ?? 0)) * like)
    }
    guard let best = gains.max(by: { $0.gain < $1.gain }), best.gain >= HolidayCourse.leastGain
    else { return nil }
    return shift(of: day, to: best.weekday)
  }

  private func misfits(_ day: Range<Int>) -> Misfits? {
    let inside = day.clamped(to: usual.indices)
    let hours = stride(from: inside.lowerBound, to: inside.upperBound, by: hourSteps).compactMap {
      first in
      let steps = (first..<min(first + hourSteps, inside.upperBound)).filter { !observed[$0].isNaN }
      return steps.isEmpty ? nil : steps
    }
    guard hours.count >= HolidayCourse.fewestHours else { return nil }
    let counted = hours.reduce(0) { $0 + $1.count }
    return Misfits(
      ofWeekday: (0..<7).map { weekday in
        shift(of: day, to: weekday).map { misfit(hours, shift: $0) }
      },
      own: weekday(day), seen: min(1, Double(counted) / Double(daySteps)))
  }

  /// Squared errors of the hours under the course of the day `shift` steps later, scaled to the median hour.
  private func misfit(_ hours: [[Int]], shift: Int) -> Double {
    let sums = hours.map { steps in
      steps.reduce((orders: 0.0, expected: 0.0)) {
        ($0.orders + observed[$1], $0.expected + usual[$1 + shift])
      }
    }
    let scale = HolidayCourse.medianRatio(sums)
    return sums.reduce(0) { total, hour in
      let expected = scale * hour.expected
      let error = hour.orders - expected
      let variance = fit.countVariance(expected: max(1, expected))
      return total + min(HolidayCourse.mostOfHour, error * error / variance)
    }
  }

  /// Of orders to expectation, by orders expected.
  private static func medianRatio(_ hours: [(orders: Double, expected: Double)]) -> Double {
    let ratios = hours.filter { $0.expected > 0 }
      .map { (ratio: $0.orders / $0.expected, weight: $0.expected) }.sorted { $0.ratio < $1.ratio }
    let half = ratios.reduce(0) { $0 + $1.weight } / 2
    var seen = 0.0
    for one in ratios {
      seen += one.weight
      if seen >= half { return one.ratio }
    }
    return 1
  }
}
