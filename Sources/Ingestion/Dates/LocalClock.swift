import Foundation

/// Turns the times a clock shows into moments.
struct LocalClock {
  /// What a stretch of the clock's times means.
  private enum Stretch {
    case once(east: Int64)
    case twice(firstEast: Int64, secondEast: Int64)
    case never
  }

  /// Offsets change on whole quarters of an hour, so each quarter is asked for once.
  private static let quarter: Int64 = 900

  let zone: LocalZone
  let repeatedHour: RepeatedHour
  private var stretches: [Int64: Stretch] = [:]
  /// The last time inside the repeated hour, and which pass it is, while rows stay in that hour.
  private var pass: (last: Int64, isSecond: Bool)?

  init(zone: LocalZone, repeatedHour: RepeatedHour) {
    self.zone = zone
    self.repeatedHour = repeatedHour
  }

  /// Seconds since 1970 UTC of `local`, which is given as if the clock showed UTC. Throws
  /// `happensTwice` or `neverHappened`.
  mutating func moment(of local: Int64) throws(RowFault) -> Int64 {
    switch stretch(local) {
    case .once(let east):
      pass = nil
      return local - east
    case .never: throw .neverHappened(zone: zone.name)
    case .twice(let first, let second):
      guard repeatedHour == .firstThenSecond else { throw .happensTwice(zone: zone.name) }
      if let held = pass, local < held.last {
        guard !held.isSecond else { throw .happensTwice(zone: zone.name) }
        pass = (local, true)
      } else {
        pass = (local, pass?.isSecond ?? false)
      }
      return local - (pass?.isSecond == true ? second : first)
    }
  }

  private mutating func stretch(_ local: Int64) -> Stretch {
    guard case .named(let zone) = zone else {
      guard case .fixed(let rule) = self.zone else { return .never }
      return .once(east: rule.secondsEast)
    }
    let start = local - (local % LocalClock.quarter + LocalClock.quarter) % LocalClock.quarter
    if let known = stretches[start] { return known }
    let found = LocalClock.stretch(start, zone)
    stretches[start] = found
    return found
  }

  private static func stretch(_ local: Int64, _ zone: TimeZone) -> Stretch {
    func east(_ moment: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment))))
    }
    // No zone is further than a day from UTC, and none changes twice within two days.
    let (before, after) = (east(local - 86_400), east(local + 86_400))
    let fits = [before, after].map { east(local - $0) == $0 }
    switch (fits[0], fits[1]) {
    case (true, true):
      return before == after
        ? .once(east: before) : .twice(firstEast: before, secondEast: after)
    case (true, false): return .once(east: before)
    case (false, true): return .once(east: after)
    case (false, false): return .never
    }
  }
}
