/// Cells as bytes.
enum CellBytes {
  /// `range` without blanks and line ends at both ends.
  static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  static func text(_ cell: Span<UInt8>) throws(RowFault) -> String {
    let text = cell.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
    guard let text else { throw .notUTF8 }
    return text
  }

  /// The name by which records call each other.
  ///
  /// A spreadsheet writes a long number as 1.2E+11 and forgets its last digits, so that several
  /// become one; no id of any tool looks so.
  static func id(_ cell: Span<UInt8>) throws(RowFault) -> String {
    guard !isShortened(cell) else { throw .shortenedNumber }
    return try text(cell)
  }

  /// Digits, perhaps a fraction after a point or a comma, `E+` and digits.
  private static func isShortened(_ cell: Span<UInt8>) -> Bool {
    var index = 0
    func digits(_ start: Int) -> Int {
      var end = start
      while end < cell.count, (0x30...0x39).contains(cell[end]) { end += 1 }
      return end
    }
    index = digits(0)
    guard index > 0, index < cell.count else { return false }
    if cell[index] == UInt8(ascii: ".") || cell[index] == UInt8(ascii: ",") {
      index = digits(index + 1)
    }
    guard index + 2 < cell.count, cell[index] == UInt8(ascii: "E"),
      cell[index + 1] == UInt8(ascii: "+")
    else { return false }
    return digits(index + 2) == cell.count
  }

  /// `nil` unless the text is one of the words for true and false, in any case.
  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "1": true
    case "false", "no", "0": false
    default: nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }
}
