import Vocabulary

/// How orders stood before and after a fall, over what it lasted, but an hour at least and three at most.
struct FallSides {
  private let fall: Fall
  private let series: Watched
  private let length: Int
  /// Plain falls on both sides; `nil` where nothing was counted.
  private let before: Double?
  private let after: Double?

  private static let longestSeconds = 3 * 3600
  /// Promotions seldom last for longer.
  private static let levelSeconds = 2 * 86_400
  /// Orders that stood higher by this part of a fall on both sides had fallen.
  private static let notchPart = 0.5
  /// And above what is usual by this part of it, they had fallen from a rise.
  private static let risePart = 0.5

  init(_ part: FallEvent.Part, _ series: Watched) {
    fall = part.fall
    self.series = series
    let hour = max(1, 3600 / series.stepSeconds)
    let longest = FallSides.longestSeconds / series.stepSeconds
    length = max(hour, min(longest, part.fall.steps.count))
    before = series.plainFall(max(0, part.fall.start - length)..<part.fall.start)
    after = series.plainFall(part.fall.end..<(part.fall.end + length))
  }

  /// Whether orders stood higher both before and after the fall by a good part of it.
  var isNotch: Bool {
    guard let during = series.plainFall(fall.steps) else { return false }
    return both { during - $0 >= FallSides.notchPart * fall.depth }
  }

  /// The same of a fall that is no longer than what it is compared with: one that lasts may be the valley
  /// between two promotions.
  var isBriefNotch: Bool {
    fall.steps.count * series.stepSeconds <= FallSides.longestSeconds && isNotch
  }

  /// Whether the fall interrupts a stretch in which orders were higher than usual, and no scatter up there
  /// explains it.
  ///
  /// - Parameter threshold: the signal that a fall of usual orders must have.
  func interruptsRise(threshold: Double) -> Bool {
    isBriefNotch && both { $0 < -FallSides.risePart * fall.depth }
      && fall.signal >= threshold * widening
  }

  /// How high orders stood, 1 being as usual or lower: noise is in proportion.
  var height: Double { max(1, 1 - ((before ?? 0) + (after ?? 0)) / 2) }

  /// By how much, as a part of what is usual, orders stood higher for two days before the fall and for as much of two
  /// behind it as was counted; 0 if they did not on both sides.
  var levelAbove: Double {
    let days = FallSides.levelSeconds / series.stepSeconds
    let sides = [
      series.plainFall(max(0, fall.start - days)..<fall.start),
      series.plainFall(fall.end..<(fall.end + days)),
    ]
    return max(0, sides.map { -($0 ?? 0) }.min() ?? 0)
  }

  /// Whether one of `events` begins or ends in the fall, or in what it is compared with.
  func holdEdge(of events: [CalendarEvent]) -> Bool {
    let first = series.time(at: fall.start - length)
    let last = series.time(at: fall.end + length)
    return events.contains { event in
      [event.window.start, event.window.end].contains { first < $0 && $0 < last }
    }
  }

  /// By how much more than usual orders scatter where they stand high, over the fall: counts in proportion
  /// to the root of their height, what is slow to the height itself.
  private var widening: Double {
    let seen = fall.steps.filter { series.line.noise[$0] < .infinity }
    let count = Double(max(1, seen.count))
    let white = seen.reduce(0) { $0 + series.line.noise[$1] } / (count * count)
    let share = min(1, white / (fall.standardError * fall.standardError))
    return (share * height + (1 - share) * height * height).squareRoot()
  }

  private func both(_ holds: (Double) -> Bool) -> Bool {
    [before, after].allSatisfy { $0.map(holds) ?? false }
  }
}
