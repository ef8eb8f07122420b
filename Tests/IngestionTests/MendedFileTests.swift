import Testing
import TestSupport
import Vocabulary

@testable import Ingestion

@Suite("Files of mended rows")
struct MendedFileTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func read(
    _ text: String, feed: Feed = .deploys
  ) throws -> (reading: FileReading, orders: [Int32]) {
    let path = try place.write("\(feed.rawValue).csv", text)
    var orders: [Int32] = []
    let reading = try FeedReader.read(
      InputFile(path: path, name: "\(feed.rawValue).csv", feed: feed)
    ) { orders += $0.orders }
    return (reading, orders)
  }

  private func deploys(_ reading: FileReading) -> [DeployRecord] {
    if case .deploys(let records) = reading.records { records } else { [] }
  }

  @Test("Rows take the places where they first stood, and the file its own name and hash")
  func places() throws {
    let text = """
      file,line,column,reason,deploy_id,service,started_at,summary
      deploys.csv,881,status,x,D-1,cart,2026-03-05T14:00:00Z,"two
      lines, ""quoted"" twice"
      old.csv,7,started_at,x,D-2,cart,2026-03-05T15:00:00Z,
      old.csv,9,started_at,x,D-3,cart,yesterday,

      """
    let reading = try read(text).reading
    #expect(reading.file == "rejects/deploys.csv")
    #expect(reading.sha256 == ContentHash.sha256(of: Array(text.utf8)))
    #expect(
      deploys(reading).map(\.deployment.place.description) == ["deploys.csv:881", "old.csv:7"])
    #expect(deploys(reading).first?.summary == "two\nlines, \"quoted\" twice")
    #expect(reading.rejected.map(\.place.description) == ["old.csv:9"])
    #expect(reading.rejected.first?.cells == ["D-3", "cart", "yesterday", ""])
    #expect(reading.columns == ["deploy_id", "service", "started_at", "summary"])
    #expect(reading.extraColumns == [])
    #expect(
      reading.origins.map(\.description) == ["deploys.csv:881", "old.csv:7", "old.csv:9"])
    #expect(reading.rowsRead == 3)
  }

  @Test("Order metrics come back as well, and an absent column stays absent")
  func metrics() throws {
    let (reading, orders) = try read(
      """
      file,line,column,reason,timestamp,marketplace,orders
      order_metrics.csv,5,orders,not a whole number,2026-03-05T14:00:00Z,US,12

      """, feed: .orderMetrics)
    #expect(orders == [12])
    #expect(reading.origins.map(\.description) == ["order_metrics.csv:5"])
  }

  @Test("A row set aside as a whole waits until its reason is emptied")
  func standing() throws {
    let reading = try read(
      """
      file,line,column,reason,deploy_id,service,started_at
      deploys.csv,2,,a quote stands alone,D-1,cart,2026-03-05T14:00:00Z
      deploys.csv,3,,,D-2,cart,2026-03-05T14:00:00Z
      deploys.csv,4,,,D-3,cart

      """
    ).reading
    #expect(deploys(reading).map(\.deployment.id.name) == ["D-2"])
    #expect(
      reading.rejected.map(\.description) == [
        "deploys.csv:2: a quote stands alone; once it is right, empty its reason and load it again",
        "deploys.csv:4: has 2 cells where the header has 3",
      ])
    #expect(reading.rowsRead == 3)
  }

  @Test("An apostrophe that guards a cell from spreadsheets is taken off, any other kept")
  func guarded() throws {
    let reading = try read(
      """
      file,line,column,reason,deploy_id,service,started_at,summary
      deploys.csv,2,x,x,D-1,cart,2026-03-05T14:00:00Z,'=1+1
      deploys.csv,3,x,x,D-2,cart,2026-03-05T14:00:00Z,''tis
      deploys.csv,4,x,x,D-3,cart,2026-03-05T14:00:00Z,'tis

      """
    ).reading
    #expect(deploys(reading).map(\.summary) == ["=1+1", "'tis", "'tis"])
  }

  @Test(
    "The heading may be quoted or follow a byte-order mark; any other file is read as it is",
    arguments: [
      ("\u{FEFF}file,line,column,reason,", true),
      ("\"file\",\"line\",\"column\",\"reason\",", true), ("file,line,column,", false),
    ])
  func heading(start: String, isMended: Bool) throws {
    let cells = isMended ? "deploys.csv,9,a,b," : "deploys.csv,9,a,"
    let reading = try read(
      "\(start)deploy_id,service,started_at\n\(cells)D-1,cart,2026-03-05T14:00:00Z\n"
    ).reading
    #expect(
      deploys(reading).first?.deployment.place.description
        == (isMended ? "deploys.csv:9" : "deploys.csv:2"))
    #expect(reading.origins.isEmpty == !isMended)
  }

  @Test("A column that is missing is said with the path of the file itself")
  func missing() throws {
    do {
      _ = try read("file,line,column,reason,deploy_id,service\n")
      Issue.record("a file without started_at was read")
    } catch let problem as InputProblem {
      #expect(problem.description.hasPrefix("\(place.path)/deploys.csv:1: has no column"))
    }
  }
}
