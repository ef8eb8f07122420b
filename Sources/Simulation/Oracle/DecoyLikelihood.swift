import Vocabulary

/// How likely the changes just before an onset are, given that harmless ones may have been placed
/// there, against what the log holds at such an hour.
struct DecoyLikelihood {
  private let chance: Double
  private var ratios: [ChangeID: Double] = [:]
  private var sum = 0.0
  private var squares = 0.0

  /// Seconds before the onset.
  private static let before = 60...1200

  init(onset: Timestamp, hit: [Int], settings: WorldSettings, log: OracleLog) {
    chance = settings.faults.decoys
    let path = log.catalog.orderPath
    for entry in log.entries(
      from: onset.advanced(bySeconds: -Self.before.upperBound),
      to: onset.advanced(bySeconds: 1 - Self.before.lowerBound))
    {
      let usual = log.share(of: entry.service)
      let placed = (path.contains(entry.service) ? 0.6 / Double(path.count) : 0) + 0.4 * usual
      let reach = entry.steps[0].reach
      let ordinary = log.chance(ofFirst: reach, single: entry.steps.count == 1)
      let place = reach == hit ? 0.6 + 0.4 / max(0.001, ordinary) : 0.6
      let ratio = placed * place / (usual * log.rate(at: entry.start) * 1140)
      ratios[entry.change] = ratio
      sum += ratio
      squares += ratio * ratio
    }
  }

  /// Without `change`, which is behind the drop; `nil` if none is. One decoy or two, alike.
  func likelihood(without change: ChangeID?) -> Double {
    let own = change.flatMap { ratios[$0] } ?? 0
    let rest = sum - own
    let pairs = max(0, rest * rest - (squares - own * own))
    return 1 - chance + chance * (rest + pairs) / 2
  }
}

/// The same for every time at which a drop may have begun.
final class Decoys {
  private let hit: [Int]
  private let settings: WorldSettings
  private let log: OracleLog
  private let grain: Int
  private var known: [Int: DecoyLikelihood] = [:]

  /// - Parameter grain: seconds in which one time stands for all.
  init(hit: [Int], settings: WorldSettings, log: OracleLog, grain: Int) {
    self.hit = hit
    self.settings = settings
    self.log = log
    self.grain = grain
  }

  func likelihood(from start: Timestamp, without change: ChangeID?) -> Double {
    let cell = start.seconds(since: settings.start) / grain
    let onset = settings.start.advanced(bySeconds: cell * grain + grain / 2)
    let own = known[cell] ?? DecoyLikelihood(onset: onset, hit: hit, settings: settings, log: log)
    known[cell] = own
    return own.likelihood(without: change)
  }
}
