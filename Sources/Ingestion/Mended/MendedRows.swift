import Vocabulary

/// Takes the places off the rows of a mended file and writes the rest as a file of its own.
struct MendedRows {
  let feed: Feed
  let name: String
  private(set) var bytes: [UInt8] = []
  /// By the line in `bytes`.
  private(set) var origins: [Int: SourcePlace] = [:]
  /// Rows that came as they were though only a person can say that they are right.
  private(set) var standing: [RejectedRow] = []
  private var line = 1

  init(feed: Feed, name: String) {
    self.feed = feed
    self.name = name
  }

  mutating func header(_ cells: [String]) {
    write(cells.dropFirst(RejectedRow.placeColumns.count).map { Array($0.utf8)[...] })
  }

  mutating func take(_ record: Int, of block: RecordBlock) {
    let cells = block.cellRange(of: record).map { block.bytes[block.bytes(ofCell: $0)] }
    let place = cells.prefix(RejectedRow.placeColumns.count).map {
      String(decoding: $0, as: UTF8.self)
    }
    let row = cells.dropFirst(place.count).map(MendedRows.unguarded)
    let origin = origin(place)
    func setAside(_ reason: String, column: String? = nil) {
      standing.append(
        RejectedRow(
          feed: feed, place: origin ?? SourcePlace(file: name, line: block.lines[record]),
          column: column, value: nil, reason: reason,
          cells: row.map { String(decoding: $0, as: UTF8.self) }))
    }
    if let fault = block.faults[record] { return setAside(fault.text) }
    if place.count == RejectedRow.placeColumns.count,
      let reason = RowFault.standing(column: place[2], reason: place[3])
    {
      return setAside(reason, column: place[2].isEmpty ? nil : place[2])
    }
    origins[line] = origin ?? SourcePlace(file: name, line: block.lines[record])
    write(row)
  }

  private func origin(_ cells: [String]) -> SourcePlace? {
    guard cells.count > 1, !cells[0].isEmpty, let line = Int(cells[1]), line > 0 else { return nil }
    return SourcePlace(file: cells[0], line: line)
  }

  /// Every cell in quotes, so that none of them ends it early and no row is an empty line.
  private mutating func write(_ cells: [ArraySlice<UInt8>]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      for byte in cell {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        if byte == UInt8(ascii: "\n") { line += 1 }
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "\n"))
    line += 1
  }

  /// The cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
  private static func unguarded(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard cell.first == UInt8(ascii: "'"), let second = cell.dropFirst().first,
      "=+-@\t\r'".utf8.contains(second)
    else { return cell }
    return cell.dropFirst()
  }
}
