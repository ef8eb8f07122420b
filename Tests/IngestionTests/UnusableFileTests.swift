import Ingestion
import Testing
import Vocabulary

private let header = "timestamp,marketplace,orders\n"
private let ok = "2026-03-05T14:02:00Z"

@Suite("Files that cannot be used")
struct UnusableFileTests {
  static let cases: [(text: String, message: String)] = [
    ("", "order_metrics.csv: is empty. It needs at least the header row."),
    ("\n\n  \n", "order_metrics.csv: is empty. It needs at least the header row."),
    (
      header + "\(ok),US,1\n\(ok),\"DE,2\n\(ok),FR,3\n",
      "order_metrics.csv:3: a quote that opens in this record is never closed, so the rows after "
        + "it cannot be told apart. Close the quote, or double it if it belongs to the text."
    ),
    (
      header + "\(ok),\"US,1\n\(ok),\"DE\",2\n",
      "order_metrics.csv:2: a quoted cell that opens in this record is broken by a single quote "
        + "on line 3, so the rows between cannot be told apart. Double the quotes that belong to "
        + "the text."
    ),
    (
      header + "\(ok),US,1\n\(ok),D\0E,2\n",
      "order_metrics.csv:3: a NUL byte, which no CSV file has. The file is damaged or not UTF-8; "
        + "export it again."
    ),
    (
      "\(ok),US,12\n\(ok),DE,7\n",
      "order_metrics.csv:1: has no column \"timestamp\", \"marketplace\", \"orders\". "
        + "It has: \(ok), US, 12. The first line looks like a row; put a header with the names of "
        + "the columns above it."
    ),
    (
      "time_stamp,market_place,order\n",
      "order_metrics.csv:1: has no column \"timestamp\", \"marketplace\", \"orders\". "
        + "It has: time_stamp, market_place, order. "
        + "Did you mean \"time_stamp\" for \"timestamp\"? "
        + "Did you mean \"market_place\" for \"marketplace\"? "
        + "Did you mean \"order\" for \"orders\"?"
    ),
    (
      "timestamp;marketplace;orders\n",
      "order_metrics.csv:1: has no column \"timestamp\", \"marketplace\", \"orders\". "
        + "It has: timestamp;marketplace;orders. "
        + "The cells seem to be separated by \";\"; separate them by commas."
    ),
    (
      "timestamp,marketplace,orders,Orders\n",
      "order_metrics.csv:1: the column \"orders\" is there twice. Rename or remove one of them."
    ),
    (
      "time\"stamp,marketplace,orders\n",
      "order_metrics.csv:1: a quote stands alone in a cell. Put the cell in quotes and double "
        + "the quote in it."
    ),
  ]

  @Test(
    "Each is refused with the line and the way out, and nothing of it is handed over",
    arguments: cases)
  func refuses(text: String, message: String) throws {
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", text)
    }
    #expect(unusable.text == message)
    #expect(unusable.problem.kind == .unusable)
    #expect(unusable.batchesHandedOver == 0)
  }

  @Test("UTF-16 is told from damage")
  func utf16() throws {
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", [0xff, 0xfe] + Array("t\0i\0".utf8))
    }
    #expect(
      unusable.text
        == "order_metrics.csv: looks like UTF-16, not UTF-8. Export it again as UTF-8, or "
        + "say encoding in the settings for this file.")
  }

  @Test("A header in another encoding is refused")
  func latinHeader() throws {
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", Array(header.utf8.dropLast()) + [0x2c, 0xe9, 0x0a])
    }
    #expect(unusable.text.contains("looks like Latin-1 or Windows-1252"))
  }

  @Test("A quoted cell that goes on and on is refused before it fills the memory")
  func longQuote() throws {
    let rows = String(repeating: "\(ok),US,1\n", count: 100_000)
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", header + "\(ok),\"US,1\n" + rows)
    }
    #expect(unusable.text.hasPrefix("order_metrics.csv:2: a quoted cell of this record goes on"))
  }

  @Test("With strict CSV a single stray quote makes the file unusable")
  func strict() throws {
    let text = header + "\(ok),U\"S,1\n\(ok),DE,2\n"
    #expect(try ReadFile("order_metrics.csv", text).samples == ["DE \(ok) 2 -1"])
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", text, strictCSV: true)
    }
    #expect(unusable.text.hasPrefix("order_metrics.csv:2: a quote stands alone in a cell."))
  }

  @Test("A file of which hardly a row can be used is refused as a whole")
  func tooManyBadRows() throws {
    let rows = String(repeating: "2026-03-05T14:02:00,US,1\n", count: 100_001)
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv", header + rows)
    }
    #expect(
      unusable.text.hasPrefix(
        "order_metrics.csv: more than 100000 rows cannot be used, the first being "
          + "order_metrics.csv:2: column \"timestamp\""))
  }

  @Test("A header alone is a file without rows")
  func headerOnly() throws {
    let reading = try ReadFile("order_metrics.csv", header).reading
    #expect(reading.rowsRead == 0)
    #expect(reading.firstAt == nil)
  }
}
