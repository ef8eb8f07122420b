import Testing
import Vocabulary

@testable import Simulation

@Suite("Dataset writer")
struct DatasetWriterTests {
  private static let world: World = {
    var settings = WorldSettings.small
    settings.days = 15
    settings.feed.duplicateRows = 0.05
    settings.feed.lateRows = 0.05
    settings.feed.offsetTimes = 0.05
    return World.make(settings, seed: 3)
  }()

  private func text(_ name: String) throws -> String {
    let files = try DatasetWriter.files(of: Self.world, compress: false)
    let file = try #require(files.first { $0.name == name })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test("The metric rows say what the series say, whatever their order and however often")
  func metrics() throws {
    var said: [String: (Int, Int)] = [:]
    var rows = 0
    var previous = ""
    var outOfOrder = 0
    for line in try text("order_metrics.csv").split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      let key = "\(cells[1])@\(try #require(seconds(cells[0])))"
      let value = (try #require(Int(cells[2])), try #require(Int(cells[3])))
      if let earlier = said[key] { #expect(earlier == value) }
      said[key] = value
      rows += 1
      if cells[0].hasSuffix("Z") {
        if cells[0] < previous { outOfOrder += 1 }
        previous = cells[0]
      }
    }
    var expected = 0
    for series in Self.world.series {
      for index in 0..<series.count {
        guard let orders = series.orders[index] else { continue }
        expected += 1
        let key = "\(series.key.marketplace)@\(series.time(at: index).secondsSinceEpoch)"
        #expect(said[key]?.0 == orders)
        #expect(said[key]?.1 == series.errors?[index])
      }
    }
    #expect(said.count == expected)
    #expect(rows > expected)
    #expect(outOfOrder > 10)
  }

  /// Reads RFC 3339 with `Z` or an offset of whole hours.
  private func seconds(_ text: String) -> Int64? {
    let numbers = text.prefix(19).split(whereSeparator: { "-T:".contains($0) }).compactMap {
      Int($0)
    }
    guard numbers.count == 6 else { return nil }
    let local = Timestamp(
      .init(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
        minute: numbers[4], second: numbers[5]))
    guard !text.hasSuffix("Z") else { return local.secondsSinceEpoch }
    guard let hours = Int(text.dropFirst(19).prefix(3)) else { return nil }
    return local.advanced(bySeconds: -hours * 3600).secondsSinceEpoch
  }

  @Test("Every deploy stands on the line its record names")
  func deployLines() throws {
    let lines = try text("deploys.csv").split(separator: "\n", omittingEmptySubsequences: false)
    for record in Self.world.deploys {
      let line = lines[record.deployment.place.line - 1]
      #expect(line.hasPrefix(record.deployment.id.name + ","))
    }
    #expect(lines.last == "")
  }

  @Test("Every incident stands on the line its record names")
  func incidentLines() throws {
    let lines = try text("incidents.csv").split(separator: "\n")
    #expect(lines.count == Self.world.incidents.count + 1)
    for incident in Self.world.incidents {
      #expect(lines[incident.place.line - 1].hasPrefix(incident.id.name + ","))
    }
  }

  @Test("Cells with commas, quotes or line feeds are quoted, others are not")
  func quoting() {
    var text = CSVText(header: ["a", "b"])
    text.appendRow(["x, y", "say \"no\""])
    text.appendRow(["two\nlines", "plain"])
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",plain\n")
  }

  @Test("The compressed file names no time and holds all bytes")
  func gzip() throws {
    let plain = try #require(
      try DatasetWriter.files(of: Self.world, compress: false)
        .first { $0.name == "order_metrics.csv" })
    let packed = try #require(
      try DatasetWriter.files(of: Self.world).first { $0.name == "order_metrics.csv.gz" })
    #expect(packed.bytes.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    let size = packed.bytes.suffix(4).enumerated().reduce(0) { $0 + Int($1.1) << (8 * $1.0) }
    #expect(size == plain.bytes.count)
    #expect(packed.bytes.count < plain.bytes.count / 3)
  }

  @Test("A moment with an offset is the same moment")
  func offsets() {
    let moment = Timestamp(.init(year: 2026, month: 3, day: 5, hour: 23, minute: 2))
    #expect(TimeText.withOffset(moment, hours: 9) == "2026-03-06T08:02:00+09:00")
    #expect(TimeText.withOffset(moment, hours: -8) == "2026-03-05T15:02:00-08:00")
    #expect(seconds(TimeText.withOffset(moment, hours: -8)) == moment.secondsSinceEpoch)
  }

  @Test("A folder that cannot be made is an error that names it")
  func unwritable() {
    #expect(throws: DatasetWriteError.self) {
      try DatasetWriter.write(Self.world, to: "/dev/null/nowhere")
    }
  }
}
