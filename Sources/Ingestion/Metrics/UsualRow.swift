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

  /// Reads a row that has the names of `expected` and moves beyond its line feed. False, with
  /// nothing moved, if it is another, which may well be plain.
  @inline(__always)
  mutating func takeUsual(
    _ place: inout UnsafeRawPointer, _ cells: inout Cells, _ expected: Int32
  ) -> Bool {
    var next = place
    guard let value = time.take(&next), next.load(as: UInt8.self) == 0x2c else { return false }
    next += 1
    guard names.isPair(expected, &next), UsualFigures.take(&next, &cells) else { return false }
    cells.time = value
    place = next
    return true
  }
}

/// `orders,errors,latency` and the line end.
enum UsualFigures {
  @inline(__always)
  static func take(_ place: inout UnsafeRawPointer, _ cells: inout PlainLane.Cells) -> Bool {
    let low = PlainBytes.word(place)
    var ends =
      PlainBytes.specialBits(low) | PlainBytes.specialBits(PlainBytes.word(place + 8)) &<< 8
    let first = ends.trailingZeroBitCount
    ends &= ends &- 1
    let second = ends.trailingZeroBitCount
    ends &= ends &- 1
    guard ends != 0 else { return false }
    var end = place + ends.trailingZeroBitCount
    let errors = place + (first &+ 1)
    var latency = place + (second &+ 1)
    guard (place + first).load(as: UInt8.self) == 0x2c,
      (place + second).load(as: UInt8.self) == 0x2c,
      first > 0, let orders = whole(low, first),
      let errorCount = whole(PlainBytes.word(errors), second &- first &- 1),
      let milliseconds = PlainNumber.decimal(&latency), latency == end
    else { return false }
    if end.load(as: UInt8.self) == 0x0d { end += 1 }
    guard end.load(as: UInt8.self) == 0x0a else { return false }
    cells.orders = orders
    cells.errors = errorCount
    cells.latency = milliseconds
    place = end + 1
    return true
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
