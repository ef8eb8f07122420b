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
