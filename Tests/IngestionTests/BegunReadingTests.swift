import Ingestion
import TestSupport
import Testing
import Vocabulary

@Suite("Reading begun before anyone takes the samples")
struct BegunReadingTests {
  private let form = FileForm.own(zone: nil)

  private func file(
    _ folder: TemporaryFolder, rows: Int, seconds: Int64
  ) throws -> InputFile {
    let header = "timestamp,marketplace,orders\n"
    let text = (0..<rows).map { row in
      let time = Timestamp(secondsSinceEpoch: 1_000_000_000 + Int64(row) * seconds)
      return "\(time),US,\(row % 9)\n"
    }
    let path = try folder.write("order_metrics.csv", header + text.joined())
    return InputFile(path: path, name: "order_metrics.csv", feed: .orderMetrics)
  }

  private func begin(_ file: InputFile) -> StartedReading? {
    FeedReader.begin(file, as: form)
  }

  @Test("It tells the same as a reading in one go")
  func same() throws {
    let folder = try TemporaryFolder()
    let file = try file(folder, rows: 4000, seconds: 60)
    var (batches, begunBatches): ([SampleBatch], [SampleBatch]) = ([], [])
    let begun = try #require(begin(file))
    let reading = try FeedReader.read(file, as: form) { batches.append($0) }
    let begunReading = try begun.finish { begunBatches.append($0) }
    #expect(begunReading == reading)
    #expect(begunBatches == batches)
    #expect(reading.rowsRead == 4000)
  }

  @Test("What is wrong with the file is told when it is finished")
  func missing() throws {
    let file = InputFile(
      path: "/no/order_metrics.csv", name: "order_metrics.csv", feed: .orderMetrics)
    let begun = try #require(begin(file))
    #expect(throws: InputProblem.notFound(path: "/no/order_metrics.csv")) {
      try begun.finish { _ in }
    }
  }

  @Test("Given up, it ends, though its samples wait to be taken")
  func givenUp() throws {
    let folder = try TemporaryFolder()
    // A batch a day, more of them than are handed over before someone takes the first.
    let file = try file(folder, rows: 8000, seconds: 86_400)
    _ = begin(file)
  }

  @Test("Other feeds, and rows given back after mending, are not begun")
  func others() throws {
    let folder = try TemporaryFolder()
    let mended = try folder.write(
      "order_metrics.csv",
      RejectedRow.placeColumns.joined(separator: ",") + ",timestamp,marketplace,orders\n")
    for (path, feed) in [(mended, Feed.orderMetrics), (mended, .deploys)] {
      let file = InputFile(path: path, name: "order_metrics.csv", feed: feed)
      #expect(begin(file) == nil)
    }
  }
}
