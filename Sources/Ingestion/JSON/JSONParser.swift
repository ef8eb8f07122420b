/// Reads JSON (RFC 8259), one value after the other, with the line of each object.
struct JSONParser {
  struct Broken: Error {
    let line: Int
    let reason: String
  }

  /// Deeper nesting is no export, and would only use up the stack.
  private static let deepest = 128

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// Bytes of the names of all values, each spelt out with what it stands in.
  private var spelled = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next value; `nil` at the end.
  mutating func next() throws(Broken) -> JSONValue? {
    skipBlanks()
    return position < bytes.count ? try value(0, inside: 0) : nil
  }

  private func broken(_ reason: String) -> Broken { Broken(line: line, reason: reason) }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) {
      if bytes[position] == 0x0a { line += 1 }
      position += 1
    }
  }

  /// - Parameter inside: Bytes of the names around it.
  private mutating func value(_ depth: Int, inside: Int) throws(Broken) -> JSONValue {
    skipBlanks()
    guard position < bytes.count else { throw broken("it ends in the middle of a value") }
    guard depth < JSONParser.deepest else { throw broken("it is nested too deeply") }
    spelled += inside
    guard spelled <= IngestionPolicy.jsonNameBytes else {
      throw broken("it has too many values inside long names")
    }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth, inside)
    case UInt8(ascii: "["): return try array(depth, inside)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(_ depth: Int, _ inside: Int) throws(Broken) -> JSONValue {
    let start = line
    var members: [(name: String, value: JSONValue)] = []
    position += 1
    skipBlanks()
    if take("}") { return .object([], line: start) }
    while true {
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw broken("a name in quotes is missing")
      }
      let name = try string()
      skipBlanks()
      guard take(":") else { throw broken("a colon is missing after \"\(name)\"") }
      members.append((name, try value(depth + 1, inside: inside + name.utf8.count + 1)))
      skipBlanks()
      if take("}") { return .object(members, line: start) }
      guard take(",") else { throw broken("a comma or } is missing after \"\(name)\"") }
    }
  }

  private mutating func array(_ depth: Int, _ inside: Int) throws(Broken) -> JSONValue {
    var entries: [JSONValue] = []
    position += 1
    skipBlanks()
    if take("]") { return .array([]) }
    while true {
      entries.append(try value(depth + 1, inside: inside))
      skipBlanks()
      if take("]") { return .array(entries) }
      guard take(",") else { throw broken("a comma or ] is missing") }
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Broken) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw broken("an unknown word") }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(Broken) -> JSONValue {
    let start = position
    while position < bytes.count, JSONParser.isOfNumber(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(text) != nil else { throw broken("something that is no value") }
    return .number(text)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains(byte)
  }

  private mutating func string() throws(Broken) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw broken("a text that is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0x0a: throw broken("a text that goes over the end of its line")
      default: text.append(byte)
      }
    }
    throw broken("it ends in the middle of a text")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Broken) {
    guard position < bytes.count else { throw broken("it ends in the middle of a text") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "u"): try put(scalar(), into: &text)
    default: throw broken("an unknown escape in a text")
    }
  }

  private mutating func scalar() throws(Broken) -> UInt32 {
    let first = try hexadecimal()
    guard (0xd800...0xdbff).contains(first),
      bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    else { return first }
    position += 2
    let second = try hexadecimal()
    guard (0xdc00...0xdfff).contains(second) else { return 0xfffd }
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
  }

  private mutating func hexadecimal() throws(Broken) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    // A sign is no digit, though numbers may be read with one.
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw broken("an escape in a text that is not four hexadecimal digits") }
    position += 4
    return value
  }

  private func put(_ scalar: UInt32, into text: inout [UInt8]) {
    let scalar = Unicode.Scalar(scalar) ?? "\u{fffd}"
    text.append(contentsOf: Array(String(Character(scalar)).utf8))
  }
}
