/// Writes the bytes of a page.
struct PageWriter {
  private var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Each value as its difference to the one before, the first to 0.
  mutating func differences(_ values: some Sequence<Int64>) {
    var before: Int64 = 0
    for value in values {
      let difference = value - before
      unsigned(UInt64(bitPattern: (difference << 1) ^ (difference >> 63)))
      before = value
    }
  }

  /// Everything written, with its checksum.
  func finished() -> [UInt8] {
    let sum = Checksum.crc32(bytes[...])
    return bytes + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
  }
}

/// Reads the bytes of a page, never beyond its end.
struct PageReader {
  private let bytes: [UInt8]
  private var position = 0
  private let end: Int

  /// Throws if the checksum is not that of the bytes before it.
  init(_ payload: [UInt8]) throws(PageCodec.Fault) {
    guard payload.count >= 4 else { throw PageCodec.Fault(reason: "too short") }
    bytes = payload
    end = payload.count - 4
    let stored = (0..<4).reduce(UInt32(0)) { $0 | UInt32(payload[end + $1]) << (8 * UInt32($1)) }
    guard Checksum.crc32(payload[..<end]) == stored else {
      throw PageCodec.Fault(reason: "the checksum does not fit")
    }
  }

  var isAtEnd: Bool { position == end }

  mutating func byte() throws(PageCodec.Fault) -> UInt8 {
    guard position < end else { throw PageCodec.Fault(reason: "shorter than it says") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func unsigned() throws(PageCodec.Fault) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 63 || byte <= 1 else { throw PageCodec.Fault(reason: "a number too large") }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  /// `count` values written as differences, each at least `least` and an Int32.
  mutating func differences(
    count: Int, from least: Int32, _ take: (Int, Int32) -> Void
  ) throws(PageCodec.Fault) {
    var value: Int64 = 0
    for index in 0..<count {
      let packed = try unsigned()
      value &+= Int64(bitPattern: packed >> 1) ^ -Int64(bitPattern: packed & 1)
      guard let fitting = Int32(exactly: value), fitting >= least else {
        throw PageCodec.Fault(reason: "a count out of range")
      }
      take(index, fitting)
    }
  }
}

/// CRC-32 as in zlib and PNG (reflected polynomial 0xEDB88320).
enum Checksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in
      sum & 1 == 1 ? (sum >> 1) ^ 0xedb8_8320 : sum >> 1
    }
  }

  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let table = table
    return ~bytes.reduce(~UInt32(0)) { sum, byte in
      (sum >> 8) ^ table[Int((sum ^ UInt32(byte)) & 0xff)]
    }
  }
}
