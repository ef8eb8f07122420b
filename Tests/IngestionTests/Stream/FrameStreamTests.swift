import Ingestion
import TestSupport
import Testing
import Vocabulary

@Suite("Series from a stream of frames")
struct FrameStreamTests {
  private static let table = [("DE", ""), ("DE", "cart"), ("US", "")]
  private static let midnight: Int64 = 1_772_668_800
  private static let rows: [SeriesFrames.Row] = [
    (0, midnight, 7, 1), (0, midnight + 60, 0, -1), (1, midnight, 3, 0), (2, midnight, 5, 2),
  ]

  private func read(_ rows: [SeriesFrames.Row], cut: Int = 0) throws -> ReadStream {
    let bytes = SeriesFrames(table: FrameStreamTests.table, rows: rows).bytes
    return try ReadStream(Array(bytes.dropLast(cut)), .frames)
  }

  @Test("Frames say the same as text")
  func sameAsText() throws {
    let text = try ReadStream([
      "2026-03-05T00:00:00Z,DE,,7,1", "2026-03-05T00:01:00Z,DE,,0,",
      "2026-03-05T00:00:00Z,DE,cart,3,0", "2026-03-05T00:00:00Z,US,,5,2",
    ])
    let frames = try read(FrameStreamTests.rows)
    #expect(frames.batches == text.batches)
    #expect(frames.count == text.count)
  }

  @Test("Many frames, cut anywhere by the buffer, come out whole")
  func long() throws {
    let many = (0..<40_000).map { index -> SeriesFrames.Row in
      (UInt32(index / 20_000), FrameStreamTests.midnight + Int64(index % 20_000), 1, 0)
    }
    #expect(try read(many).batches.map(\.count) == [20_000, 20_000])
  }

  @Test("Frames out of order are refused by their number")
  func order() throws {
    let rows = FrameStreamTests.rows
    #expect(
      try ReadStream.refusal { try read([rows[1], rows[0]]) }?.hasPrefix(
        "stream: frame 2: a row of DE comes after one of 2026-03-05T00:01:00Z.") == true)
    #expect(
      try ReadStream.refusal { try read([rows[3], rows[0]]) }?.hasPrefix(
        "stream: frame 2: DE comes after US.") == true)
  }

  @Test("A frame with a value that cannot be is set aside")
  func setAside() throws {
    let read = try read([
      (0, FrameStreamTests.midnight, -2, 0), (0, 0, 1, 0), (0, FrameStreamTests.midnight, 1, 0),
    ])
    #expect(read.batches.map(\.orders) == [[1]])
    #expect(read.count.rowsSetAside == 2)
    #expect(
      read.count.firstSetAside[0].hasSuffix(
        "frame 1: orders -2: negative, but a number of things is 0 or more"))
  }

  @Test("What is cut off, or no frames at all, is refused")
  func broken() throws {
    let rows = FrameStreamTests.rows
    #expect(try ReadStream.refusal { try read(rows, cut: 3) } == "stream: ends inside frame 4.")
    #expect(
      try ReadStream.refusal { try read([], cut: 1) } == "stream: ends inside the table of series.")
    #expect(
      try ReadStream.refusal { try ReadStream(Array("timestamp,marketplace".utf8), .frames) }
        == "stream: does not begin with FLSERIES, as frames do. Leave out --binary for text.")
    #expect(
      try ReadStream.refusal { try read([(7, FrameStreamTests.midnight, 1, 0)]) }
        == "stream: frame 1 is of series 7, but the table has 3, numbered from 0.")
  }

  @Test("A table that is not sorted, or has a name that is none, is refused")
  func table() throws {
    func refusal(_ table: [(String, String)]) throws -> String? {
      try ReadStream.refusal {
        try ReadStream(SeriesFrames(table: table, rows: []).bytes, .frames)
      }
    }
    #expect(
      try refusal([("US", ""), ("DE", "")])?.hasPrefix(
        "stream: series 2 of the table: DE comes after US.")
        == true)
    #expect(try refusal([("", "cart")]) == "stream: series 1 of the table has no marketplace.")
  }
}
