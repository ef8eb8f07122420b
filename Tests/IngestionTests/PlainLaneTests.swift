import Ingestion
import TestSupport
import Testing
import Vocabulary

private let header = "timestamp,marketplace,service,orders,errors,latency_ms\n"

@Suite("Plain rows and libcsv")
struct PlainLaneTests {
  @Test("Both make the same of any text", arguments: 0..<150)
  func same(seed: Int) {
    var texts = MetricTexts(seed: UInt64(seed))
    let text = texts.file(rows: texts.whole(1...200))
    let most = texts.chance(3) ? 64 : 1_000_000
    let slow = LaneProbe.read(text, piece: 1 << 18, plain: false, mostRows: most)
    for piece in [1 << 18, texts.whole(1...60), texts.whole(60...2000)] {
      let pack = texts.whole(0...400)
      let plain = LaneProbe.read(text, piece: piece, plain: true, mostRows: most, packFrom: pack)
      #expect(plain == slow)
    }
  }

  @Test("Where the text is cut makes no difference")
  func cuts() {
    let text = Array(
      (header + "2026-03-05T14:02:00Z,US,fulfilment-service-001,12,3,120.5\n"
        + "2026-03-05T14:02:00Z,DE,\"a, \"\"b\"\"\nc\",7,,\n\n2026-03-05T14:03:00Z,US,,1,1,1\r\n"
        + "2026-03-05T14:03:00Z,DE,x y,12,0,0.25\n2026-03-05T14:04:00Z,US, z ,x,3,120.5").utf8)
    let whole = LaneProbe.read(text, piece: text.count, plain: false)
    #expect(whole.rowsRead == 5)
    #expect(whole.rejected.map(\.place.line) == [8])
    for piece in 1...text.count {
      #expect(LaneProbe.read(text, piece: piece, plain: true) == whole)
    }
  }

  @Test("A row that is not plain is read by libcsv, and the lines after it keep their numbers")
  func lines() {
    let rows = (0..<300).map { index in
      let orders = index == 250 ? "many" : index % 50 == 7 ? "\"1\n\"" : "1"
      return "2026-03-05T0\(index / 60):\(10 + index % 50):00Z,M\(index),s,\(orders),0,1.5\n"
    }
    let reading = LaneProbe.read(Array((header + rows.joined()).utf8), piece: 4096, plain: true)
    #expect(reading.rowsRead == 300)
    #expect(reading.rejected.map(\.place.line) == [252 + 5])
  }

  @Test(
    "Figures, names and times of any length are read alike, and what is no figure is refused alike",
    arguments: [
      "0,0,0.0", "1,2,3.4", "9999,9999,999999.9", "10000,1,2.5", "1,10000,2.5",
      "1234567,7654321,1.5",
      "12,3,1234567.8", "12,3,12.25", "12,3,0.125", "12,3,7", "12,,1.5", "12,3,", "0012,007,01.5",
      "1/,2,3.4", "1,2:,3.4", "1,2,3.4x", "1,2,:.4", "1,2,3:4", "1,2,3./", "1,2,.5", "1,2,1.2.3",
      "a,2,3.4", "1,2;3.4", "1;2,3,4", "-1,2,3.4", "1,2,3.4\r", "1,2,3.4,5", "1,2",
      "12345678,1,1.5",
    ])
  func figures(figures: String) {
    let names = ["a,b", "US,twelve-bytes", "US,\(String(repeating: "x", count: 27))"]
    let long = [28, 29, 30, 40, 70].map { "US,\(String(repeating: "x", count: $0))" }
    let times = ["2026-03-05T14:02:00Z", "2026-03-05T14:02:00+01:00", "2026-03-05 14:03Z"]
    let rows = times.flatMap { time in
      // Of each series several rows: of the first nothing can be foretold.
      (0..<4).flatMap { round in
        (names + long).map { "\(time),\($0),\(round == 2 ? figures : "7,0,1.5")\n" }
      }
    }
    let text = Array((header + rows.joined()).utf8)
    let slow = LaneProbe.read(text, piece: 1 << 18, plain: false)
    for piece in [1 << 18, 97] {
      #expect(LaneProbe.read(text, piece: piece, plain: true) == slow)
    }
  }

