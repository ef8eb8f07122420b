/// A condition of `skip_if`, put into effect.
enum SkipTest {
  case isOne(Set<String>)
  case isNone(Set<String>)
  case matches(Pattern)

  /// `nil` if its regular expression is none.
  init?(_ condition: SkipRule.Condition) {
    switch condition {
    case .isOne(let words): self = .isOne(Set(words.map { $0.lowercased() }))
    case .isNone(let words): self = .isNone(Set(words.map { $0.lowercased() }))
    case .matches(let text):
      guard let pattern = Pattern(text) else { return nil }
      self = .matches(pattern)
    }
  }

  func meets(_ block: RecordBlock, _ record: Int, _ position: Int) -> Bool {
    let text = block.text(ofCell: block.cellRange(of: record).lowerBound + position).trimmed()
    switch self {
    case .isOne(let words): return words.contains(text.lowercased())
    case .isNone(let words): return !words.contains(text.lowercased())
    case .matches(let pattern): return pattern.matches(text)
    }
  }
}
