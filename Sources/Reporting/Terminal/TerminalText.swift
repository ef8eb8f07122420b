/// What the tool says on a terminal: plain lines, safe to pipe, each ending with a line feed.
public enum TerminalText {
  /// Lines joined, with control characters of the input taken out of each.
  static func lines(_ lines: [String]) -> String {
    lines.map { visible($0) + "\n" }.joined()
  }

  /// `words` filled to `width` characters; longer ones stay as they are.
  static func column(_ words: String, _ width: Int) -> String {
    words + String(repeating: " ", count: max(0, width - words.count))
  }

  /// Columns as wide as their widest cell, two spaces apart; the last cell of a row is free.
  static func table(_ rows: [[String]], indent: Int = 2) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { index in
      rows.map { index < $0.count - 1 ? visible($0[index]).count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == row.count - 1 ? visible(cell) : column(visible(cell), widths[index])
      }
      return String(repeating: " ", count: indent) + cells.joined(separator: "  ")
    }
  }
}
