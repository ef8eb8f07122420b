import TestSupport
import Ingestion
import Testing
import Vocabulary

@Suite("Order metrics")
struct OrderMetricsTests {
  @Test("Columns are found by name in any order, and unknown ones are listed")
  func columns() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "\u{feff}Orders, note ,ERRORS,marketplace,timestamp,service,region\n"
        + "12,x,3,US,2026-03-05T14:02:00Z,,eu\n7,,,US,2026-03-05T14:02:00Z,checkout,\n")
    #expect(
      file.samples == [
        "US 2026-03-05T14:02:00Z 12 3", "US/checkout 2026-03-05T14:02:00Z 7 -1",
      ])
    #expect(file.reading.extraColumns == ["note", "region"])
    #expect(file.reading.records == .samples(2))
  }

  @Test("Zero is a value, blanks around a number are not")
  func zero() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "timestamp,marketplace,orders,errors\n 2026-03-05T14:02:00Z ,\" US \",\" 0 \",007\n")
    #expect(file.samples == ["US 2026-03-05T14:02:00Z 0 7"])
  }

  @Test("Latency is kept where it is given")
  func latency() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "timestamp,marketplace,orders,latency_ms\n2026-03-05T14:02:00Z,US,1,12.25\n"
        + "2026-03-05T14:03:00Z,US,1,\n2026-03-05T14:04:00Z,US,1,1.5e3\n")
    let latency = try #require(file.batches.first?.latency)
    #expect(latency[0] == 12.25)
    #expect(latency[1].isNaN)
    #expect(latency[2] == 1500)
  }

  @Test("A row that says the same again counts as loaded and as a duplicate")
  func duplicates() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "timestamp,marketplace,orders\n2026-03-05T14:02:00Z,US,1\n2026-03-05T15:02:00+01:00,US,1\n")
    #expect(file.samples == ["US 2026-03-05T14:02:00Z 1 -1"])
    #expect(file.reading.rowsUsable == 2)
    #expect(file.reading.duplicates == 1)
  }

  @Test("Rows that contradict each other are all set aside, each naming another")
  func contradictions() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "timestamp,marketplace,orders\n2026-03-05T14:02:00Z,US,1\n2026-03-05T14:03:00Z,US,5\n"
        + "2026-03-05T14:02:00Z,US,2\n2026-03-05T14:02:00Z,US,1\n2026-03-05T14:02:00Z,DE,9\n")
    let reason = "gives other values for the same time and series; neither was used"
    #expect(
      file.messages == [
        "order_metrics.csv:2: line 4 \(reason)", "order_metrics.csv:4: line 2 \(reason)",
        "order_metrics.csv:5: line 4 \(reason)",
      ])
    #expect(file.reading.rejected[1].cells == ["2026-03-05T14:02:00Z", "US", "2"])
    #expect(file.samples == ["DE 2026-03-05T14:02:00Z 9 -1", "US 2026-03-05T14:03:00Z 5 -1"])
    #expect(file.reading.firstAt?.description == "2026-03-05T14:02:00Z")
    #expect(file.reading.rowsRead == 5)
  }

  @Test("The order of the rows makes no difference", arguments: 0..<10)
  func order(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    var rows = (0..<400).map { index in
      let time = Timestamp(secondsSinceEpoch: 1_772_668_800 + Int64(index / 4) * 300)
      let service = index % 2 == 0 ? "" : "checkout"
      return "\(time),\(["US", "DE"][index / 2 % 2]),\(index % 37),\(service),\(index % 3)"
    }
    rows += rows.prefix(10)
    let header = "timestamp,marketplace,orders,service,errors\n"
    let sorted = try ReadFile("order_metrics.csv", header + rows.joined(separator: "\n"))
    rows.shuffle(using: &random)
    let shuffled = try ReadFile("order_metrics.csv", header + rows.joined(separator: "\n"))
    #expect(shuffled.batches == sorted.batches)
    #expect(shuffled.samples.count == 400)
    #expect(shuffled.reading.duplicates == 10)
  }

  @Test("Thousands of series are told apart, and batches come in order")
  func manySeries() throws {
    let rows = (0..<70_000).map { "2026-03-05T14:02:00Z,M\($0),\($0)\n" }
    let file = try ReadFile(
      "order_metrics.csv", "timestamp,marketplace,orders\n" + rows.joined())
    #expect(file.batches.count == 70_000)
    #expect(file.batches.map(\.key) == file.batches.map(\.key).sorted())
    for batch in file.batches {
      #expect(batch.count == 1)
      #expect(batch.key.marketplace.name == "M\(batch.orders[0])")
    }
  }

  @Test("One marketplace in composed and decomposed letters is one marketplace")
  func unicode() throws {
    let file = try ReadFile(
      "order_metrics.csv",
      "timestamp,marketplace,orders\n2026-03-05T14:02:00Z,\u{e9},1\n"
        + "2026-03-05T14:02:00Z,e\u{301},1\n")
    #expect(file.reading.duplicates == 1)
  }
}
