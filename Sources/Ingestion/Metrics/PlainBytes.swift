/// Reading cells eight bytes at a time, straight from memory.
///
/// Together with `PlainLane` and `PlainNames` the only place that works on bare addresses. The
/// caller sees to it that the text ends in a line feed and that `PlainBytes.margin` more bytes may
/// be read behind it: every search here stops at that line feed at the latest.
enum PlainBytes {
  /// How far behind the end of the text a read of some words can reach.
  static let margin = 64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  static func word(_ place: UnsafeRawPointer) -> UInt64 {
    place.loadUnaligned(as: UInt64.self).littleEndian
  }

  /// The top bit of each byte that is no digit.
  @inline(__always)
  static func nonDigits(_ word: UInt64) -> UInt64 {
    let distance = word ^ (ones &* 0x30)
    return (((distance & ~tops) &+ (ones &* 0x76)) | distance) & tops
  }

  /// The top bit of each byte below 0x2D: separators, line ends, quotes, blanks, and some signs
  /// that are rare in names and times.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    ~(((word | tops) &- (ones &* 0x2d)) | word) & tops
  }

  /// The same as one bit a byte, the first byte's the lowest.
  @inline(__always)
  static func specialBits(_ word: UInt64) -> UInt64 {
    // Each factor moves the bit of one byte to the top byte; no two of them meet.
    ((special(word) &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }

  /// The number in the first `count` bytes of `word`, which are digits; `count` is 1 to 8.
  @inline(__always)
  static func number(_ word: UInt64, _ count: Int) -> UInt64 {
    numberOfEight((word &<< UInt64(64 &- 8 &* count)) & (ones &* 0x0f))
  }

  /// The number of eight digits' values, the first in the lowest byte.
  @inline(__always)
  static func numberOfEight(_ digits: UInt64) -> UInt64 {
    let pairs = numbersOfFour(digits)
    return ((pairs &* 10000) &+ (pairs &>> 32)) & 0xffff_ffff
  }

  /// The two numbers of four digits' values each, the first in the lower half.
  @inline(__always)
  static func numbersOfFour(_ digits: UInt64) -> UInt64 {
    let pairs = ((digits &* 10) &+ (digits &>> 8)) & 0x00ff_00ff_00ff_00ff
    return ((pairs &* 100) &+ (pairs &>> 16)) & 0x0000_ffff_0000_ffff
  }

  /// What the first `count` bytes of `word`, one to four, are as digits' values, behind zeros; each
  /// is a value only if `areDigits` says so.
  @inline(__always)
  static func fourDigits(_ word: UInt64, _ count: Int) -> UInt64 {
    ((word ^ (ones &* 0x30)) &<< 32) &>> UInt64(8 &* count) & 0xffff_ffff
  }

  /// The same of the last `count` bytes of `word`, three to eight, of which the last but one is a
  /// point.
  @inline(__always)
  static func tenths(_ word: UInt64, _ count: Int) -> UInt64 {
    let values = (word ^ (ones &* 0x30)) & (~0 &<< UInt64(64 &- 8 &* count))
    return (values &<< 8) & 0x00ff_ffff_ffff_ffff | values & 0xff00_0000_0000_0000
  }

  /// Whether each byte is the value of a digit.
  @inline(__always)
  static func areDigits(_ values: UInt64) -> Bool {
    ((values & ~tops) &+ (ones &* 0x76) | values) & tops == 0
  }

  /// Where the cell that begins at `start` ends: at a comma or line end. `nil` if libcsv must see
  /// it: it has a quote, a NUL, a carriage return of its own, or blanks at its edge.
  @inline(__always)
  static func end(of start: UnsafeRawPointer) -> UnsafeRawPointer? {
    var place = start
    while true {
      var hits = special(word(place))
      while hits != 0 {
        let hit = place + (hits.trailingZeroBitCount &>> 3)
        switch hit.load(as: UInt8.self) {
        case 0x2c, 0x0a: return hit
        case 0x0d: return isSeparator(hit) ? hit : nil
        case 0x22, 0x00: return nil
        case 0x20, 0x09: if hit == start || isSeparator(hit + 1) { return nil }
        default: break
        }
        hits &= hits &- 1
      }
      place += 8
    }
  }

  /// Whether a comma or a line end (line feed, or carriage return and line feed) stands here.
  @inline(__always)
  static func isSeparator(_ place: UnsafeRawPointer) -> Bool {
    let byte = place.load(as: UInt8.self)
    return byte == 0x2c || byte == 0x0a
      || (byte == 0x0d && (place + 1).load(as: UInt8.self) == 0x0a)
  }

  /// Whether the bytes from `place` on are the `count` bytes at `text`, which has 8 more to read.
  @inline(__always)
  static func equal(_ place: UnsafeRawPointer, _ text: UnsafeRawPointer, _ count: Int) -> Bool {
    if count < 8 {
      let mask = (UInt64(1) &<< UInt64(8 &* count)) &- 1
      return (word(place) ^ word(text)) & mask == 0
    }
    var offset = 0
    while offset &+ 8 <= count {
      if word(place + offset) != word(text + offset) { return false }
      offset &+= 8
    }
    return word(place + (count &- 8)) == word(text + (count &- 8))
  }
}
