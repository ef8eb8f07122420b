import Testing
import Vocabulary

@Suite("Quarters")
struct CalendarQuarterTests {
  @Test("A quarter is named by year and number", arguments: ["2026Q1", "2025q4"])
  func names(name: String) { #expect(CalendarQuarter(name)?.name == name.uppercased()) }

  @Test("Anything else is none", arguments: ["2026", "2026Q5", "26Q1", "Q1", "2026Q", "2026Q1Q2"])
  func others(name: String) { #expect(CalendarQuarter(name) == nil) }

  @Test("It is half-open, and the next one begins where it ends")
  func windows() throws {
    let quarter = try #require(CalendarQuarter("2025Q4"))
    #expect(quarter.window.start.description == "2025-10-01T00:00:00Z")
    #expect(quarter.window.end.description == "2026-01-01T00:00:00Z")
    #expect(quarter.next.name == "2026Q1")
    #expect(quarter.next.window.start == quarter.window.end)
    #expect(CalendarQuarter(holding: quarter.window.end)?.name == "2026Q1")
  }
}
