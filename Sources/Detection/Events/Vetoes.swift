/// Stretches of each series found not to be falls at all; nothing like them is looked at again.
struct Vetoes {
  /// A stretch, and how many steps at least what it covers lasts.
  struct Stretch {
    let steps: Range<Int>
    let shortest: Int

    /// Whether most of the shorter of the two lies in it.
    func covers(_ start: Int, _ end: Int) -> Bool {
      let shared = min(end, steps.upperBound) - max(start, steps.lowerBound)
      return end - start >= shortest && 2 * shared >= min(end - start, steps.count)
    }
  }

  private var stretches: [Int: [Stretch]] = [:]

  /// - Parameter shortest: what falls for fewer steps in the stretch may be something else.
  mutating func add(_ index: Int, _ steps: Range<Int>, shortest: Int = 0) {
    stretches[index, default: []].append(Stretch(steps: steps, shortest: shortest))
  }

  /// Those of one series.
  func stretches(of index: Int) -> [Stretch] { stretches[index] ?? [] }

  /// Whether a fall lies in a vetoed stretch.
  func cover(_ index: Int, _ start: Int, _ end: Int) -> Bool {
    stretches(of: index).contains { $0.covers(start, end) }
  }

  /// Whether a stretch is one of the vetoed, or nearly: they share most of the longer.
  func holdLike(_ index: Int, _ steps: Range<Int>) -> Bool {
    stretches(of: index).contains {
      2 * $0.steps.clamped(to: steps).count >= max($0.steps.count, steps.count)
    }
  }
}
