import Vocabulary

/// What an oracle knows of when the marketplaces of a drop began to fall.
struct KnownOnsets: Sendable {
  /// By marketplace; `nil` where it did not fall.
  let curves: [OnsetCurve?]
  /// When the first of them did; `nil` if it only follows from `curves`.
  let start: Timestamp?
  /// Of the last marketplace.
  let end: Timestamp
  /// What each time of the first onset does to the likelihood of the drop's course.
  private let course: CourseLikelihood?
  /// The earliest that any of them may have begun; times are counted from here.
  let origin: Timestamp

  /// To so many seconds.
  init(_ drop: TrueDrop, settings: WorldSettings, grain: Int) {
    let codes = settings.marketplaces
    curves = codes.map { code in
      drop.parts.first { $0.marketplace.name == code }.map { part in
        let since = part.onset.seconds(since: settings.start)
        return OnsetCurve(
          in: grain, from: settings.start.advanced(bySeconds: since / grain * grain))
      }
    }
    start = drop.start
    end = drop.end
    course = nil
    origin = curves.compactMap { $0?.first }.min() ?? drop.start
  }

  /// As the counts tell it.
  init(
    _ drop: TrueDrop, settings: WorldSettings, curves: [Int: OnsetCurve], course: CourseLikelihood
  ) {
    self.curves = settings.marketplaces.indices.map { curves[$0] }
    start = nil
    end = drop.end
    self.course = drop.stillOpen ? nil : course
    origin = curves.values.map(\.first).min() ?? drop.start
  }

  /// Whether onsets follow from counts alone.
  var isDated: Bool { start == nil }

  /// Positions of the marketplaces that fell.
  var hit: [Int] { curves.indices.filter { curves[$0] != nil } }

  /// Likelihood of how long the drop lasted and how it came on, had it begun at `start`.
  func course(from start: Timestamp) -> Double {
    course?.density(seconds: end.seconds(since: start)) ?? 1
  }

  /// When the fault was taken out of production, had it begun at `start`.
  func mitigated(from start: Timestamp) -> Timestamp {
    end.advanced(bySeconds: -min(510, max(0, end.seconds(since: start)) / 2))
  }
}

/// How likely the length of a drop and the time that it took to come on are.
struct CourseLikelihood: Sendable {
  private let lengths: ClosedRange<Double>
  private let rise: Double
  /// Of the length; `nil` for falls that come on at once.
  private let part: ClosedRange<Double>?

  /// Seconds by which the ends of marketplaces differ from that of the fault.
  private static let blur = 60.0

  init(faults: FaultSettings, falls: [Fall]) {
    lengths = (60 * faults.minutes.lowerBound)...(60 * faults.minutes.upperBound)
    let slowest = falls.map(\.profile).max { $0.riseSeconds < $1.riseSeconds }
    let rise = Double(slowest?.riseSeconds ?? 0)
    self.rise = rise
    part = slowest.flatMap { FaultCourse.risePart(stairs: $0.stairs, seconds: rise) }
  }

  /// Lengths are as likely in each octave; what a drop takes to come on is a part of its length, each as
  /// likely as the others.
  func density(seconds length: Int) -> Double {
    let shortest = max(1, Double(length) - Self.blur)
    let longest = Double(length) + Self.blur
    guard shortest <= lengths.upperBound, longest >= lengths.lowerBound else { return 0 }
    guard let part else { return 1 / longest }
    return rise >= part.lowerBound * shortest && rise <= part.upperBound * longest
      ? 1 / (longest * longest) : 0
  }
}
