/// The packed form of a page: samples of one series and day, ascending by time.
///
/// All integers as base-128 varints, low part first:
///
///     version (1 byte) · flags (1 byte: 1 = errors, 2 = latency, 4 = latency in decimals) · count
///     count × seconds since the time before (the first: since midnight)
///     count × orders, as difference to the one before, zigzag
///     count × errors likewise, −1 for none           (flag 1)
///     count × bits of the latency as Float, XOR the bits before; NaN for none   (flag 2)
///     digits behind the point (1 byte: 0 to 3) ·
///       count × latency without its point, as orders, −1 for none               (flag 4)
///     CRC-32 of everything before (4 bytes, low first)
///
/// Version 1 has no flag 4; version 2 is written only where it is set. A minute-step day takes 3
/// to 6 KB, a fifth of what rows take.
enum PageCodec {
  static let version: UInt8 = 1
  static let versionWithDecimals: UInt8 = 2
  private static let errorsFlag: UInt8 = 1
  private static let latencyFlag: UInt8 = 2
  private static let decimalsFlag: UInt8 = 4

  /// Why a page cannot be read.
  struct Fault: Error, Equatable {
    let reason: String
  }

  /// Packs `columns`, which must be of the day that begins at `day`.
  static func encode(_ columns: PageColumns, day: Int64) -> [UInt8] {
    let hasErrors = columns.errors.contains { $0 >= 0 }
    let latency = columns.latency.flatMap { $0.contains { !$0.isNaN } ? $0 : nil }
    let decimals = latency.flatMap { PageDecimals($0) }
    let form = latency == nil ? 0 : decimals == nil ? latencyFlag : decimalsFlag
    var writer = PageWriter(bytes: 4, numbers: 1 + columns.count * 4)
    writer.byte(decimals == nil ? version : versionWithDecimals)
    writer.byte((hasErrors ? errorsFlag : 0) | form)
    writer.unsigned(UInt64(columns.count))
    writer.steps(columns.time, from: day)
    writer.differences(columns.orders)
    if hasErrors { writer.differences(columns.errors) }
    if let decimals {
      writer.byte(decimals.digits)
      writer.differences(decimals.values[...])
    } else if let latency {
      put(latency, into: &writer)
    }
    return writer.finish()
  }

  private static func put(_ latency: ArraySlice<Float>, into writer: inout PageWriter) {
    var bits: UInt32 = 0
    for value in latency {
      let own = value.isNaN ? Float.nan.bitPattern : value.bitPattern
      writer.unsigned(UInt64(own ^ bits))
      bits = own
    }
  }

  /// Checks the sum and every value before anything is handed out.
  static func decode(_ payload: [UInt8], day: Int64) throws(Fault) -> [PageSample] {
    var reader = try PageReader(payload)
    var columns = SampleColumns()
    let flags = try counts(&reader, day: day, into: &columns)
    var samples = columns.samples
    if flags & latencyFlag != 0 {
      var bits: UInt32 = 0
      for index in samples.indices {
        bits ^= UInt32(truncatingIfNeeded: try reader.unsigned())
        samples[index].latency = Float(bitPattern: bits)
      }
    }
    if flags & decimalsFlag != 0 {
      let digits = try reader.byte()
      guard digits <= PageDecimals.mostDigits else { throw Fault(reason: "too many digits") }
      var values: [Int32] = []
      try reader.differences(count: samples.count, from: -1, into: &values)
      for index in samples.indices {
        samples[index].latency = PageDecimals.value(values[index], digits: digits)
      }
    }
    guard reader.isAtEnd else { throw Fault(reason: "longer than it says") }
    return samples
  }

  /// The same behind what `columns` hold already; latencies, which stand last, are passed over.
  static func decode(
    _ payload: [UInt8], day: Int64, into columns: inout SampleColumns
  ) throws(Fault) {
    var reader = try PageReader(payload)
    _ = try counts(&reader, day: day, into: &columns)
  }

  /// Everything before the latencies; the page's flags.
  private static func counts(
    _ reader: inout PageReader, day: Int64, into columns: inout SampleColumns
  ) throws(Fault) -> UInt8 {
    let version = try reader.byte()
    guard (PageCodec.version...versionWithDecimals).contains(version) else {
      throw Fault(reason: "version \(version) is not known")
    }
    let flags = try reader.byte()
    guard flags & ~knownFlags(version) == 0 else { throw Fault(reason: "unknown flags") }
    let count = try reader.unsigned()
    guard count <= UInt64(pageSeconds) else { throw Fault(reason: "too many samples") }
    try reader.times(count: Int(count), day: day, into: &columns.time)
    try reader.differences(count: Int(count), from: 0, into: &columns.orders)
    if flags & errorsFlag != 0 {
      try reader.differences(count: Int(count), from: -1, into: &columns.errors)
    } else {
      columns.errors.append(contentsOf: repeatElement(-1, count: Int(count)))
    }
    return flags
  }

  private static func knownFlags(_ version: UInt8) -> UInt8 {
    errorsFlag | latencyFlag | (version == versionWithDecimals ? decimalsFlag : 0)
  }
}
