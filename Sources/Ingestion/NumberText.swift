/// Numbers as they stand in cells.
enum NumberText {
  /// A whole number from 0 to the largest Int32, in plain digits.
  static func whole(_ text: Span<UInt8>) throws(RowFault) -> Int32 {
    var value: Int64 = 0
    var start = 0
    if !text.isEmpty, text[0] == UInt8(ascii: "-") { start = 1 }
    guard start < text.count else { throw .notWholeNumber }
    for index in start..<text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { throw .notWholeNumber }
      value = min(value * 10 + Int64(digit), Int64(Int32.max) + 1)
    }
    guard start == 0 else { throw .negative }
    guard let fitting = Int32(exactly: value) else { throw .tooLarge }
    return fitting
  }

  /// A finite decimal number ≥ 0, with a point.
  static func decimal(_ text: Span<UInt8>) throws(RowFault) -> Float {
    if let short = shortDecimal(text) { return short }
    guard !text.isEmpty, text[0] != UInt8(ascii: "+"), isPlainNumber(text),
      let value = Float(string(text)), value.isFinite
    else { throw .notANumber }
    guard value >= 0, text[0] != UInt8(ascii: "-") else { throw .negative }
    return value
  }

  /// Up to seven digits with up to three behind the point, which needs no rounding twice: both
  /// the digits and the power of ten are exact, so their quotient is the nearest Float.
  private static func shortDecimal(_ text: Span<UInt8>) -> Float? {
    guard !text.isEmpty, text.count <= 8 else { return nil }
    var digits = 0
    var value = 0
    var behindPoint = -1
    for index in text.indices {
      if text[index] == UInt8(ascii: ".") {
        guard behindPoint < 0, digits > 0 else { return nil }
        behindPoint = 0
        continue
      }
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9, digits < 7 else { return nil }
      value = value * 10 + Int(digit)
      digits += 1
      if behindPoint >= 0 { behindPoint += 1 }
    }
    switch behindPoint {
    case -1: return Float(value)
    case 1: return Float(value) / 10
    case 2: return Float(value) / 100
    case 3: return Float(value) / 1000
    default: return nil
    }
  }

  /// Digits, signs, a point and an exponent only: no `nan`, `inf` or hexadecimal.
  private static func isPlainNumber(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return false
      }
    }
    return true
  }

  private static func string(_ text: Span<UInt8>) -> String {
    text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
