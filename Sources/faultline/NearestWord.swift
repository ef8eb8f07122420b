/// Finds the word that was probably meant by one that is none of those there are.
enum NearestWord {
  /// The candidate that fewest edits make of `word`, case apart; `nil` if more than a third of
  /// the word would have to change. The first of equals.
  static func of(_ word: String, in candidates: [String]) -> String? {
    let wanted = Array(word.lowercased())
    let scored = candidates.map { (edits(wanted, Array($0.lowercased())), $0) }
    guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(1, wanted.count / 3) else {
      return nil
    }
    return best.1
  }

  /// Characters put in, left out, replaced, or swapped with their neighbour (optimal string
  /// alignment), because swapping is what fingers do.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column]
        var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}
