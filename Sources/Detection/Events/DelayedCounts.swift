/// A feed that stamps all counts of some hours late by the same time: a hole as long as the delay, counts that each
/// stand where later ones belong, which hardly shows, and at its end as long a stretch that holds twice as many.
struct DelayedCounts {
  private let line: ExpectedLine
  private let hole: Range<Int>
  /// How high orders stood just before the hole, 1 being as usual.
  private let height: Double

  /// After a shorter silence customers may bring as much.
  private static let leastSeconds = 3600
  /// The end of a delay is looked for so long behind its hole.
  private static let mostSeconds = 6 * 3600
  /// By this part of the orders that were held up, and two standard deviations, counts may be off.
  private static let tolerance = 0.15

  /// `nil` if the hole is too short or something was counted in it.
  init?(_ line: ExpectedLine, hole: Range<Int>) {
    let before = (hole.lowerBound - max(1, hole.count / 2))..<hole.lowerBound
    guard hole.count * line.stepSeconds >= DelayedCounts.leastSeconds, before.lowerBound >= 0,
      hole.dropFirst().dropLast().allSatisfy({
        line.observed[$0] <= LateCounts.silent * line.expected[$0]
      })
    else { return nil }
    height =
      before.reduce(0) { $0 + line.observed[$1] } / before.reduce(0) { $0 + line.expected[$1] }
    guard height > 0 else { return nil }
    self.line = line
    self.hole = hole
  }

  /// The steps at its end with the counts that were held up; `nil` if they never came.
  var surge: Range<Int>? {
    let last = hole.upperBound + DelayedCounts.mostSeconds / line.stepSeconds
    return (hole.upperBound...last).lazy.map { $0..<($0 + hole.count) }.first(where: isSurge)
  }

  private func isSurge(_ steps: Range<Int>) -> Bool {
    let beside = max(1, hole.count / 2)
    guard steps.upperBound + beside <= line.observed.count else { return false }
    let half = steps.lowerBound + (hole.count + 1) / 2
    return counts(steps, own: 1, held: 1)
      && counts(steps.lowerBound..<half, own: 1, held: 1)
      && counts(steps.upperBound..<(steps.upperBound + beside), own: 1, held: 0)
      && counts(
        max(hole.upperBound, steps.lowerBound - beside)..<steps.lowerBound, own: 0, held: 1)
  }

  /// Whether `steps` hold such parts of the orders of their own time and of those a delay before, as far as small
  /// counts tell.
  private func counts(_ steps: Range<Int>, own: Double, held: Double) -> Bool {
    var (seen, usual, before) = (0.0, 0.0, 0.0)
    for step in steps {
      seen += line.observed[step]
      usual += height * line.expected[step]
      before += height * line.expected[step - hole.count]
    }
    let wanted = own * usual + held * before
    let chance = line.fit.countVariance(expected: wanted).squareRoot()
    // A missing row tells nothing.
    return abs(seen - wanted) <= DelayedCounts.tolerance * before + 2 * chance
  }
}
