public import Vocabulary

/// What a person or an incident says of when and where something happened.
public struct GivenWindow: Sendable, Hashable {
  public let window: TimeWindow
  /// Empty for all.
  public let marketplaces: Set<Marketplace>
  /// How far the times may be off: an incident is declared late and by the clock on the wall.
  public let slackSeconds: Int

  public init(window: TimeWindow, marketplaces: Set<Marketplace> = [], slackSeconds: Int = 0) {
    self.window = window
    self.marketplaces = marketplaces
    self.slackSeconds = slackSeconds
  }

  /// Those in a named marketplace if any is, else all.
  func named<Place>(_ places: [Place], marketplace: (Place) -> Marketplace) -> [Place] {
    let named = places.filter { marketplaces.contains(marketplace($0)) }
    return named.isEmpty ? places : named
  }
}

/// Measures a stretch in which no drop was detected, as if it had been one: what was expected there,
/// what came, and which series show it.
///
/// Series are measured by their usual week, or day where one has begun less than two weeks before. Where all
/// of those asked for have, down to minutes, all are measured by the stretch just before and by the series
/// that kept on.
public struct WindowMeasure: Sendable {
  private let settings: DetectionSettings

  public init(settings: DetectionSettings = DetectionSettings()) { self.settings = settings }

  /// The drop under a name made of its onset, with its figure; `nil` if no series has orders both
  /// before and inside the window.
  ///
  /// - Parameters:
  ///   - series: any steps, any order; holes stay holes.
  ///   - calendar: known events.
  ///   - drops: found before; they are passed over outside the window.
  public func measure(
    _ series: [Series], calendar: [CalendarEvent], given: GivenWindow, beside drops: [Drop] = []
  ) async -> (drop: Drop, trace: Trace?)? {
    let storefronts = series.filter { $0.key.isStorefront && $0.count > 0 }
    let counted = (storefronts.isEmpty ? series.filter { $0.count > 0 } : storefronts)
      .sorted { $0.key < $1.key }
    guard !counted.isEmpty else { return nil }
    func withDays(_ days: Int, of series: [Series]) -> [Series] {
      series.filter { given.window.start.seconds(since: $0.start) >= days * 86_400 }
    }
    let asked = given.named(counted) { $0.key.marketplace }
    let found =
      if withDays(WindowMeasure.daysForAWeek, of: asked).isEmpty {
        BeforeAfter(counted, given: given, level: settings.intervalLevel)?.drop()
      } else {
        await GivenFall(
          withDays(Detector.fewestDays, of: counted), calendar: calendar, given: given,
          beside: drops, settings: settings)?.drop()
      }
    return found.map { ($0.drop.named(DropID(Gathered.name($0.drop.onset.mode))), $0.trace) }
  }

  /// Two weeks are the least from which a week's shape is learnt.
  private static let daysForAWeek = 14
}
