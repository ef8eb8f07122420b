/// How the characters of a file are written. A byte-order mark at its start stands above this.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case windows1252 = "windows-1252"
}

/// Turns the bytes of a file, cut anywhere, into UTF-8.
struct TextDecoding {
  enum Form {
    case windows1252, utf16LittleEndian, utf16BigEndian
  }

  private let form: Form
  /// The first byte of a unit that goes on in the next piece.
  private var odd: UInt8?
  /// The first half of a pair that goes on in the next unit.
  private var high: UInt16?

  init(_ form: Form) { self.form = form }

  /// Adds the text of `bytes` to `text`.
  mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) {
    switch form {
    case .windows1252: for byte in bytes { put(TextDecoding.windows1252(byte), &text) }
    case .utf16LittleEndian, .utf16BigEndian:
      for byte in bytes {
        guard let first = odd else {
          odd = byte
          continue
        }
        odd = nil
        let isLittle = form == .utf16LittleEndian
        take(UInt16(isLittle ? byte : first) << 8 | UInt16(isLittle ? first : byte), &text)
      }
    }
  }

  /// Adds what stands for a unit or pair that the file's end cut off.
  mutating func finish(into text: inout [UInt8]) {
    if high != nil || odd != nil { put(0xfffd, &text) }
    (high, odd) = (nil, nil)
  }

  private mutating func take(_ unit: UInt16, _ text: inout [UInt8]) {
    if let first = high {
      high = nil
      if (0xdc00...0xdfff).contains(unit) {
        put(0x10000 + (UInt32(first - 0xd800) << 10) + UInt32(unit - 0xdc00), &text)
        return
      }
      put(0xfffd, &text)
    }
    if (0xd800...0xdbff).contains(unit) {
      high = unit
    } else {
      put((0xdc00...0xdfff).contains(unit) ? 0xfffd : UInt32(unit), &text)
    }
  }

  private func put(_ scalar: UInt32, _ text: inout [UInt8]) {
    if scalar < 0x80 {
      text.append(UInt8(scalar))
    } else if let scalar = Unicode.Scalar(scalar) {
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// As WHATWG's Encoding Standard has it: the five free places stay control characters.
  private static func windows1252(_ byte: UInt8) -> UInt32 {
    (0x80...0x9f).contains(byte) ? UInt32(high1252[Int(byte) - 0x80]) : UInt32(byte)
  }

  private static let high1252: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
  ]
}
