/// The headings of a foreign file: each with a name of its own.
struct SourceHeader {
  enum Match {
    case columns([Int])
    /// The heading is there several times and was named as one.
    case repeated(times: Int)
    case none
  }

  /// As they stand in the file; of a repeated heading `Labels[1]`, `Labels[2]` …
  let names: [String]
  private var positions: [String: Int] = [:]
  private var repeats: [String: Int] = [:]

  init(_ cells: [String]) {
    let bare = cells.map { $0.trimmed() }
    let counts = Dictionary(grouping: bare, by: SourceHeader.folded).mapValues(\.count)
    var seen: [String: Int] = [:]
    names = bare.map { name in
      let key = SourceHeader.folded(name)
      guard let count = counts[key], count > 1, !key.isEmpty else { return name }
      seen[key, default: 0] += 1
      return "\(name)[\(seen[key] ?? 0)]"
    }
    for (position, name) in names.enumerated() {
      positions[SourceHeader.folded(name)] = position
    }
    repeats = counts.filter { $0.value > 1 && !$0.key.isEmpty }
  }

  /// Case, a byte-order mark, and how many blanks there are make no difference.
  static func folded(_ name: String) -> String {
    name.lowercased().split { $0 == " " || $0 == "\t" || $0 == "\u{a0}" || $0 == "\u{feff}" }
      .joined(separator: " ")
  }

  func find(_ name: String) -> Match {
    let key = SourceHeader.folded(name)
    if let position = positions[key] { return .columns([position]) }
    if let times = repeats[key] { return .repeated(times: times) }
    guard let star = key.range(of: "[*]") else { return .none }
    let (before, after) = (key[..<star.lowerBound], key[star.upperBound...])
    let found = names.indices.filter { index in
      let name = SourceHeader.folded(names[index])
      if name == before + after { return true }
      guard name.hasPrefix(before + "["), name.hasSuffix("]" + after) else { return false }
      let number = name.dropFirst(before.count + 1).dropLast(after.count + 1)
      return !number.isEmpty && number.allSatisfy(\.isNumber)
    }
    return found.isEmpty ? .none : .columns(found)
  }

  func has(_ name: String) -> Bool {
    if case .none = find(name) { false } else { true }
  }
}

extension String {
  /// Where `text` stands for the first time.
  fileprivate func range(of text: String) -> Range<Index>? {
    guard let start = indices.first(where: { self[$0...].hasPrefix(text) }) else { return nil }
    return start..<index(start, offsetBy: text.count)
  }
}
