import Ingestion
import TestSupport
import Testing
import Vocabulary

@Suite("Series from a stream of text")
struct TextStreamTests {
  private let rows = [
    "2026-03-05T00:00:00Z,DE,,7,1", "2026-03-05T00:01:00Z,DE,,0,",
    "2026-03-05T00:00:00Z,DE,cart,3,0", "2026-03-05T00:00:00Z,US,,5,2",
  ]

  @Test("Each series comes once, in its order, with what was not given left open")
  func series() throws {
    let read = try ReadStream(rows)
    #expect(read.batches.map(\.key.marketplace.name) == ["DE", "DE", "US"])
    #expect(read.batches.map { $0.key.service?.name } == [nil, "cart", nil])
    #expect(read.batches[0].orders == [7, 0])
    #expect(read.batches[0].errors == [1, SampleBatch.noErrors])
    #expect(read.count.rowsRead == 4 && read.count.rowsCounted == 4 && read.count.series == 3)
  }

  @Test("Columns are found by name, in any order, and others are passed over")
  func columns() throws {
    let read = try ReadStream(
      ["x,5,US,2026-03-05T00:00:00Z"], header: "note,orders,marketplace,timestamp")
    #expect(read.batches.map(\.orders) == [[5]])
  }

  @Test("A series that comes after a later one is refused by its line")
  func seriesOrder() throws {
    let refusal = try ReadStream.refusal { try ReadStream(rows.reversed()) }
    #expect(
      refusal
        == "stream: line 3: DE, service cart comes after US. Sort rows by marketplace, service "
        + "and time, by the bytes of the names (LC_ALL=C sort).")
  }

  @Test("A series that comes again is refused, even where its name would fit")
  func seriesAgain() throws {
    let again = [rows[0], rows[2], "2026-03-05T00:02:00Z,DE,,7,1"]
    #expect(
      try ReadStream.refusal { try ReadStream(again) }?.hasPrefix("stream: line 4: DE ") == true)
  }

  @Test("A row before the last one of its series is refused by its line")
  func timeOrder() throws {
    let refusal = try ReadStream.refusal {
      try ReadStream([rows[1], rows[0]])
    }
    #expect(
      refusal
        == "stream: line 3: a row of DE comes after one of 2026-03-05T00:01:00Z. Sort the rows of a "
        + "series by time.")
  }

  @Test("Names are ordered by their bytes, as engines order them")
  func bytes() throws {
    // "Z" comes before "a" and before "é", whose first byte is above every ASCII letter.
    let names = ["Z", "a", "é"].map { "2026-03-05T00:00:00Z,\($0),,1," }
    #expect(try ReadStream(names).batches.count == 3)
    #expect(try ReadStream.refusal { try ReadStream(names.reversed()) } != nil)
  }

  @Test("A row said twice counts once; rows that contradict each other count as set aside")
  func repeats() throws {
    let read = try ReadStream([
      rows[0], rows[0], rows[1], "2026-03-05T00:01:00Z,DE,,4,", "2026-03-05T00:02:00Z,DE,,8,",
    ])
    #expect(read.batches.map(\.orders) == [[7, 8]])
    #expect(read.count.rowsRead == 5 && read.count.rowsCounted == 3)
    #expect(read.count.rowsRepeated == 1 && read.count.rowsSetAside == 2)
    #expect(read.count.firstSetAside.count == 1)
    #expect(
      read.count.firstSetAside[0].hasSuffix(
        "stream: line 5: gives other values for the same time and series as the row before; neither "
          + "was used"))
  }

  @Test("A row that cannot be used is set aside with its place, and the rest is read")
  func setAside() throws {
    let read = try ReadStream([rows[0], "2026-03-05T00:01:00Z,DE,,few,", rows[3]])
    #expect(read.batches.count == 2)
    #expect(read.count.rowsSetAside == 1)
    #expect(read.count.firstSetAside[0].contains(":3: column \"orders\" value \"few\""))
  }

  @Test("Without a header the fifth column may be left out")
  func withoutHeader() throws {
    #expect(try ReadStream(rows, header: nil).batches == ReadStream(rows).batches)
    let four = ["2026-03-05T00:00:00Z,DE,,7"]
    #expect(try ReadStream(four, header: nil).batches.map(\.errors) == [[SampleBatch.noErrors]])
  }

  @Test("Cells parted by tabs say the same, and a quote in them is a letter")
  func tabs() throws {
    let header = "timestamp\tmarketplace\tservice\torders\terrors"
    let parted = rows.map { $0.replacing(",", with: "\t") }
    #expect(
      try ReadStream(parted, header: header, tabs: true).batches == ReadStream(rows).batches)
    let quoted = try ReadStream(
      ["2026-03-05T00:00:00Z\tsay \"x\"\t\t1\t"], header: header, tabs: true)
    #expect(quoted.batches.map(\.key.marketplace.name) == ["say \"x\""])
  }

  @Test("Nothing at all, and a header alone, are no series and no fault")
  func empty() throws {
    #expect(try ReadStream([]).batches.isEmpty)
    #expect(try ReadStream([], header: nil).batches.isEmpty)
    #expect(try ReadStream([], .frames).batches.isEmpty)
  }

  @Test("A stream without a column it needs is refused")
  func missingColumn() throws {
    let refusal = try ReadStream.refusal {
      try ReadStream(["2026-03-05T00:00:00Z,DE"], header: "timestamp,marketplace")
    }
    #expect(refusal?.hasPrefix("stream:1: has no column \"orders\"") == true)
  }

  @Test("Series longer than a buffer come out whole")
  func long() throws {
    let start = Timestamp(secondsSinceEpoch: 1_772_668_800)
    let many = (0..<20_000).map { "\(start.advanced(bySeconds: 60 * $0)),DE,,\($0),0" }
    let read = try ReadStream(many)
    #expect(read.batches.map(\.count) == [20_000])
    #expect(read.batches[0].orders == (0..<20_000).map { Int32($0) })
  }
}
