import Statistics

/// The slowly moving level of a series: for each day the median ratio of orders to profile over the
/// seven days before it, joined by straight lines.
///
/// Only days before count, so that what happens on a day cannot raise or sink its own expectation, but
/// where fewer than three are known: there the first week does, or any day. The median lets single days of
/// drops, holidays and promotions pass.
struct LevelTrack {
  private let nodes: [Double]
  private let daySteps: Double

  /// - Parameters:
  ///   - values: the window, NaN where nothing was counted or nothing is to be learnt.
  ///   - profile: expected course of each step before any level.
  ///   - daySteps: steps of a day, at least 1.
  init(values: [Double], profile: [Double], daySteps: Double) {
    self.daySteps = max(1, daySteps)
    let days = Int((Double(values.count) / self.daySteps).rounded(.up))
    var ratios = [Double](repeating: .nan, count: days)
    for day in 0..<days {
      let first = Int(Double(day) * self.daySteps)
      let last = min(values.count, Int(Double(day + 1) * self.daySteps))
      var seen = 0.0
      var usual = 0.0
      var whole = 0.0
      for index in first..<max(first, last) {
        whole += profile[index]
        guard !values[index].isNaN else { continue }
        seen += values[index]
        usual += profile[index]
      }
      // Half a day's orders or more, or the ratio hangs on too little.
      if usual > 0, usual >= 0.5 * whole { ratios[day] = seen / usual }
    }
    nodes = (0...days).map { day in LevelTrack.level(before: day, ratios) }
  }

  private static func level(before day: Int, _ ratios: [Double]) -> Double {
    var known = ratios[max(0, min(day, ratios.count) - 7)..<min(day, ratios.count)]
      .filter { !$0.isNaN }
    if known.count < 3 { known = ratios.prefix(max(day, 7)).filter { !$0.isNaN } }
    if known.isEmpty { known = ratios.filter { !$0.isNaN } }
    let level = Quantiles.median(known) ?? 1
    return level > 0 ? level : 1
  }

  /// The level at step `index` of the window.
  func value(at index: Int) -> Double {
    let position = Double(index) / daySteps
    let day = Int(position)
    let part = position - Double(day)
    let from = nodes[max(0, min(day - 1, nodes.count - 1))]
    let to = nodes[min(day, nodes.count - 1)]
    return from + part * (to - from)
  }
}
