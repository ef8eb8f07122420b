import Vocabulary

/// Rows as nearly all files have them: the contract's columns in its order, names that can be
/// foretold, and figures of no more than sixteen bytes.
///
/// Where the row ends is told before any figure is read, so that the processor can begin with the
/// next one; taken cell by cell, each waits for the one before it.
extension PlainLane {
  static let usualKinds: [MetricColumns.Kind] = [
    .time, .marketplace, .service, .orders, .errors, .latency,
  ]

  /// Takes rows as `run` does, up to the first that is another, which may well be plain; `nil` if
  /// none asked for anything.
  mutating func runUsual(
    _ place: inout UnsafeRawPointer, to end: UnsafeRawPointer, _ held: inout HeldRows
  ) -> Stop? {
    // Held here, for a member would be written and read again with each row.
    let pairs = names.table
    var usualTime = time.usual
    var series = names.last
    var taken = 0
    defer {
      names.last = series
      rowsTaken += taken
    }
    guard series >= 0 else { return nil }
    while place < end {
      var next = place
      if usualTime.isHere(next) {
        next += usualTime.count
      } else {
        guard time.take(&next) != nil, next.load(as: UInt8.self) == 0x2c else { return nil }
        next += 1
        usualTime = time.usual
      }
      let expected = pairs.follower(of: series)
      let names = pairs.count(expected, at: next)
      next += names
      guard names > 0, let figures = UsualFigures(&next) else { return nil }
      series = expected
      place = next
      taken &+= 1
      let row = MetricRow(
        time: usualTime.value, orders: figures.orders, errors: figures.errors,
        latency: figures.latency)
      let attention = held.append(series, row)
      if attention != .none { return .attention(attention, series: series, row: row) }
    }
    return nil
  }
}

/// `orders,errors,latency` and the line end.
struct UsualFigures {
  let orders: Int32
  let errors: Int32
  let latency: Float

  /// Moves beyond the line feed; `nil`, with nothing moved, if something else stands here.
  @inline(__always)
  init?(_ place: inout UnsafeRawPointer) {
    let low = PlainBytes.word(place)
    var ends =
      PlainBytes.specialBits(low) | PlainBytes.specialBits(PlainBytes.word(place + 8)) &<< 8
    let first = ends.trailingZeroBitCount
    ends &= ends &- 1
    let second = ends.trailingZeroBitCount
    ends &= ends &- 1
    guard ends != 0 else { return nil }
    let third = ends.trailingZeroBitCount
    if let short = UsualFigures(short: place, low, first, second, third) {
      self = short
      place += third &+ 1
    } else {
      guard let (figures, end) = UsualFigures.long(place, low, first, second, third) else {
        return nil
      }
      self = figures
      place = end
    }
  }

  /// Counts of one to four digits, which are read together, and tenths of a millisecond.
  @inline(__always)
  private init?(
    short place: UnsafeRawPointer, _ low: UInt64, _ first: Int, _ second: Int, _ third: Int
  ) {
    let errorDigits = second &- first &- 1
    let latencyBytes = third &- second &- 1
    guard (1...4).contains(first), (1...4).contains(errorDigits), (3...8).contains(latencyBytes)
    else { return nil }
    let separators =
      ((place + first).load(as: UInt8.self) ^ 0x2c)
      | ((place + second).load(as: UInt8.self) ^ 0x2c)
      | ((place + third).load(as: UInt8.self) ^ 0x0a)
      | ((place + (third &- 2)).load(as: UInt8.self) ^ 0x2e)
    let counts =
      PlainBytes.fourDigits(low, first)
      | PlainBytes.fourDigits(PlainBytes.word(place + (first &+ 1)), errorDigits) &<< 32
    let tenths = PlainBytes.tenths(PlainBytes.word(place + (third &- 8)), latencyBytes)
    guard separators == 0, PlainBytes.areDigits(counts), PlainBytes.areDigits(tenths) else {
      return nil
    }
    let pair = PlainBytes.numbersOfFour(counts)
    orders = Int32(truncatingIfNeeded: pair)
    errors = Int32(truncatingIfNeeded: pair &>> 32)
    latency = Float(PlainBytes.numberOfEight(tenths)) / 10
  }

  private init(orders: Int32, errors: Int32, latency: Float) {
    (self.orders, self.errors, self.latency) = (orders, errors, latency)
  }

  /// Up to seven digits, errors or none, any decimals; and the place behind the line end.
  @inline(never)
  private static func long(
    _ place: UnsafeRawPointer, _ low: UInt64, _ first: Int, _ second: Int, _ third: Int
  ) -> (UsualFigures, UnsafeRawPointer)? {
    var end = place + third
    let errors = place + (first &+ 1)
    var latency = place + (second &+ 1)
    guard (place + first).load(as: UInt8.self) == 0x2c,
      (place + second).load(as: UInt8.self) == 0x2c,
      first > 0, let orders = whole(low, first),
      let errorCount = whole(PlainBytes.word(errors), second &- first &- 1),
      let milliseconds = PlainNumber.decimal(&latency), latency == end
    else { return nil }
    if end.load(as: UInt8.self) == 0x0d { end += 1 }
    guard end.load(as: UInt8.self) == 0x0a else { return nil }
    return (UsualFigures(orders: orders, errors: errorCount, latency: milliseconds), end + 1)
  }

  /// The number in the first `count` bytes of `word`, behind which a separator stands;
  /// `SampleBatch.noErrors` for none, `nil` if they are not up to seven digits.
  @inline(__always)
  private static func whole(_ word: UInt64, _ count: Int) -> Int32? {
    guard count > 0 else { return SampleBatch.noErrors }
    guard count < 8, PlainBytes.nonDigits(word).trailingZeroBitCount &>> 3 == count else {
      return nil
    }
    return Int32(truncatingIfNeeded: PlainBytes.number(word, count))
  }
}
