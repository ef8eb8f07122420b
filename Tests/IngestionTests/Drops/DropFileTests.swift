import Ingestion
import TestSupport
import Testing
import Vocabulary

@Suite("Drops found elsewhere")
struct DropFileTests {
  private static let header =
    "drop_id,started_at,started_between,ended_at,marketplaces,services,observed_orders,"
    + "expected_orders,lost_orders,lost_orders_low,lost_orders_high,signal"
  private static let row =
    "2026-03-05-1405,2026-03-05T14:05:00Z,2026-03-05T14:00:00Z;2026-03-05T14:10:00Z,"
    + "2026-03-05T15:00:00Z,US;DE,,600,1000,400,300,500,7"

  private func read(_ rows: [String], header: String = DropFileTests.header) throws -> DropFile {
    let folder = try TemporaryFolder()
    let text = ([header] + rows).joined(separator: "\n")
    do {
      return try DropFile.read(path: folder.write("drops.csv", text))
    } catch let problem as InputProblem {
      throw Unusable(
        text: problem.description.replacing(folder.path + "/", with: ""), problem: problem,
        batchesHandedOver: 0)
    }
  }

  private func refusal(_ rows: [String], header: String = DropFileTests.header) throws -> String? {
    do {
      _ = try read(rows, header: header)
      return nil
    } catch let unusable as Unusable {
      return unusable.text
    }
  }

  @Test("A row makes a drop in the places named, its orders spread over them")
  func plain() throws {
    let drop = try #require(try read([DropFileTests.row]).drops.first)
    #expect(drop.id.name == "2026-03-05-1405")
    #expect(drop.onset.mode.description == "2026-03-05T14:05:00Z")
    #expect(drop.onset.range(1).low.description == "2026-03-05T14:00:00Z")
    #expect(drop.onset.range(1).high.description == "2026-03-05T14:10:00Z")
    #expect(drop.window.end.description == "2026-03-05T15:00:00Z")
    #expect(drop.marketplaces.map(\.name) == ["DE", "US"] && drop.services.isEmpty)
    #expect(drop.parts.map(\.observedOrders) == [300, 300])
    #expect(drop.parts.allSatisfy { abs($0.depth.value - 0.4) < 1e-12 })
    #expect(drop.lostOrders == Estimate(value: 400, low: 300, high: 500, level: 0.9))
    #expect(drop.websiteErrors == nil && drop.signal == 7)
  }

  @Test("An empty end is a drop still open")
  func open() throws {
    let row = DropFileTests.row.replacing("2026-03-05T15:00:00Z", with: "")
    #expect(try read([row]).drops.first?.end.mode == nil)
  }

  @Test("Columns that are not known are passed over")
  func unknownColumns() throws {
    let wide = try read([DropFileTests.row + ",x"], header: DropFileTests.header + ",partition")
    #expect(try wide.drops == read([DropFileTests.row]).drops)
  }

  @Test(
    "A row that cannot be used ends the reading with its line",
    arguments: [
      (",600,", ",six,", "column \"observed_orders\" value \"six\": not a whole number"),
      ("US;DE", ";", "column \"marketplaces\": empty, but required"),
      ("2026-03-05T14:05:00Z", "14:05", "column \"started_at\" value \"14:05\": not a time like"),
      (",300,500,", ",,500,", "column \"lost_orders_low\": empty, but required"),
      (",300,500,", ",450,500,", "column \"lost_orders\" value \"400\": outside its own interval"),
      (
        "T15:00:00Z", "T13:00:00Z",
        "column \"ended_at\" value \"2026-03-05T13:00:00Z\": before started_at"
      ),
      (
        "2026-03-05T14:00:00Z;", "",
        "column \"started_between\" value \"2026-03-05T14:10:00Z\": not two times around started_at"
      ),
      (",7", "", "the file ends in the midst of it, after 11 of 12 cells"),
      (",7", ",7,8", "has 13 cells where the header has 12"),
    ])
  func malformed(part: String, wrong: String, message: String) throws {
    let text = try refusal([DropFileTests.row, DropFileTests.row.replacing(part, with: wrong)])
    #expect(text?.contains("drops.csv:3: \(message)") == true, "\(text ?? "was taken")")
  }

  @Test("A table without a column it needs is refused")
  func missingColumn() throws {
    #expect(
      try refusal([], header: "drop_id,started_at")?.hasPrefix("drops.csv:1: has no column") == true
    )
  }

  @Test("A row said twice is one drop")
  func repeats() throws {
    let file = try read([DropFileTests.row, DropFileTests.row])
    #expect(file.drops.count == 1 && file.repeated == 1)
  }

  @Test("Names used twice are given anew, whatever the order of the rows")
  func names() throws {
    let other = DropFileTests.row.replacing("US;DE", with: "JP")
    let later = DropFileTests.row.replacing("14:05", with: "14:06").replacing(
      "-1405,", with: "-1406,")
    let rows = [other, DropFileTests.row, later]
    let file = try read(rows)
    #expect(
      file.drops.map(\.id.name) == ["2026-03-05-1405", "2026-03-05-1405-b", "2026-03-05-1406"])
    #expect(file.drops.map { $0.marketplaces[0].name } == ["DE", "JP", "DE"])
    #expect(file.renamed == 1)
    #expect(try read(rows.reversed()).drops == file.drops)
  }
}
