import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Hours in which too few rows of orders came")
struct UnseenHoursTests {
  private let place: Workplace
  private let lastDay = SmallDataset.end.advanced(bySeconds: -86_400)

  init() throws { place = try Workplace() }

  /// Five weeks to 9 February 00:00 with the rows that `keeps` lets through, by hours from their start.
  private func night(
    _ options: [String] = [], keeping keeps: (_ hour: Int, _ marketplace: String) -> Bool
  ) throws -> (run: ProgramRun, isComplete: Bool?) {
    let count = SmallDataset.marketplaces.count
    return try night(options) { rows in
      rows = rows.enumerated().filter { row in
        keeps(row.offset / count, SmallDataset.marketplaces[row.offset % count])
      }.map(\.element)
    }
  }

  private func night(
    _ options: [String] = [], changing change: (_ rows: inout [String]) -> Void
  ) throws -> (run: ProgramRun, isComplete: Bool?) {
    var data = SmallDataset(planted: false)
    change(&data.metrics.rows)
    try data.write("data", in: place.folder)
    let run = try place.run(
      ["nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--quiet"] + options)
    let status = try JSONSerialization.object(place.text("reports/status.json"))
    return (run, status["complete"] as? Bool)
  }

  /// Hours of the last day, counted from its midnight.
  private func isLastDay(_ hour: Int, _ hours: Range<Int>) -> Bool {
    hours.contains(hour - (SmallDataset.days - 1) * 24)
  }

  @Test("A blackout that ends before morning makes the night incomplete, and is told first")
  func blackout() throws {
    let night = try night { hour, _ in !isLastDay(hour, 6..<14) }
    #expect(night.run.status == 3)
    #expect(
      night.run.err.hasPrefix(
        "Could not look at DE and US from 8 Feb 06:00 to 14:00 UTC: no rows of orders came."))
    #expect(night.isComplete == false)
    let page = try place.text("reports/nightly.md")
    #expect(page.contains("**Could not look at DE and US from 8 Feb 06:00"))
  }

  @Test("So does one of a single marketplace, and --fail-on data ends with 10")
  func onePlace() throws {
    let night = try night(["--fail-on", "data"]) { hour, place in
      place != "US" || !isLastDay(hour, 2..<18)
    }
    #expect(night.run.status == 10)
    #expect(night.run.err.hasPrefix("Could not look at US from 8 Feb 02:00 to 18:00 UTC: no rows"))
  }

  @Test("Rows thinned out are too few to see a drop in")
  func thin() throws {
    let night = try night { hour, _ in
      !isLastDay(hour, 0..<24) || [0, 1, 9, 23].contains(hour % 24)
    }
    #expect(night.run.status == 3)
    #expect(night.run.err.contains("no row came for"))
  }

  @Test("Rows in another step than before are told as that")
  func otherStep() throws {
    let night = try night { hour, _ in !isLastDay(hour, 0..<24) || hour % 3 == 0 }
    #expect(night.run.status == 3)
    #expect(
      night.run.err.contains(
        ": rows come every 3 h there, in a series of steps of 60 min. Drops then would not"))
  }

  @Test("A feed that repeats one count shows nothing")
  func stuck() throws {
    let night = try night { rows in
      let first = ((SmallDataset.days - 1) * 24 + 6) * SmallDataset.marketplaces.count
      for row in stride(from: first, to: first + 28, by: 2) {
        let time = rows[row].prefix { $0 != "," }
        rows[row] = String(time + rows[first - 2].drop { $0 != "," })
      }
    }
    #expect(night.run.status == 3)
    #expect(
      night.run.err.hasPrefix(
        "Could not look at DE from 8 Feb 06:00 to 20:00 UTC: one count of orders came again and "
          + "again."))
    let page = try place.text("reports/nightly.md")
    #expect(page.contains("feed repeats itself"))
  }

  @Test("A gap no longer than a feed may be late, one of weeks ago, and closed hours alarm nobody")
  func usual() throws {
    #expect(try night { hour, _ in !isLastDay(hour, 6..<9) }.run.status == 0)
    #expect(try night { hour, _ in !(240..<260).contains(hour) }.run.status == 0)
    // Shops closed at night, and one that had a row now and then.
    #expect(try night { hour, _ in (6..<22).contains(hour % 24) }.run.status == 0)
    #expect(try night { hour, place in place == "DE" || hour % 7 < 2 }.run.status == 0)
  }
}
