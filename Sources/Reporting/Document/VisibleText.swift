/// Text from outside with everything replaced that could act unseen: control characters, and marks
/// that turn the direction of writing (CVE-2021-42574, "Trojan Source"). Line ends become spaces.
func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.isHazard }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": result.append(" ")
    case _ where scalar.isHazard: result.append("\u{FFFD}")
    case _: result.append(scalar)
    }
  }
  return String(result)
}

extension Unicode.Scalar {
  fileprivate var isHazard: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE007F: true
    // Noncharacters, which HTML does not allow.
    case 0xFDD0...0xFDEF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}

/// A name as part of a file name or an anchor: letters, digits, `.`, `_` and `-` stay.
///
/// Names that had to be altered get a mark of their whole text, so that two never meet in one file.
func stem(_ name: String) -> String {
  let kept = name.unicodeScalars.prefix(60).map { scalar -> Character in
    let isPlain =
      scalar.isASCII
      && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar == "-" || scalar == "_" || scalar == ".")
    return isPlain ? Character(scalar) : "_"
  }
  let plain = String(kept)
  let isUsable = plain == name && !plain.hasPrefix(".") && !plain.isEmpty
  return isUsable ? plain : "x" + plain + "-" + fingerprint(name)
}

/// FNV-1a over the bytes, 64 bits, in hexadecimal.
private func fingerprint(_ name: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in name.utf8 {
    hash ^= UInt64(byte)
    hash &*= 0x100_0000_01b3
  }
  return String(hash, radix: 16)
}
