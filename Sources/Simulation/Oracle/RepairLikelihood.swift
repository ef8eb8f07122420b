import Glibc
import Vocabulary

/// How much likelier what the log says of undoing and repairing a change is if it was behind the
/// drop than if it was not.
struct RepairLikelihood {
  let settings: WorldSettings
  let log: OracleLog
  /// Seconds by which ends of marketplaces differ, or to which they are known.
  private let blur: Double
  /// Of the marketplaces on average.
  private let end: Timestamp
  private let dataEnd: Timestamp
  private let changesOfService: [Int: [OracleLog.Entry]]

  private static let rolledBack = 0.7
  private static let fixed = 0.15
  /// Seconds that recovery takes, evenly.
  private static let recovery = 120.0...900.0

  init(_ drop: TrueDrop, settings: WorldSettings, log: OracleLog, grain: Int) {
    blur = max(30, Double(grain) / 2)
    self.settings = settings
    self.log = log
    let ends = drop.parts.map { Double($0.end.seconds(since: drop.start)) }
    let length = ends.reduce(0, +) / Double(max(1, ends.count))
    end = drop.start.advanced(bySeconds: Int(length))
    dataEnd = TimeGrid(settings).end
    let near = log.entries.filter { abs($0.start.seconds(since: drop.end)) < 1800 }
    changesOfService = Dictionary(grouping: near, by: \.service)
  }

  /// - Parameter start: of the drop.
  func ratio(_ entry: OracleLog.Entry, from start: Timestamp) -> Double {
    let duration = Double(end.seconds(since: start))
    let missing = settings.log.rollbacksMissing
    let innocent = settings.log.innocentRollbacks
    if let undone = entry.undoneAt {
      let behind = Self.rolledBack * (1 - missing) * density(undone, duration)
      return behind / (innocent * (1 - missing) * ordinary(undone, of: entry))
    }
    // What would have been undone after the data end stands nowhere.
    let seen = end.advanced(bySeconds: -510) < dataEnd
    let unrecorded = Self.rolledBack * (seen ? missing : 1)
    let fixes = seen ? Self.fixed * repaired(entry, duration) : Self.fixed
    return (unrecorded + fixes + 1 - Self.rolledBack - Self.fixed) / (1 - innocent * (1 - missing))
  }

  /// Density per second of a mitigation at `moment`.
  private func density(_ moment: Timestamp, _ duration: Double) -> Double {
    let before = Double(end.seconds(since: moment))
    let longest = min(Self.recovery.upperBound, duration / 2)
    let width = Self.recovery.upperBound - Self.recovery.lowerBound
    var density = 1e-9
    if before > Self.recovery.lowerBound - blur, before < longest + blur {
      density += 1 / width
    }
    if longest < Self.recovery.upperBound, abs(before - longest) < blur * 2 {
      density += min(1, (Self.recovery.upperBound - longest) / width) / (4 * blur)
    }
    return density
  }

  /// Density per second of a rollback for reasons that no order shows.
  private func ordinary(_ moment: Timestamp, of entry: OracleLog.Entry) -> Double {
    let starts = [entry.steps.last?.start ?? entry.start, entry.start]
    return starts.reduce(1e-9) { sum, start in
      let minutes = Double(moment.seconds(since: start)) / 60
      guard minutes > 0 else { return sum }
      let z = Glibc.log(minutes / 35) / 0.9
      return sum + 0.5 * exp(-z * z / 2) / (minutes * 0.9 * (2 * Double.pi).squareRoot()) / 60
    }
  }

  /// Likelihood ratio of a later change of the service that repaired it.
  private func repaired(_ entry: OracleLog.Entry, _ duration: Double) -> Double {
    (changesOfService[entry.service] ?? []).reduce(0) { sum, other in
      guard other.change != entry.change, other.steps.count == 1,
        other.steps[0].reach == entry.reach
      else { return sum }
      let usual =
        log.rate(at: other.start) * log.share(of: entry.service) * 0.6
        * max(0.001, log.chance(ofFirst: other.steps[0].reach, single: true))
      return sum + density(other.start, duration) / usual
    }
  }
}
