/// Names that may stand for one system.
enum SystemNames {
  /// Words that say what kind of thing a system is, or where it runs, and not which one it is.
  private static let kinds: Set<String> = [
    "svc", "service", "srv", "api", "app", "prod", "production", "live", "backend",
  ]

  /// What is left of a name without case, signs, brackets and words of kind: `checkout` of
  /// `Checkout API (PROD)` and of `svc-checkout`.
  static func core(_ name: String) -> String {
    var depth = 0
    var words = [""]
    for character in name.lowercased() {
      if "([{".contains(character) { depth += 1 }
      if depth == 0 {
        if character.isLetter || character.isNumber {
          words[words.count - 1].append(character)
        } else {
          words.append("")
        }
      }
      if ")]}".contains(character) { depth = max(0, depth - 1) }
    }
    let left = words.filter { !$0.isEmpty && !kinds.contains($0) }
    return left.isEmpty ? words.joined() : left.joined()
  }

  /// Groups of two or more names that have one core, each with the name to keep in front: the one
  /// that looks most like an identifier.
  static func groups(_ names: some Sequence<String>) -> [[String]] {
    Dictionary(grouping: Set(names), by: core).values.filter { $0.count > 1 }
      .map { $0.sorted { rank($0) < rank($1) } }
      .sorted { $0[0] < $1[0] }
  }

  private static func rank(_ name: String) -> (Int, Int, String) {
    let isIdentifier = !name.contains(" ") && name == name.lowercased()
    let startsWithKind = kinds.contains { name.lowercased().hasPrefix($0) }
    return (isIdentifier ? 0 : 1, startsWithKind ? 1 : 0, name)
  }
}
