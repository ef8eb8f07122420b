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
      write(values.count) { first in
        let steps = PageWriter.differences(values, first, SIMD8<Int64>.self)
        return steps.joined & ~0x7f == 0 ? SIMD8(truncatingIfNeeded: steps) : nil
      } one: { index in
        UInt64(bitPattern: values[index] &- (index > 0 ? values[index - 1] : start))
      }
    }
  }

  /// Each value as its difference to the one before, the first to 0.
  mutating func differences(_ values: ArraySlice<Int32>) {
    values.withUnsafeBufferPointer { values in
      write(values.count) { first in
        let difference = PageWriter.differences(values, first, SIMD8<Int32>.self)
        let packed = SIMD8<UInt32>(truncatingIfNeeded: (difference &<< 1) ^ (difference &>> 31))
        return packed.joined & ~0x7f == 0 ? SIMD8(truncatingIfNeeded: packed) : nil
      } one: { index in
        let difference = Int64(values[index]) &- (index > 0 ? Int64(values[index - 1]) : 0)
        return UInt64(bitPattern: (difference &<< 1) ^ (difference &>> 63))
      }
    }
  }

  /// Writes so many numbers, eight at once where eight from an index on take a byte each.
  @inline(__always)
  private mutating func write(
    _ count: Int, eight: (_ first: Int) -> SIMD8<UInt8>?, one: (_ index: Int) -> UInt64
  ) {
    var place = next
    var index = 0
    while index < count {
      let end = min(index + 8, count)
      if index > 0, end - index == 8, let eight = eight(index) {
        UnsafeMutableRawPointer(place).storeBytes(of: eight, as: SIMD8<UInt8>.self)
        place += 8
      } else {
        for index in index..<end { PageWriter.put(one(index), &place) }
      }
      index = end
    }
    next = place
  }

  /// Of eight values from `first` on, each to the one before it.
  @inline(__always)
  private static func differences<Value: FixedWidthInteger & SIMDScalar>(
    _ values: UnsafeBufferPointer<Value>, _ first: Int, _ type: SIMD8<Value>.Type
  ) -> SIMD8<Value> {
    let bytes = UnsafeRawBufferPointer(values)
    let size = MemoryLayout<Value>.size
    return bytes.loadUnaligned(fromByteOffset: first * size, as: type)
      &- bytes.loadUnaligned(fromByteOffset: (first - 1) * size, as: type)
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

extension SIMD8 where Scalar: FixedWidthInteger {
  /// The bits that any of the eight has.
  @inline(__always)
  var joined: Scalar {
    let half = lowHalf | highHalf
    let quarter = half.lowHalf | half.highHalf
    return quarter[0] | quarter[1]
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
    let first = times.count
    times.append(contentsOf: repeatElement(0, count: count))
    var time = day
    var index = 0
    while index < count {
      if index > 0, count - index >= 8, let step = eightAlike() {
        for place in 0..<8 {
          time &+= step
          times[first + index + place] = time
        }
        index += 8
        continue
      }
      let step = try short()
      guard step < UInt64(pageSeconds), step > 0 || index == 0 else {
        throw PageCodec.Fault(reason: "times do not ascend")
      }
      time &+= Int64(step)
      times[first + index] = time
      index += 1
    }
    guard time < day + pageSeconds else { throw PageCodec.Fault(reason: "a time outside the day") }
  }

  /// `count` values written as differences, each at least `least` and an Int32, behind those in
  /// `values`.
  mutating func differences(
    count: Int, from least: Int32, into values: inout [Int32]
  ) throws(PageCodec.Fault) {
    let first = values.count
    values.append(contentsOf: repeatElement(0, count: count))
    var value: Int64 = 0
    var (lowest, highest) = (Int64(least), Int64(least))
    var next = first
    func take(_ difference: Int64) {
      value &+= difference
      lowest = min(lowest, value)
      highest = max(highest, value)
      values[next] = Int32(truncatingIfNeeded: value)
      next += 1
    }
    while next < values.count {
      if values.count - next >= 8, let eight = eightShort() {
        let differences = SIMD8<Int32>(truncatingIfNeeded: (eight &>> 1) ^ (0 &- (eight & 1)))
        for place in 0..<8 { take(Int64(differences[place])) }
        continue
      }
      for _ in 0..<min(8, values.count - next) {
        let packed = try short()
        take(Int64(bitPattern: packed >> 1) ^ -Int64(bitPattern: packed & 1))
      }
    }
    guard lowest >= least, highest <= Int64(Int32.max) else {
      throw PageCodec.Fault(reason: "a count out of range")
    }
  }

  /// The next eight numbers if each takes a byte; else nothing is read.
  @inline(__always)
  private mutating func eightShort() -> SIMD8<UInt32>? {
    guard let word = word, word & 0x8080_8080_8080_8080 == 0 else { return nil }
    position += 8
    return SIMD8(truncatingIfNeeded: unsafeBitCast(word.littleEndian, to: SIMD8<UInt8>.self))
  }

  /// The next eight numbers if they are the same and of a byte, and not 0; else nothing is read.
  @inline(__always)
  private mutating func eightAlike() -> Int64? {
    guard let word = word else { return nil }
    let first = word & 0x7f
    guard first > 0, word == first &* 0x0101_0101_0101_0101 else { return nil }
    position += 8
    return Int64(first)
  }

  /// The next eight bytes, low first; `nil` if there are not as many before the checksum.
  @inline(__always)
  private var word: UInt64? {
    guard position + 8 <= end else { return nil }
    return bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
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
