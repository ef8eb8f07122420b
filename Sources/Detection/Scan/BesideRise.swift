/// What is left of a fall once a rise beside it is allowed for.
///
/// Orders before a promotion stand low only against the promotion. A rise over a stretch that begins
/// where the fall ends, or ends where it begins, has both of its edges in the data; if it explains more
/// than the fall does, the fall must show by what the rise leaves unexplained.
struct BesideRise {
  private let scan: FallScan

  /// The longest rise tried, in steps.
  private let longest: Int

  /// A rise must explain at least this part of what the fall does to be believed in its place: a fall
  /// with nothing beside it gives a rise half of its own evidence, one edge of two.
  private static let believed = 0.8

  init(_ scan: FallScan, longest: Int) {
    self.scan = scan
    self.longest = longest
  }

  /// Signal of the fall beside the better of the two rises; its own if no rise is believed.
  func signal(of fall: Fall) -> Double {
    let rises = [after(fall), before(fall)].compactMap { $0 }
    guard let best = rises.max(by: { $0.explained < $1.explained }),
      best.explained > BesideRise.believed * fall.modelLogLikelihood
    else { return fall.signal }
    return signal(of: fall, beside: best) ?? fall.signal
  }

  private struct Rise {
    let start: Int
    let end: Int
    /// Log-likelihood as the model has it.
    let explained: Double
  }

  private func after(_ fall: Fall) -> Rise? {
    let most = max(0, min(longest, scan.dataEnd - fall.end))
    return best(scan.moments(from: fall.end, to: fall.end + 1..<fall.end + most + 1)) {
      fall.end..<fall.end + $0
    }
  }

  private func before(_ fall: Fall) -> Rise? {
    let most = min(longest, fall.start)
    return best(scan.moments(from: fall.start - most..<fall.start, to: fall.start).reversed()) {
      fall.start - $0..<fall.start
    }
  }

  /// The best length, first on a coarse grid and then step by step around it: an edge that is missed
  /// by a few steps is missed.
  ///
  /// - Parameter all: what orders say of rises of one step, of two and so on.
  private func best(_ all: [FallMoments?], _ stretch: (Int) -> Range<Int>) -> Rise? {
    func strongest(_ lengths: [Int]) -> Rise? {
      lengths.compactMap { length -> Rise? in
        guard let moments = all[length - 1], moments.correlation > 0 else { return nil }
        let explained = moments.correlation * moments.correlation / (2 * moments.information)
        let steps = stretch(length)
        return Rise(start: steps.lowerBound, end: steps.upperBound, explained: explained)
      }.max { $0.explained < $1.explained }
    }
    var coarse: [Int] = []
    var length = 1
    while length <= all.count {
      coarse.append(length)
      length = max(length + 1, length * 9 / 8)
    }
    guard let near = strongest(coarse) else { return nil }
    let span = near.end - near.start
    let first = max(1, span * 8 / 9)
    return strongest(Array(first...max(first, min(all.count, span * 9 / 8)))) ?? near
  }

  /// Both fitted at once; `nil` where nothing was seen.
  private func signal(of fall: Fall, beside rise: Rise) -> Double? {
    guard let own = scan.moments(fall.start, fall.end),
      let other = scan.moments(rise.start, rise.end),
      let both = scan.moments(min(fall.start, rise.start), max(fall.end, rise.end))
    else { return nil }
    let cross = (both.information - own.information - other.information) / 2
    let left = own.information - cross * cross / other.information
    guard left > 1e-9 else { return nil }
    let correlation = own.correlation - cross / other.information * other.correlation
    return -correlation / left.squareRoot() / fall.spread
  }
}
