import Statistics
import Vocabulary

/// Counts that came in a few steps late: a hole of nearly all orders, and right behind it a surge of
/// about what it lacked.
///
/// Or all counts of some hours came late by the same time (`DelayedCounts`).
///
/// Neither tells anything of demand, and a surge casts falls of every length beside it; so both are
/// taken as unseen before the search.
enum LateCounts {
  /// Missing counts that come back within this many steps were booked late.
  static let mostSteps = 3
  /// A feed that counts nothing for longer books all of it at once, in a step or two: customers who come back take
  /// their time.
  private static let longestSilenceSeconds = 6 * 3600
  private static let mostStepsAtOnce = 2
  private static let returnedAtOnce = 0.8
  /// Nothing is counted where no more than this part of what is usual is.
  static let silent = 0.02
  /// At the end of the data, where nothing shows whether they do, no more time than this is waited for.
  private static let mostSecondsAtEnd = 900
  /// So much of what was missing must come back for it.
  private static let returned = 0.6
  /// Counts that come late are missing for the most part; a shallower fall is one.
  private static let leastDepth = 0.5
  /// Their first step has no more than this part of the step before.
  private static let edge = 0.75
  /// Standard deviations by which the hole must stand out, and the surge: small counts do both.
  private static let holeSignal = 4.0
  private static let surgeSignal = 2.5

  /// Fewer expected orders a step make no hole that could stand out.
  private static let leastExpected = 2.0

  /// Steps on either side that tell how high orders stand.
  private static let aroundSteps = 6

  /// Steps of each hole with its surge, ascending and apart.
  static func find(in line: ExpectedLine) -> [(hole: Range<Int>, surge: Range<Int>)] {
    var found: [(hole: Range<Int>, surge: Range<Int>)] = []
    var index = 1
    while index < line.observed.count {
      // What costs least first: most steps go no further.
      guard !goesOn(line, index), isHole(line, index), !isHole(line, index - 1),
        let pair = pair(line, from: index)
      else {
        index += 1
        continue
      }
      found.append(pair)
      index = pair.surge.upperBound
    }
    return found
  }

  /// Whether the step before stood about as low: a hole has an edge, a fall goes on.
  private static func goesOn(_ line: ExpectedLine, _ index: Int) -> Bool {
    line.observed[index] > edge * line.observed[index - 1]
  }

  /// Whether a step stands far below those around it.
  private static func isHole(_ line: ExpectedLine, _ index: Int) -> Bool {
    // What is near to usual is no hole, even in a promotion; most steps need no closer look.
    guard line.observed[index] <= 0.75 * line.expected[index],
      line.expected[index] >= leastExpected
    else { return false }
    let height = height(line, around: (index - mostSteps)..<(index + mostSteps + 1))
    return line.observed[index] <= (1 - leastDepth) * height * line.expected[index]
  }

  /// How high orders stood around steps, 1 being as usual: on a holiday or in a promotion a hole lacks,
  /// and a surge brings, what is usual there.
  private static func height(_ line: ExpectedLine, around steps: Range<Int>) -> Double {
    let wide = (steps.lowerBound - aroundSteps)..<(steps.upperBound + aroundSteps)
    var sums = (seen: 0.0, usual: 0.0)
    var lowest = (residual: Double.infinity, step: -1)
    var highest = (residual: -Double.infinity, step: -1)
    for step in wide.clamped(to: line.observed.indices)
    where !steps.contains(step) && !line.observed[step].isNaN {
      sums.seen += line.observed[step]
      sums.usual += line.expected[step]
      let residual = line.residual[step]
      if residual < lowest.residual { lowest = (residual, step) }
      if residual > highest.residual { highest = (residual, step) }
    }
    guard lowest.step >= 0 else { return 1 }
    // Without the extremes, which may be late counts of their own; as sums, since ratios of small
    // counts are anything.
    let usual = sums.usual - line.expected[lowest.step] - line.expected[highest.step]
    let seen = sums.seen - line.observed[lowest.step] - line.observed[highest.step]
    return usual > 0 ? max(0, seen) / usual : 1
  }

  /// How unlikely it is by count noise alone to see so much less than is usual, as half a squared
  /// signal: small counts do not scatter as the normal has it.
  private static func deviance(seen: Double, usual: Double, dispersion: Double) -> Double {
    max(0, CountEvidence.poisson(seen, usual: usual)) / dispersion
  }

  private static func pair(
    _ line: ExpectedLine, from first: Int
  ) -> (hole: Range<Int>, surge: Range<Int>)? {
    guard let (steps, surgeSteps, returned) = hole(line, from: first) else { return nil }
    let end = steps.upperBound
    let height = height(line, around: first..<(end + mostSteps))
    let hole = total(line, steps, height)
    guard -hole.surplus >= holeSignal * hole.deviation,
      deviance(
        seen: hole.usual + hole.surplus, usual: hole.usual, dispersion: line.fit.dispersion)
        >= holeSignal * holeSignal / 2
    else { return nil }
    for last in (end + 1)...(end + surgeSteps) where last <= line.observed.count {
      let surge = total(line, end..<last, height)
      if surge.surplus >= -returned * hole.surplus,
        surge.surplus >= surgeSignal * surge.deviation
      {
        return (steps, end..<last)
      }
    }
    return DelayedCounts(line, hole: steps)?.surge.map { (steps, $0) }
  }

  /// The steps of a hole, in how many steps its counts must come back, and what part of them.
  private static func hole(
    _ line: ExpectedLine, from first: Int
  ) -> (steps: Range<Int>, surgeSteps: Int, returned: Double)? {
    let count = line.observed.count
    var end = first + 1
    while end < count, end - first < mostSteps, isHole(line, end) { end += 1 }
    guard end < count else { return nil }
    if !isHole(line, end) { return (first..<end, mostSteps, returned) }
    let most = min(count, first + longestSilenceSeconds / line.stepSeconds)
    // The feed may have stopped in the midst of the first step.
    end = first + 1
    while end < most, line.observed[end] <= silent * line.expected[end] { end += 1 }
    return end > first + mostSteps && end < most
      ? (first..<end, mostStepsAtOnce, returnedAtOnce) : nil
  }

  /// Orders above expectation, what they scatter by, and those usual; nothing where a row is missing.
  private static func total(
    _ line: ExpectedLine, _ steps: Range<Int>, _ height: Double
  ) -> (surplus: Double, deviation: Double, usual: Double) {
    var surplus = 0.0
    var expected = 0.0
    for index in steps {
      guard !line.observed[index].isNaN else { return (0, 1, 1) }
      surplus += line.observed[index] - height * line.expected[index]
      expected += height * line.expected[index]
    }
    return (surplus, line.fit.countVariance(expected: expected).squareRoot(), expected)
  }

  /// Whether a fall has but the last steps of the data, so that its surge is not to be seen yet.
  static func mayCome(in part: FallEvent.Part, _ series: Watched) -> Bool {
    let last = mostSecondsAtEnd / series.stepSeconds
    return part.isOpen && part.fall.start >= series.scan.dataEnd - last
  }

  /// What of it lies in the block, as reports name it.
  static func dismissed(in series: Watched, block: TimeWindow) -> [DismissedStretch] {
    series.late.compactMap { hole, surge in
      let window = TimeWindow(
        start: series.time(at: hole.lowerBound),
        seconds: (surge.upperBound - hole.lowerBound) * series.stepSeconds)
      guard block.contains(window.start) else { return nil }
      return DismissedStretch(
        kind: .counterReset, window: window, series: [series.series.key],
        depth: series.plainFall(hole).map { Share($0) })
    }
  }
}
