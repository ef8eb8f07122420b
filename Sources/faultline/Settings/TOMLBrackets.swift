/// Finds the brackets of a TOML text at which the parser ends the whole program instead of saying
/// what is wrong: a heading without a name behind its bracket, such as `[größe]` without quotes,
/// and a brace that closes a list.
struct TOMLBrackets {
  struct Fault: Error, CustomStringConvertible {
    enum Kind {
      case namelessHeading
      case braceClosesList
    }

    let kind: Kind
    let line: Int

    var description: String {
      switch kind {
      case .namelessHeading:
        "a heading in brackets needs a name that begins with a letter of English, a digit, - or _, "
          + "or stands in quotes"
      case .braceClosesList: "a } stands where the list that [ opened needs a value or ]"
      }
    }
  }

  private let text: [UInt8]
  private var position = 0
  private var line = 1
  /// The brackets and braces of values that are open.
  private var open: [UInt8] = []

  private init(_ text: String) { self.text = Array(text.utf8) }

  static func check(_ text: String) throws(Fault) {
    var brackets = TOMLBrackets(text)
    try brackets.check()
  }

  private mutating func check() throws(Fault) {
    var isStart = true
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        isStart = true
        position += 1
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
        continue
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
      case UInt8(ascii: "[") where isStart && open.isEmpty: try heading()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(byte)
        position += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): try close(byte)
      default: position += 1
      }
      isStart = false
    }
  }

  private var next: UInt8? { position < text.count ? text[position] : nil }

  private mutating func close(_ byte: UInt8) throws(Fault) {
    if byte == UInt8(ascii: "}"), open.last == UInt8(ascii: "[") {
      throw Fault(kind: .braceClosesList, line: line)
    }
    _ = open.popLast()
    position += 1
  }

  private mutating func skipComment() {
    while let byte = next, byte != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func heading() throws(Fault) {
    position += 1
    if next == UInt8(ascii: "[") { position += 1 }
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
    guard let byte = next, TOMLBrackets.beginsName(byte) else {
      throw Fault(kind: .namelessHeading, line: line)
    }
    while let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "#") {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        skipString(byte)
      } else {
        position += 1
      }
    }
  }

  private static func beginsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }

  /// Goes behind a string in one pair of quotes, which ends with its line at the latest, or in
  /// three.
  private mutating func skipString(_ quote: UInt8) {
    let isLong = text[position...].prefix(3).elementsEqual([quote, quote, quote])
    position += isLong ? 3 : 1
    while let byte = next {
      if byte == UInt8(ascii: "\n") {
        guard isLong else { return }
        line += 1
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), position + 1 < text.count,
        text[position + 1] != UInt8(ascii: "\n")
      {
        position += 2
        continue
      }
      position += 1
      guard byte == quote else { continue }
      guard isLong else { return }
      if text[position...].prefix(2).elementsEqual([quote, quote]) {
        position += 2
        // One or two quotes may stand before the three that end it.
        while next == quote { position += 1 }
        return
      }
    }
  }
}
