import Vocabulary

/// Numbers as plain cells: up to seven digits and a separator behind them.
///
/// Each moves beyond the number, or answers `nil`; larger and odder ones are left to `NumberText`.
enum PlainNumber {
  /// A whole number ≥ 0; `SampleBatch.noErrors` for an empty cell.
  @inline(__always)
  static func whole(_ place: inout UnsafeRawPointer) -> Int32? {
    let word = PlainBytes.word(place)
    let others = PlainBytes.nonDigits(word)
    guard others != 0 else { return nil }
    let digits = others.trailingZeroBitCount &>> 3
    place += digits
    guard digits > 0 else {
      return PlainBytes.isSeparator(place) ? SampleBatch.noErrors : nil
    }
    return Int32(truncatingIfNeeded: PlainBytes.number(word, digits))
  }

  /// A number ≥ 0 with up to three digits behind a point; NaN for an empty cell.
  ///
  /// Digits and power of ten are both exact, so their quotient is the nearest Float.
  @inline(__always)
  static func decimal(_ place: inout UnsafeRawPointer) -> Float? {
    let word = PlainBytes.word(place)
    let others = PlainBytes.nonDigits(word)
    guard others != 0 else { return nil }
    let whole = others.trailingZeroBitCount &>> 3
    let mark = (word &>> UInt64(8 &* whole)) & 0xff
    guard mark == 0x2e, whole > 0 else {
      place += whole
      guard whole > 0 else { return PlainBytes.isSeparator(place) ? .nan : nil }
      return Float(PlainBytes.number(word, whole))
    }
    let behind = others & (others &- 1)
    let length = behind == 0 ? 8 : behind.trailingZeroBitCount &>> 3
    let low = (UInt64(1) &<< UInt64(8 &* whole)) &- 1
    let digits = (word & low) | ((word &>> 8) & ~low)
    place += length
    let value = Float(PlainBytes.number(digits, length &- 1))
    switch length &- whole &- 1 {
    case 1: return value / 10
    case 2: return value / 100
    case 3: return value / 1000
    default: return nil
    }
  }
}
