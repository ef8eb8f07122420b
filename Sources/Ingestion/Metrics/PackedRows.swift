/// Rows in half their size, in blocks of some memory that all series share.
///
/// Each value is written as its difference to the row before, in as many bytes as it needs.
struct PackedRows: ~Copyable {
  /// The rows of one series.
  struct Stream {
    fileprivate var blocks: [Int32] = []
    /// Bytes of the last block that are taken.
    fileprivate var used = PackedRows.blockBytes
    fileprivate var last = MetricRow(time: 0, orders: 0, errors: 0, latency: 0)
    fileprivate(set) var count = 0
  }

  private static let blockBytes = 512
  private static let slabBlocks = 2048
  /// The most that one row takes: four numbers of 32 bits, a bit of sign each.
  private static let longestRow = 20

  private var slabs: [UnsafeMutablePointer<UInt8>] = []
  private var free: [Int32] = []

  init() {}

  deinit { for slab in slabs { slab.deallocate() } }

  mutating func append(_ rows: UnsafeBufferPointer<MetricRow>, to stream: inout Stream) {
    for row in rows {
      if stream.used + PackedRows.longestRow > PackedRows.blockBytes { addBlock(&stream) }
      let block = address(stream.blocks[stream.blocks.count - 1])
      var place = block + stream.used
      put(signed: Int64(row.time) - Int64(stream.last.time), &place)
      put(signed: Int64(row.orders) - Int64(stream.last.orders), &place)
      put(signed: Int64(row.errors) - Int64(stream.last.errors), &place)
      put(row.latency.bitPattern ^ stream.last.latency.bitPattern, &place)
      stream.used = place - block
      stream.last = row
    }
    stream.count += rows.count
  }

  /// Adds the rows of a series to `rows`, as they were given.
  func read(_ stream: Stream, into rows: inout [MetricRow]) {
    var left = stream.count
    var row = MetricRow(time: 0, orders: 0, errors: 0, latency: 0)
    for number in stream.blocks {
      let block = UnsafePointer(address(number))
      var place = block
      while left > 0, place - block + PackedRows.longestRow <= PackedRows.blockBytes {
        row.time = UInt32(truncatingIfNeeded: Int64(row.time) + signed(&place))
        row.orders = Int32(truncatingIfNeeded: Int64(row.orders) + signed(&place))
        row.errors = Int32(truncatingIfNeeded: Int64(row.errors) + signed(&place))
        row.latency = Float(
          bitPattern: row.latency.bitPattern ^ UInt32(truncatingIfNeeded: unsigned(&place)))
        rows.append(row)
        left -= 1
      }
    }
  }

  /// Forgets the rows of a series.
  mutating func release(_ stream: inout Stream) {
    free.append(contentsOf: stream.blocks)
    stream = Stream()
  }

  private mutating func addBlock(_ stream: inout Stream) {
    if free.isEmpty {
      let first = Int32(slabs.count * PackedRows.slabBlocks)
      slabs.append(.allocate(capacity: PackedRows.slabBlocks * PackedRows.blockBytes))
      free.append(contentsOf: (first..<first + Int32(PackedRows.slabBlocks)).reversed())
    }
    stream.blocks.append(free.removeLast())
    stream.used = 0
  }

  private func address(_ block: Int32) -> UnsafeMutablePointer<UInt8> {
    let (slab, place) = Int(block).quotientAndRemainder(dividingBy: PackedRows.slabBlocks)
    return slabs[slab] + place * PackedRows.blockBytes
  }

  private func put(signed value: Int64, _ place: inout UnsafeMutablePointer<UInt8>) {
    put(UInt64(bitPattern: (value &<< 1) ^ (value &>> 63)), &place)
  }

  private func put(
    _ value: some FixedWidthInteger & UnsignedInteger, _ place: inout UnsafeMutablePointer<UInt8>
  ) {
    var rest = value
    while rest >= 0x80 {
      place.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
      place += 1
      rest &>>= 7
    }
    place.pointee = UInt8(truncatingIfNeeded: rest)
    place += 1
  }

  private func signed(_ place: inout UnsafePointer<UInt8>) -> Int64 {
    let value = unsigned(&place)
    return Int64(bitPattern: value &>> 1) ^ -Int64(bitPattern: value & 1)
  }

  private func unsigned(_ place: inout UnsafePointer<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = place.pointee
      place += 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift &+= 7
    }
  }
}
