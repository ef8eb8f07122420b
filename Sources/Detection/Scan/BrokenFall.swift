/// Whether what looks like one fall is two with usual orders between them.
///
/// Two falls close to one another gather more evidence as one long shallow fall than either does alone.
/// The long one is compared with itself less a stretch in the middle, of the same depth on both sides.
struct BrokenFall {
  private let scan: FallScan

  /// Edges of the break that are tried, evenly over the fall.
  private static let edges = 26

  init(_ scan: FallScan) { self.scan = scan }

  /// The pieces before and behind the break, that which shows more first, if a break explains the data better
  /// by the evidence that a fall must have; `nil` if it is one fall.
  func pieces(of fall: Fall, threshold: Double) -> (clearer: Fall, other: Fall)? {
    let length = fall.end - fall.start
    guard length >= 3, let whole = scan.moments(fall.start, fall.end) else { return nil }
    let count = min(BrokenFall.edges, length - 1)
    let edges = (1...count).map { fall.start + length * $0 / (count + 1) }
    var best: (explained: Double, from: Int, to: Int)?
    for from in edges {
      for to in edges where to > from {
        let explained = explained(fall, whole, from, to)
        if explained > best?.explained ?? 0 { best = (explained, from, to) }
      }
    }
    let plain = whole.logLikelihood
    let needed = threshold * threshold / 2 * fall.spread * fall.spread
    guard let best, best.explained > plain + needed else { return nil }
    let slack = best.to - best.from
    guard let before = near(fall.start, best.from, slack: slack),
      let behind = near(best.to, fall.end, slack: slack)
    else { return nil }
    return before.modelLogLikelihood > behind.modelLogLikelihood
      ? (before, behind) : (behind, before)
  }

  /// The best fall with edges near those of a piece.
  private func near(_ start: Int, _ end: Int, slack: Int) -> Fall? {
    let reach = min(slack / 2, (end - start) / 2)
    return scan.best(
      starts: max(0, start - reach)...(start + reach),
      ends: max(start + 1, end - reach)...(end + reach))
  }

  /// Log-likelihood of a fall by one depth over both pieces and none between them.
  private func explained(
    _ fall: Fall, _ whole: FallMoments, _ from: Int, _ to: Int
  ) -> Double {
    guard let before = scan.moments(fall.start, from), let middle = scan.moments(from, to),
      let behind = scan.moments(to, fall.end), let early = scan.moments(fall.start, to),
      let late = scan.moments(from, fall.end)
    else { return 0 }
    // Twice the joint information of pieces follows from that of their unions.
    let beforeMiddle = early.information - before.information - middle.information
    let middleBehind = late.information - middle.information - behind.information
    let information = whole.information - middle.information - beforeMiddle - middleBehind
    let correlation = before.correlation + behind.correlation
    return FallMoments(correlation: correlation, information: information).logLikelihood
  }
}
