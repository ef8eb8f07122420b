/// Series as frames of fixed length, written here from the description in docs/detect.md.
public struct SeriesFrames {
  /// One row: the number of its series, seconds since 1970, orders, errors.
  public typealias Row = (series: UInt32, time: Int64, orders: Int32, errors: Int32)

  public private(set) var bytes = Array("FLSERIES".utf8)

  public init(table: [(marketplace: String, service: String)], rows: [Row]) {
    put(UInt32(table.count))
    for entry in table {
      for name in [entry.marketplace, entry.service] {
        put(UInt16(name.utf8.count))
        bytes += Array(name.utf8)
      }
    }
    for row in rows {
      put(row.series)
      put(row.time)
      put(row.orders)
      put(row.errors)
    }
  }

  private mutating func put(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += Array($0) }
  }
}
