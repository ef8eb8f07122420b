import TestSupport
import Testing

@testable import Ingestion

/// The records of a text, read in pieces of `size` bytes.
private func records(
  of text: String, pieces size: Int = 1 << 20
) throws -> [(line: Int, cells: [String])] {
  let bytes = Array(text.utf8)
  let tokenizer = LibCSVTokenizer(isStrict: true)
  var block = RecordBlock()
  var records: [(line: Int, cells: [String])] = []
  func collect() {
    for record in 0..<block.recordCount {
      records.append((block.lines[record], block.texts(of: record)))
    }
    block.removeRecords()
  }
  var start = 0
  while start < bytes.count {
    let piece = Array(bytes[start..<min(start + size, bytes.count)])
    try tokenizer.consume(piece, count: piece.count, into: &block)
    collect()
    start += piece.count
  }
  try tokenizer.finish(into: &block)
  collect()
  return records
}

@Suite("Cutting text into records")
struct TokenizerTests {
  static let cases: [(text: String, cells: [[String]], lines: [Int])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]], [1, 2]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]], [1, 2]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]], [1, 2]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]], [1, 2]),
    ("a,b\n\n\n1,2\n", [["a", "b"], ["1", "2"]], [1, 4]),
    ("a,b\r\n\r\n1,2\r\n", [["a", "b"], ["1", "2"]], [1, 3]),
    ("\n\na\n", [["a"]], [3]),
    ("a,\"x\ny\"\nb,c\n", [["a", "x\ny"], ["b", "c"]], [1, 3]),
    ("a,\"x\r\ny\r\nz\"\r\nb,c\r\n", [["a", "x\r\ny\r\nz"], ["b", "c"]], [1, 4]),
    ("a,\"x\ry\"\rb,c\r", [["a", "x\ry"], ["b", "c"]], [1, 3]),
    ("\"a \"\"b\"\" c\",\"\"\n", [["a \"b\" c", ""]], [1]),
    ("\"{\"\"k\"\": [1, 2]}\",x\n", [["{\"k\": [1, 2]}", "x"]], [1]),
    ("\"a, b\",c\n", [["a, b", "c"]], [1]),
    (",,\n", [["", "", ""]], [1]),
    ("ʤ,é\n", [["ʤ", "é"]], [1]),
    ("a , \"b\" ,c\n", [["a", "b", "c"]], [1]),
  ]

  @Test("Quotes, line ends and blank lines are read as RFC 4180 has them", arguments: cases)
  func cuts(text: String, cells: [[String]], lines: [Int]) throws {
    let records = try records(of: text)
    #expect(records.map(\.cells) == cells)
    #expect(records.map(\.line) == lines)
  }

  @Test("Where the text is cut into pieces makes no difference", arguments: [1, 2, 3, 5, 7])
  func pieces(size: Int) throws {
    for (text, cells, lines) in TokenizerTests.cases {
      let records = try records(of: text, pieces: size)
      #expect(records.map(\.cells) == cells)
      #expect(records.map(\.line) == lines)
    }
  }

  @Test("What is written as CSV reads back equal", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let alphabet = ["a", "Ü", "\"", ",", "\n", "\r\n", "\r", " x ", "7", ";", ""]
    let table = (0..<20).map { _ in
      (0..<3).map { _ in
        "|"
          + (0..<Int.random(in: 0...6, using: &random))
          .compactMap { _ in alphabet.randomElement(using: &random) }.joined()
      }
    }
    let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let text = table.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + end
    }.joined()
    for size in [1, 4, 64, 4096] {
      #expect(try records(of: text, pieces: size).map(\.cells) == table)
    }
  }
}
