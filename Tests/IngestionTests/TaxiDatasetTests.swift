import Ingestion
import Testing
import Vocabulary

@Suite("Committed data set of New York taxis")
struct TaxiDatasetTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    + "/datasets/nyc-taxi-2014"

  private func read(
    _ feed: Feed
  ) throws -> (reading: FileReading, batches: [SampleBatch]) {
    let files = try DatasetFolder.inputs(at: [TaxiDatasetTests.folder])
    let file = try #require(files.first { $0.feed == feed })
    var batches: [SampleBatch] = []
    let reading = try FeedReader.read(file) { batches.append($0) }
    return (reading, batches)
  }

  @Test("Every count of the source is there but those of the hour that clocks showed twice")
  func counts() throws {
    let (reading, batches) = try read(.orderMetrics)
    #expect(reading.rowsRead == 10_318 && reading.rejected.isEmpty && reading.duplicates == 0)
    let total = batches.flatMap(\.orders).reduce(0) { $0 + Int($1) }
    // sum(value) of nyc_taxi.csv, and its rows of 2014-11-02 01:00 and 01:30.
    #expect(total == 156_219_716 - 39_197 - 35_212)
  }

  @Test("Steps are half hours of UTC across the change of clocks, four of them without a row")
  func steps() throws {
    let times = try read(.orderMetrics).batches.flatMap(\.time).sorted()
    let gaps = zip(times, times.dropFirst()).filter { $1 - $0 != 1800 }
    #expect(gaps.count == 1)
    let before = Timestamp(.init(year: 2014, month: 11, day: 2, hour: 4, minute: 30))
    #expect(
      gaps.first?.0 == before.secondsSinceEpoch
        && gaps.first?.1 == before.secondsSinceEpoch + 5 * 1800)
    #expect(Timestamp(secondsSinceEpoch: times[0]).description == "2014-07-01T04:00:00Z")
    #expect(
      Timestamp(secondsSinceEpoch: times[times.count - 1]).description == "2015-02-01T04:30:00Z")
  }

  @Test("No deploy and no incident is recorded, and holidays are whole days of New York")
  func feeds() throws {
    #expect(try read(.deploys).reading.rowsRead == 0)
    #expect(try read(.incidents).reading.rowsRead == 0)
    guard case .calendar(let events) = try read(.calendar).reading.records else {
      Issue.record("no calendar")
      return
    }
    #expect(events.count == 8)
    #expect(events.allSatisfy { $0.window.seconds == 86_400 && $0.kind == .holiday })
  }
}
