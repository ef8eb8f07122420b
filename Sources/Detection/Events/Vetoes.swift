/// Stretches of each series found not to be falls at all; nothing like them is looked at again.
struct Vetoes {
  private var stretches: [Int: [Range<Int>]] = [:]

  mutating func add(_ index: Int, _ steps: Range<Int>) {
    stretches[index, default: []].append(steps)
  }

  /// Those of one series.
  func stretches(of index: Int) -> [Range<Int>] { stretches[index] ?? [] }

  /// Whether most of the shorter of the two lies in a vetoed stretch.
  func cover(_ index: Int, _ start: Int, _ end: Int) -> Bool {
    stretches(of: index).contains { Vetoes.cover($0, start, end) }
  }

  static func cover(_ veto: Range<Int>, _ start: Int, _ end: Int) -> Bool {
    let shared = min(end, veto.upperBound) - max(start, veto.lowerBound)
    return 2 * shared >= min(end - start, veto.count)
  }

  /// Whether a stretch is one of the vetoed, or nearly: they share most of the longer.
  func holdLike(_ index: Int, _ steps: Range<Int>) -> Bool {
    stretches(of: index).contains {
      2 * $0.clamped(to: steps).count >= max($0.count, steps.count)
    }
  }
}
