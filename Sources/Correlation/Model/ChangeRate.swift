import Vocabulary

/// How many changes a minute there are, by hour of the week.
struct ChangeRate: Sendable {
  /// Changes a minute.
  let mean: Double
  /// Rate of each UTC hour of the week against the mean, smoothed.
  private let relative: [Double]

  /// - Parameter starts: of changes, all in `history`.
  init(starts: some Sequence<Timestamp>, history: TimeWindow) {
    let hours = 168
    var counts = [Double](repeating: 0, count: hours)
    for start in starts { counts[ChangeRate.hourOfWeek(start)] += 1 }
    let total = counts.reduce(0, +)
    let exposure = max(Double(history.seconds) / 60, LinkModel.Rate.leastExposure)
    let mean = (total + LinkModel.Rate.priorChanges) / exposure
    self.mean = mean
    let exposed = ChangeRate.exposure(of: history)
    let shrinkage = LinkModel.Rate.shrinkageHours
    let perHour = mean * 60
    let raw = (0..<hours).map { hour in
      (counts[hour] / perHour + shrinkage) / (exposed[hour] + shrinkage)
    }
    relative = (0..<hours).map { hour in
      0.25 * raw[(hour + hours - 1) % hours] + 0.5 * raw[hour] + 0.25 * raw[(hour + 1) % hours]
    }
  }

  /// The rate per minute with which one change competes at `moment` against causes outside the
  /// log, part of which keep the same hours.
  func competing(at moment: Timestamp) -> Double {
    let share = LinkModel.Rate.workingHoursShare
    return mean * (1 - share + share * relative[ChangeRate.hourOfWeek(moment)])
  }

  private static func hourOfWeek(_ moment: Timestamp) -> Int {
    let week: Int64 = 168 * 3600
    return Int((moment.secondsSinceEpoch % week + week) % week) / 3600
  }

  /// Hours of `window` that fall into each hour of the week.
  private static func exposure(of window: TimeWindow) -> [Double] {
    let whole = window.seconds / (168 * 3600)
    var hours = [Double](repeating: Double(whole), count: 168)
    var moment = window.start.advanced(bySeconds: whole * 168 * 3600)
    while moment < window.end {
      let inHour = moment.seconds(since: moment.startOfDay) % 3600
      let seconds = min(3600 - inHour, window.end.seconds(since: moment))
      hours[hourOfWeek(moment)] += Double(seconds) / 3600
      moment = moment.advanced(bySeconds: seconds)
    }
    return hours
  }
}
