import Vocabulary

/// Why a stream of frames cannot be read on.
public enum FrameFault: Hashable, Sendable {
  case notFrames
  case endsInTable
  case endsInFrame(number: Int)
  case nameNotUTF8(entry: Int)
  case noMarketplace(entry: Int)
  case noSuchSeries(frame: Int, series: UInt32, of: UInt32)
}

extension FrameFault {
  var text: String {
    switch self {
    case .notFrames:
      "does not begin with \(FrameStream.magicText), as frames do. Leave out --binary for text."
    case .endsInTable: "ends inside the table of series."
    case .endsInFrame(let number): "ends inside frame \(number)."
    case .nameNotUTF8(let entry): "series \(entry) of the table has a name that is not UTF-8."
    case .noMarketplace(let entry): "series \(entry) of the table has no marketplace."
    case .noSuchSeries(let frame, let series, let count):
      "frame \(frame) is of series \(series), but the table has \(count), numbered from 0."
    }
  }
}

/// Reads a sorted stream of series as frames of fixed length, all numbers little-endian.
///
/// Eight bytes `FLSERIES`; the number of series (UInt32); for each the length of its marketplace
/// in bytes (UInt16), the marketplace, the length of its service (UInt16, 0 for the whole
/// storefront), the service; then up to the end frames of 20 bytes: series (UInt32, from 0),
/// time (Int64, seconds since 1970), orders (Int32), errors (Int32, −1 if none are given).
struct FrameStream {
  static let magicText = "FLSERIES"
  private static let frameBytes = 20

  private let file: DiskFile
  private var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
  private var pending: [UInt8] = []
  /// `nil` before the table was read.
  private var keys: [SeriesKey]?
  private var frames = 0

  init(_ file: DiskFile) { self.file = file }

  /// Takes the frames of the next stretch of bytes; false at the end. Throws `InputProblem`.
  mutating func advance(_ order: inout StreamOrder) throws -> Bool {
    let count = try file.read(into: &buffer)
    pending.append(contentsOf: buffer[..<count])
    if keys == nil, let (table, bytes) = try table() {
      keys = table
      pending.removeSubrange(..<bytes)
    }
    if let keys { try takeFrames(keys, &order) }
    guard count == 0 else { return true }
    // Nothing at all is an empty partition.
    if keys == nil, !pending.isEmpty { throw broken(.endsInTable) }
    if !pending.isEmpty { throw broken(.endsInFrame(number: frames + 1)) }
    order.finish()
    return false
  }

  private func broken(_ fault: FrameFault) -> InputProblem {
    .framesBroken(path: file.path, fault)
  }

  private mutating func takeFrames(_ keys: [SeriesKey], _ order: inout StreamOrder) throws {
    let whole = pending.count / FrameStream.frameBytes
    for index in 0..<whole {
      let frame = Frame(pending, at: index * FrameStream.frameBytes)
      frames += 1
      guard frame.series < keys.count else {
        throw broken(
          .noSuchSeries(frame: frames, series: frame.series, of: UInt32(keys.count)))
      }
      let key = keys[Int(frame.series)]
      guard let row = frame.row else {
        order.setAside("\(file.path): frame \(frames): \(frame.fault)")
        continue
      }
      try order.take(row, of: Int32(frame.series), key: key, at: .frame(frames))
    }
    pending.removeSubrange(..<(whole * FrameStream.frameBytes))
  }

  /// The table and how many bytes it takes; `nil` if its end has not come yet.
  private func table() throws -> ([SeriesKey], Int)? {
    let magic = Array(FrameStream.magicText.utf8)
    guard pending.starts(with: magic) || magic.starts(with: pending) else {
      throw broken(.notFrames)
    }
    var reader = ByteReader(pending, from: magic.count)
    guard let count = reader.number(bytes: 4) else { return nil }
    var keys: [SeriesKey] = []
    for entry in 0..<count {
      guard let marketplace = reader.bytes(counted: 2), let service = reader.bytes(counted: 2)
      else { return nil }
      keys.append(try key(marketplace, service, entry: entry + 1))
      if entry > 0, !keys[entry - 1].precedesInBytes(keys[entry]) {
        throw InputProblem.seriesOutOfOrder(
          path: file.path, place: .entry(entry + 1), series: keys[entry], after: keys[entry - 1])
      }
    }
    return (keys, reader.place)
  }

  private func key(
    _ marketplace: ArraySlice<UInt8>, _ service: ArraySlice<UInt8>, entry: Int
  ) throws -> SeriesKey {
    guard let place = String(validating: marketplace, as: UTF8.self),
      let system = String(validating: service, as: UTF8.self)
    else { throw broken(.nameNotUTF8(entry: entry)) }
    guard !place.isEmpty else { throw broken(.noMarketplace(entry: entry)) }
    return SeriesKey(
      marketplace: Marketplace(place), service: system.isEmpty ? nil : Service(system))
  }
}

/// One frame as it stands in the stream.
private struct Frame {
  let series: UInt32
  let time: Int64
  let orders: Int32
  let errors: Int32

  /// The moments that text may name, in seconds since 1970.
  private static let believed: ClosedRange<Int64> = {
    let years = IngestionPolicy.years
    let first = Timestamp(.init(year: years.lowerBound, month: 1, day: 1))
    let end = Timestamp(.init(year: years.upperBound + 1, month: 1, day: 1))
    return first.secondsSinceEpoch...(end.secondsSinceEpoch - 1)
  }()

  init(_ bytes: [UInt8], at start: Int) {
    (series, time, orders, errors) = bytes.withUnsafeBytes { raw in
      (
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt32.self)),
        Int64(littleEndian: raw.loadUnaligned(fromByteOffset: start + 4, as: Int64.self)),
        Int32(littleEndian: raw.loadUnaligned(fromByteOffset: start + 12, as: Int32.self)),
        Int32(littleEndian: raw.loadUnaligned(fromByteOffset: start + 16, as: Int32.self))
      )
    }
  }

  /// `nil` if a value cannot be used.
  var row: MetricRow? {
    guard Frame.believed.contains(time), orders >= 0, errors >= SampleBatch.noErrors else {
      return nil
    }
    return MetricRow(
      time: MetricRow.time(time), orders: orders, errors: errors, latency: .nan)
  }

  /// Why it cannot be used.
  var fault: String {
    if !Frame.believed.contains(time) { return "time \(time): \(RowFault.yearOutOfRange.text)" }
    if orders < 0 { return "orders \(orders): \(RowFault.negative.text)" }
    return "errors \(errors): \(RowFault.negative.text)"
  }
}

/// Reads numbers and names one after the other.
private struct ByteReader {
  private let source: [UInt8]
  private(set) var place: Int

  init(_ source: [UInt8], from start: Int) {
    self.source = source
    place = start
  }

  /// `nil` if not all of it has come yet.
  mutating func number(bytes count: Int) -> Int? {
    guard place + count <= source.count else { return nil }
    defer { place += count }
    return (0..<count).reduce(0) { $0 | Int(source[place + $1]) << (8 * $1) }
  }

  /// As many bytes as the number before them says.
  mutating func bytes(counted width: Int) -> ArraySlice<UInt8>? {
    guard let count = number(bytes: width), place + count <= source.count else { return nil }
    defer { place += count }
    return source[place..<(place + count)]
  }
}
