import CZlib

/// Writes the bytes of one page into memory of its own.
///
/// Works on bare addresses: the memory has room for the most that is announced, and the checks of
/// an array for each of the seven or so bytes of a sample would cost more than the packing.
struct PageWriter: ~Copyable {
  private let start: UnsafeMutablePointer<UInt8>
  private var next: UnsafeMutablePointer<UInt8>

  /// The most that one number takes.
  static let longestNumber = 10

  /// With room for so many bytes and numbers, beside the checksum.
  init(bytes: Int, numbers: Int) {
    start = .allocate(capacity: bytes + numbers * PageWriter.longestNumber + 4)
    next = start
  }

  deinit { start.deallocate() }

  @inline(__always)
  mutating func byte(_ value: UInt8) {
    next.pointee = value
    next += 1
  }

  @inline(__always)
  mutating func unsigned(_ value: UInt64) { PageWriter.put(value, &next) }

  /// Each value as its difference to the one before, the first to `start`; they ascend.
  mutating func steps(_ values: ArraySlice<Int64>, from start: Int64) {
    values.withUnsafeBufferPointer { values in
      var place = next
      var before = start
      var index = 0
      while index < values.count {
        let end = min(index + 8, values.count)
        if index > 0, end - index == 8, let eight = PageWriter.eightShortSteps(values, index) {
          UnsafeMutableRawPointer(place).storeBytes(of: eight, as: SIMD8<UInt8>.self)
          place += 8
        } else {
          for value in values[index..<end] {
            PageWriter.put(UInt64(bitPattern: value &- before), &place)
            before = value
          }
        }
        index = end
        before = values[end - 1]
      }
      next = place
    }
  }

  /// Each value as its difference to the one before, the first to 0.
  mutating func differences(_ values: ArraySlice<Int32>) {
    values.withUnsafeBufferPointer { values in
      var place = next
      var before: Int64 = 0
      var index = 0
      while index < values.count {
        let end = min(index + 8, values.count)
        if index > 0, end - index == 8, let eight = PageWriter.eightShort(values, index) {
          UnsafeMutableRawPointer(place).storeBytes(of: eight, as: SIMD8<UInt8>.self)
          place += 8
        } else {
          for value in values[index..<end] {
            let difference = Int64(value) &- before
            PageWriter.put(UInt64(bitPattern: (difference &<< 1) ^ (difference &>> 63)), &place)
            before = Int64(value)
          }
        }
        index = end
        before = Int64(values[end - 1])
      }
      next = place
    }
  }

  /// The steps to eight values from `index` on, each from the one before it, if each takes one byte.
  @inline(__always)
  private static func eightShortSteps(
    _ values: UnsafeBufferPointer<Int64>, _ index: Int
  ) -> SIMD8<UInt8>? {
    let bytes = UnsafeRawBufferPointer(values)
    let steps =
      bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Int64>.self)
      &- bytes.loadUnaligned(fromByteOffset: (index - 1) * 8, as: SIMD8<Int64>.self)
    let half = steps.lowHalf | steps.highHalf
    let quarter = half.lowHalf | half.highHalf
    guard (quarter[0] | quarter[1]) & ~0x7f == 0 else { return nil }
    return SIMD8<UInt8>(truncatingIfNeeded: steps)
  }

  /// The differences of eight values from `index` on, each to the one before it, if each takes one
  /// byte.
  @inline(__always)
  private static func eightShort(
    _ values: UnsafeBufferPointer<Int32>, _ index: Int
  ) -> SIMD8<UInt8>? {
    let bytes = UnsafeRawBufferPointer(values)
    let difference =
      bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Int32>.self)
      &- bytes.loadUnaligned(fromByteOffset: (index - 1) * 4, as: SIMD8<Int32>.self)
    let packed = SIMD8<UInt32>(truncatingIfNeeded: (difference &<< 1) ^ (difference &>> 31))
    let long = packed & 0xffff_ff80
    let half = long.lowHalf | long.highHalf
    let quarter = half.lowHalf | half.highHalf
    guard quarter[0] | quarter[1] == 0 else { return nil }
    return SIMD8<UInt8>(truncatingIfNeeded: packed)
  }

  /// With the place in a variable of the caller's: behind each store of a byte, a member would
  /// have to be read again.
  @inline(__always)
  private static func put(_ value: UInt64, _ place: inout UnsafeMutablePointer<UInt8>) {
    if value < 0x4000 {
      // One byte or two, which no processor can foretell: both are written, and one may not count.
      let isLonger: UInt64 = value < 0x80 ? 0 : 1
      UnsafeMutableRawPointer(place).storeBytes(
        of: UInt16(truncatingIfNeeded: value & 0x7f | isLonger &<< 7 | (value &>> 7) &<< 8)
          .littleEndian, as: UInt16.self)
      place += 1 + Int(isLonger)
      return
    }
    var rest = value
    while rest >= 0x80 {
      place.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
      place += 1
      rest &>>= 7
    }
    place.pointee = UInt8(truncatingIfNeeded: rest)
    place += 1
  }

  /// Ends the page with its checksum; all of it.
  mutating func finish() -> [UInt8] {
    let sum = Checksum.crc32(UnsafeBufferPointer(start: start, count: next - start))
    for part in 0..<4 { byte(UInt8(truncatingIfNeeded: sum >> (8 * part))) }
    return Array(UnsafeBufferPointer(start: start, count: next - start))
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

  /// `count` ascending times of the day that begins at `day`, behind those in `times`.
  mutating func times(
    count: Int, day: Int64, into times: inout [Int64]
  ) throws(PageCodec.Fault) {
    var time = day
    for index in 0..<count {
      let step = try short()
      guard step < UInt64(pageSeconds), step > 0 || index == 0 else {
        throw PageCodec.Fault(reason: "times do not ascend")
      }
      time &+= Int64(step)
      times.append(time)
    }
    guard time < day + pageSeconds else { throw PageCodec.Fault(reason: "a time outside the day") }
  }

  /// `count` values written as differences, each at least `least` and an Int32, behind those in
  /// `values`.
  mutating func differences(
    count: Int, from least: Int32, into values: inout [Int32]
  ) throws(PageCodec.Fault) {
    var value: Int64 = 0
    for _ in 0..<count {
      let packed = try short()
      value &+= Int64(bitPattern: packed >> 1) ^ -Int64(bitPattern: packed & 1)
      guard let fitting = Int32(exactly: value), fitting >= least else {
        throw PageCodec.Fault(reason: "a count out of range")
      }
      values.append(fitting)
    }
  }

  /// A number that is mostly of one byte or two, which no processor can foretell: both are read, and
  /// one may not count. Behind the end lies the checksum, so that there is always a second one.
  @inline(__always)
  private mutating func short() throws(PageCodec.Fault) -> UInt64 {
    guard position < end else { throw PageCodec.Fault(reason: "shorter than it says") }
    let first = bytes[position]
    let second = bytes[position + 1]
    if first & second & 0x80 != 0 { return try unsigned() }
    let isLonger = first >> 7
    position += 1 + Int(isLonger)
    guard position <= end else { throw PageCodec.Fault(reason: "shorter than it says") }
    return UInt64(first & 0x7f) | UInt64(second & (0 &- isLonger)) << 7
  }
}

/// CRC-32 as in zlib and PNG (reflected polynomial 0xEDB88320).
enum Checksum {
  static func crc32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_z(0, bytes.baseAddress, bytes.count))
  }

  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { crc32($0) }
  }
}
