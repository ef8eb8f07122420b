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
    let after = lengths.map { (fall.end, fall.end + $0) }
    let before = lengths.map { (fall.start - $0, fall.start) }
    var best: (start: Int, end: Int)?
    var most = BesideRise.believed * fall.modelLogLikelihood
    for (start, end) in after + before where start >= 0 && end <= scan.dataEnd {
      guard let moments = scan.moments(start, end), moments.correlation > 0 else { continue }
      let explained = moments.correlation * moments.correlation / (2 * moments.information)
      if explained > most {
        most = explained
        best = (start, end)
      }
    }
    guard let best else { return fall.signal }
    return signal(of: fall, beside: best) ?? fall.signal
  }

  private var lengths: [Int] {
    var lengths = GroupScan.durations(upTo: longest)
    lengths.append(longest)
    return lengths
  }

  /// Both fitted at once; `nil` where nothing was seen.
  private func signal(of fall: Fall, beside rise: (start: Int, end: Int)) -> Double? {
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