  @Test("A name that only begins like the expected one is another")
  func beginning() {
    let stem = String(repeating: "x", count: 30)
    for (one, other) in [("s", "s2"), (stem, stem + "y"), (stem + stem + "a", stem + stem + "b")] {
      let rows = (0..<6).map { minute in
        "2026-03-05T14:0\(minute):00Z,US,\(minute == 4 ? other : one),1,0,1.5\n"
      }
      let reading = LaneProbe.read(
        Array((header + rows.joined()).utf8), piece: 4096, plain: true)
      #expect(reading.batches.map(\.key.service?.name) == [one, other])
      #expect(reading.batches.map(\.orders.count) == [5, 1])
    }
  }

  @Test("Of two reasons to refuse a text the first in it is told, wherever the text is cut")
  func firstReason() {
    let text = Array("a,b\n\nD\u{0}E\n".utf8)
    for plain in [true, false] {
      for piece in 1...text.count {
        let reading = LaneProbe.read(text, piece: piece, plain: plain)
        #expect(
          reading.failure == "order_metrics.csv:1: has no column \"timestamp\", \"marketplace\", "
            + "\"orders\". It has: a, b.")
      }
    }
  }

  @Test("The last piece of a row needs no line end, and no room behind it")
  func end() {
    let text = Array((header + "2026-03-05T14:02:00Z,US,s,1,2,3").utf8)
    let reading = LaneProbe.read(text, piece: text.count, plain: true)
    #expect(reading.batches.map(\.orders) == [[1]])
    #expect(reading.batches.map(\.latencyBits) == [[Float(3).bitPattern]])
  }
}

@Suite("Rows out of order")
struct RowOrderTests {
  private func rows(_ days: Int) -> [String] {
    (0..<days * 48).flatMap { index in
      ["US", "DE", "FR"].map { marketplace in
        let time = Timestamp(secondsSinceEpoch: 1_772_668_800 + Int64(index) * 1800)
        return "\(time),\(marketplace),\(index)\n"
      }
    }
  }

  private func read(_ rows: [String], mostRows: Int = 1_000_000) throws -> Collected {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "order_metrics.csv", "timestamp,marketplace,orders\n" + rows.joined())
    return try Collected(path, mostRows: mostRows)
  }

  @Test("Days are handed over while the file is read, and each once")
  func days() throws {
    let file = try read(rows(12))
    #expect(file.startOvers == 0)
    #expect(file.batches.count > 3 * 10)
    #expect(file.bySeries["US"] == (0..<12 * 48).map { Int32($0) })
  }

  @Test("A series that goes back by days makes the file be read again, with the same result")
  func late() throws {
    var late = rows(12)
    late.append(late.remove(at: 0))
    let file = try read(late)
    #expect(file.startOvers == 1)
    #expect(file.bySeries == (try read(rows(12))).bySeries)
    #expect(file.reading.lastAt == (try read(rows(12))).reading.lastAt)
  }

  @Test(
    "A shuffled file gives the same, also when it is held in parts", arguments: [64, 700, 9999])
  func shuffled(mostRows: Int) throws {
    var random = ShuffleGenerator(seed: 7)
    let sorted = try read(rows(12))
    let file = try read(rows(12).shuffled(using: &random), mostRows: mostRows)
    #expect(file.startOvers == 1)
    #expect(file.bySeries == sorted.bySeries)
    #expect(file.reading.records == sorted.reading.records)
    #expect(file.reading.firstAt == sorted.reading.firstAt)
  }

  @Test("More rows than may be held at once are read in parts, whatever their order")
  func many() throws {
    let file = try read(rows(1), mostRows: 64)
    #expect(file.startOvers == 1)
    #expect(file.bySeries == (try read(rows(1))).bySeries)
  }

  @Test("A late row that contradicts one of a day handed over sets both aside")
  func contradiction() throws {
    var all = rows(12)
    all.append("2026-03-05T00:30:00Z,US,77\n")
    let file = try read(all)
    #expect(file.startOvers == 1)
    #expect(file.bySeries["US"]?.first == 0)
    #expect(file.bySeries["US"]?.count == 12 * 48 - 1)
    #expect(file.reading.rejected.map(\.place.line) == [5, 12 * 48 * 3 + 2])
    #expect(file.reading.duplicates == 0)
  }
}
