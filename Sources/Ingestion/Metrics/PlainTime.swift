/// Times as plain cells: the last one is remembered, because most rows repeat it or differ from it
/// in the time of day alone.
struct PlainTime: ~Copyable {
  private let zone: TimeZoneRule?
  /// The last text and a comma, with room to read behind them; empty before the first.
  private let text: UnsafeMutableRawPointer
  private var count = 0
  /// What the last text says, and the midnight of its own clock.
  private var value: UInt32 = 0
  private var midnight: Int64 = 0

  /// `2026-03-05T14:02:00` up to the seconds; what follows is an offset.
  private static let clockBytes = 19
  private static let longest = 40

  init(zone: TimeZoneRule?) {
    self.zone = zone
    text = .allocate(byteCount: PlainTime.longest + PlainBytes.margin, alignment: 8)
    text.initializeMemory(as: UInt8.self, repeating: 0, count: PlainTime.longest)
  }

  deinit { text.deallocate() }

  /// The last time as a loop holds it at hand, with the comma behind it.
  struct Usual {
    let value: UInt32
    /// Bytes, sixteen to 32; 0 for a text of another length, which is never said to be there.
    let count: Int
    fileprivate let front: SIMD2<UInt64>
    fileprivate let back: SIMD2<UInt64>

    @inline(__always)
    func isHere(_ place: UnsafeRawPointer) -> Bool {
      guard count > 0 else { return false }
      let difference =
        (place.loadUnaligned(as: SIMD2<UInt64>.self) ^ front)
        | ((place + (count &- 16)).loadUnaligned(as: SIMD2<UInt64>.self) ^ back)
      return difference[0] | difference[1] == 0
    }
  }

  var usual: Usual {
    let length = (16...32).contains(count + 1) ? count + 1 : 0
    return Usual(
      value: value, count: length, front: text.loadUnaligned(as: SIMD2<UInt64>.self),
      back: (text + max(length - 16, 0)).loadUnaligned(as: SIMD2<UInt64>.self))
  }

  /// Reads the cell at `place` and moves beyond it; `nil` if it is not a plain time.
  @inline(__always)
  mutating func take(_ place: inout UnsafeRawPointer) -> UInt32? {
    guard count > 0, PlainBytes.equal(place, text, count), PlainBytes.isSeparator(place + count)
    else { return takeOther(&place) }
    place += count
    return value
  }

  @inline(never)
  private mutating func takeOther(_ place: inout UnsafeRawPointer) -> UInt32? {
    if let other = sameDay(place) {
      place += count
      return other
    }
    guard let end = PlainBytes.end(of: place), end - place <= PlainTime.longest, end > place else {
      return nil
    }
    let cell = UnsafeRawBufferPointer(start: place, count: end - place)
    guard let seconds = PlainTime.parse(cell, zone) else { return nil }
    count = cell.count
    text.copyMemory(from: place, byteCount: count)
    (text + count).storeBytes(of: 0x2c, as: UInt8.self)
    value = MetricRow.time(seconds)
    midnight = seconds - (timeOfDay(text) ?? 0)
    place = end
    return value
  }

  /// The time at `place` if it has the day and the offset of the last one.
  @inline(__always)
  private mutating func sameDay(_ place: UnsafeRawPointer) -> UInt32? {
    guard count > PlainTime.clockBytes, PlainBytes.equal(place, text, 11),
      PlainBytes.equal(
        place + PlainTime.clockBytes, text + PlainTime.clockBytes, count - PlainTime.clockBytes),
      PlainBytes.isSeparator(place + count), let seconds = timeOfDay(place)
    else { return nil }
    text.copyMemory(from: place, byteCount: count)
    value = MetricRow.time(midnight + seconds)
    return value
  }

  /// `14:02:00` behind the date as seconds; `nil` if it is anything else.
  @inline(__always)
  private func timeOfDay(_ place: UnsafeRawPointer) -> Int64? {
    let word = PlainBytes.word(place + 11)
    let hour = word & 0xffff | (word >> 8) & 0xffff_0000 | (word >> 16) & 0xffff_0000_0000
    guard PlainBytes.nonDigits(hour | 0x3030_0000_0000_0000) == 0,
      word & 0x0000_ff00_00ff_0000 == 0x0000_3a00_003a_0000
    else { return nil }
    let digits = PlainBytes.number(hour, 6)
    let (hours, minutes, seconds) = (digits / 10_000, digits / 100 % 100, digits % 100)
    guard hours <= 23, minutes <= 59, seconds <= 59 else { return nil }
    return Int64(hours * 3600 + minutes * 60 + seconds)
  }

  private static func parse(_ cell: UnsafeRawBufferPointer, _ zone: TimeZoneRule?) -> Int64? {
    cell.withMemoryRebound(to: UInt8.self) { bytes in
      try? TimeText.parse(bytes.span, zone: zone)
    }
  }
}
