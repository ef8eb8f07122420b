/// Steps that would mislead what is learnt from a few weeks.
///
/// One odd value in a slot is cut off where three cycles tell of it; two are averaged, and half of an
/// outage, or of a surge of counts that came late, would be expected of the other weeks.
enum OddSteps {
  /// An odd step stands so far below what is usual there and below every other cycle, or above.
  private static let least = 0.3
  private static let most = 2.2
  /// Standard deviations by which it must stand out: small counts scatter as much.
  private static let signal = 6.0
  /// Between odd steps no more than this apart all are: counts scatter about the limit.
  private static let bridgedSeconds = 1800
  /// More than this part of the steps is not odd, but what the series does.
  private static let mostPart = 0.1

  /// Whether each step is odd; `nil` if none is, or if too many are.
  static func find(in line: ExpectedLine) -> [Bool]? {
    var odd = line.observed.indices.map { index -> Bool in
      let (seen, usual) = (line.observed[index], line.expected[index])
      guard seen < least * usual || seen > most * usual else { return false }
      let variance = line.fit.countVariance(expected: usual)
      return (seen - usual) * (seen - usual) > signal * signal * variance
        && standsAlone(line, index)
    }
    bridge(&odd, most: bridgedSeconds / line.stepSeconds)
    let count = odd.count { $0 }
    return count > 0 && Double(count) <= mostPart * Double(odd.count) ? odd : nil
  }

  private static func bridge(_ odd: inout [Bool], most: Int) {
    var last: Int?
    for step in odd.indices where odd[step] {
      if let last, step - last <= most {
        for between in (last + 1)..<max(last + 1, step) { odd[between] = true }
      }
      last = step
    }
  }

  /// Whether no other cycle comes near: an odd one makes the others look odd too.
  private static func standsAlone(_ line: ExpectedLine, _ index: Int) -> Bool {
    let cycle = line.plan.cycleSteps
    let others = stride(from: index % cycle, to: line.observed.count, by: cycle).compactMap {
      $0 == index || line.observed[$0].isNaN ? nil : line.observed[$0]
    }
    guard let lowest = others.min(), let highest = others.max() else { return false }
    return line.observed[index] < least * lowest || line.observed[index] > most * highest
  }
}
