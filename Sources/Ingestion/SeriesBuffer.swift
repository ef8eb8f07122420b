import Vocabulary

/// The rows of one series, in the order of the file, packed to some six bytes a row.
///
/// A whole file is held so that rows which contradict each other are found wherever they stand
/// and nothing of an unusable file is handed over; packed, five million rows take about 40 MB.
struct SeriesBuffer {
  struct Row: Equatable {
    var time: Int64
    var orders: Int32
    var errors: Int32
    /// NaN if none was given.
    var latency: Float
    var line: Int

    func saysTheSame(as other: Row) -> Bool {
      orders == other.orders && errors == other.errors
        && latency.bitPattern == other.latency.bitPattern
    }
  }

  private var bytes: [UInt8] = []
  private var last = Row(time: 0, orders: 0, errors: 0, latency: .nan, line: 0)
  private(set) var count = 0

  mutating func append(_ row: Row) {
    put(zigzag(row.time &- last.time))
    put(zigzag(Int64(row.orders) &- Int64(last.orders)))
    put(zigzag(Int64(row.errors) &- Int64(last.errors)))
    put(UInt64(row.line &- last.line))
    put(UInt64(row.latency.bitPattern ^ last.latency.bitPattern))
    last = row
    count += 1
  }

  /// The rows by time, then by line.
  func rows() -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(count)
    var row = Row(time: 0, orders: 0, errors: 0, latency: .nan, line: 0)
    var position = 0
    var isAscending = true
    for _ in 0..<count {
      let before = row.time
      row.time &+= unzigzag(take(&position))
      row.orders &+= Int32(truncatingIfNeeded: unzigzag(take(&position)))
      row.errors &+= Int32(truncatingIfNeeded: unzigzag(take(&position)))
      row.line &+= Int(take(&position))
      row.latency = Float(
        bitPattern: row.latency.bitPattern ^ UInt32(truncatingIfNeeded: take(&position)))
      isAscending = isAscending && (rows.isEmpty || before <= row.time)
      rows.append(row)
    }
    if !isAscending { rows.sort { ($0.time, $0.line) < ($1.time, $1.line) } }
    return rows
  }

  private mutating func put(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private func take(_ position: inout Int) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  private func zigzag(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: (value &<< 1) ^ (value &>> 63))
  }

  private func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value &>> 1) ^ -Int64(bitPattern: value & 1)
  }
}
