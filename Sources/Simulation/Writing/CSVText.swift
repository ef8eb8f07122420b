/// The bytes of a CSV file as they grow, quoted as RFC 4180 asks, with line feeds.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var atRowStart = true

  init(header: [String]) { appendRow(header) }

  mutating func appendRow(_ cells: [String]) {
    for cell in cells { append(cell) }
    endRow()
  }

  mutating func append(_ cell: String) {
    separate()
    let special = cell.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard special else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func append(_ number: Int32) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    atRowStart = true
  }

  private mutating func separate() {
    if !atRowStart { bytes.append(UInt8(ascii: ",")) }
    atRowStart = false
  }
}
