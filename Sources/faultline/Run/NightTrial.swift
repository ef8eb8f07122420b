import Detection
import Simulation
import Vocabulary

/// The last nights of a simulated world, each judged with the orders that it had.
struct NightTrial {
  private let detector: Detector

  /// Four weeks, so that each day of the week is told of in each part of its own week.
  private static let nights = 28
  /// What begins earlier has next to no history.
  private static let daysBefore = 14
  /// Nights end in the small hours.
  private static let hour = 5

  init(_ settings: DetectionSettings) { detector = Detector(settings: settings) }

  /// - Parameter found: what one look at the whole world found.
  /// - Returns: a line for each false drop of the nights.
  func add(_ world: World, found: [Drop], to tally: inout NightTally) async -> [String] {
    let data = world.settings.window
    let last = data.end.startOfDay.advanced(bySeconds: 3600 * NightTrial.hour - 86_400)
    let days = data.seconds / 86_400 - 1 - NightTrial.daysBefore
    let nights = min(NightTrial.nights, days)
    guard nights > 0 else { return [] }
    let first = last.advanced(bySeconds: -86_400 * nights)
    var told: [Drop] = []
    for night in 1...nights {
      let end = first.advanced(bySeconds: 86_400 * night)
      let series = world.series.map { $0.before(end) }
      let window = TimeWindow(start: end.advanced(bySeconds: -86_400), seconds: 86_400)
      let seen = await detector.detect(series, calendar: world.calendar, window: window)
      told += seen.drops.filter { $0.touches(window) }
    }
    return tally.add(
      world, told: told, found: found,
      span: TimeWindow(start: first, seconds: 86_400 * nights))
  }
}
