/// Finds the name that was probably meant.
enum NearName {
  /// The candidate nearest to `name` by edit distance over letters and digits, case apart; `nil`
  /// if more than a third of the name would have to change. The first of equals.
  static func of(_ name: String, in candidates: [String]) -> String? {
    let wanted = letters(of: name)
    let scored = candidates.map { (distance(wanted, letters(of: $0)), $0) }
    guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= wanted.count / 3 else {
      return nil
    }
    return best.1
  }

  private static func letters(of name: String) -> [UInt8] {
    name.lowercased().utf8.filter {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
  }

  /// Levenshtein's distance; names beyond 64 letters count as far away.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard left.count <= 64, right.count <= 64 else { return Int.max }
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in right.enumerated() {
        let substituted = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
