import Vocabulary

/// Rows set aside as lines of text, long runs of one fault in one line.
enum RejectedRuns {
  /// So many rows in a row with the same fault are one story: an hour that happens twice, a column
  /// in another unit.
  private static let shortestRun = 4

  /// `rows` must be in order of place.
  static func lines(_ rows: [RejectedRow]) -> [String] {
    var lines: [String] = []
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].hasSameFault(as: rows[start]) { end += 1 }
      if end - start >= shortestRun {
        lines.append(
          "\(rows[start]). The same holds for \(grouped(end - start - 1)) more rows up to line "
            + "\(rows[end - 1].place.line).")
      } else {
        lines += rows[start..<end].map(\.description)
      }
      start = end
    }
    return lines
  }
}

extension RejectedRow {
  fileprivate func hasSameFault(as other: RejectedRow) -> Bool {
    place.file == other.place.file && column == other.column && reason == other.reason
  }
}
