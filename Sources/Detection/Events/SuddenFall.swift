import Statistics

/// Whether a fall came on at once. Where too little was counted to know the course of the day, one that came on
/// slowly may be the evening, and one that was there from the first row the night.
enum SuddenFall {
  /// Orders are compared over so long before and after the onset.
  private static let sideSeconds = 1800
  /// So much of the fall must come from one side to the other.
  private static let leastPart = 0.4
  /// Evenings take less than this an hour (a natural logarithm): demand that differs twentyfold between noon and night
  /// falls by 0.4. Days differ by less than half.
  private static let steepestEvening = 0.5
  private static let mostBetweenDays = 0.5

  static func isOne(_ part: FallEvent.Part, _ series: Watched) -> Bool {
    let onset = part.onset.mode
    let width = max(1, sideSeconds / series.stepSeconds)
    guard let before = mean(series.line, (onset - width)..<onset), before > 0,
      let after = mean(series.line, onset..<min(onset + width, max(onset + 1, part.fall.end)))
    else { return false }
    let hours = Double(width * series.stepSeconds) / 3600
    let least = max(
      leastPart * part.fall.depth,
      min(mostBetweenDays, 1 - PortableMath.exp(-steepestEvening * hours)))
    return 1 - after / before >= least
  }

  private static func mean(_ line: ExpectedLine, _ steps: Range<Int>) -> Double? {
    let seen = steps.clamped(to: line.observed.indices).map { line.observed[$0] }
      .filter { !$0.isNaN }
    return seen.isEmpty ? nil : seen.reduce(0, +) / Double(seen.count)
  }
}
