/// Stretches of each series found not to be falls at all; nothing like them is looked at again.
struct Vetoes {
  private var stretches: [Int: [Range<Int>]] = [:]

  mutating func add(_ index: Int, _ steps: Range<Int>) {
    stretches[index, default: []].append(steps)
  }

  /// Whether most of the shorter of the two lies in a vetoed stretch.
  func cover(_ index: Int, _ start: Int, _ end: Int) -> Bool {
    (stretches[index] ?? []).contains { veto in
      let shared = min(end, veto.upperBound) - max(start, veto.lowerBound)
      return 2 * shared >= min(end - start, veto.count)
    }
  }
}
