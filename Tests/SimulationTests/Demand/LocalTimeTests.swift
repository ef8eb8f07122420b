import Testing
import Vocabulary

@testable import Simulation

@Suite("Local time")
struct LocalTimeTests {
  private func clock(_ code: String) throws -> LocalClock {
    let country = try #require(Country.named([code]).first)
    let window = TimeWindow(start: Timestamp(.init(year: 2026, month: 1, day: 1)), seconds: 86_400)
    return LocalClock(country.zone, covering: window)
  }

  @Test("Daylight saving begins and ends at the moments the law names")
  func transitions() throws {
    let expected = [
      "US": ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"],
      "DE": ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"],
      "UK": ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"],
      "AU": ["2026-04-04T16:00:00Z", "2026-10-03T16:00:00Z"],
      "JP": [],
    ]
    for (code, moments) in expected.sorted(by: { $0.key < $1.key }) {
      let found = try clock(code).transitions.map(\.at.description)
      #expect(found.filter { $0.hasPrefix("2026") } == moments, "\(code)")
    }
  }

  @Test("Local midnight of a day is found on both sides of a switch")
  func midnight() throws {
    let clock = try clock("US")
    let day = Int(Timestamp(.init(year: 2026, month: 3, day: 8)).secondsSinceEpoch / 86_400)
    #expect(clock.moment(day: day, second: 0).description == "2026-03-08T05:00:00Z")
    #expect(clock.moment(day: day + 1, second: 0).description == "2026-03-09T04:00:00Z")
    #expect(clock.local(Timestamp(.init(year: 2026, month: 3, day: 9, hour: 4))).second == 0)
  }

  @Test("Australia keeps summer time over the turn of the year")
  func south() throws {
    let clock = try clock("AU")
    #expect(clock.offset(at: Timestamp(.init(year: 2026, month: 1, day: 1))) == 11 * 3600)
    #expect(clock.offset(at: Timestamp(.init(year: 2026, month: 7, day: 1))) == 10 * 3600)
  }

  @Test("The shape of the day moves by an hour in UTC when the clocks change")
  func shapeShift() {
    var settings = WorldSettings(
      start: Timestamp(.init(year: 2026, month: 3, day: 2)), days: 14, stepSeconds: 900,
      marketplaces: ["US", "JP"])
    settings.demand.weeklyDrift = 0
    settings.special = SpecialTimesSettings()
    settings.special.holidaysPerMonth = 0
    settings.special.promotionsPerMonth = 0
    settings.special.shiftsPerMonth = 0
    settings.faults.drops = 0
    let expected = WorldBuilder(settings: settings, seed: 1).demand.expected
    // Tuesdays 3 and 10 March, before and after the switch of 8 March.
    for step in 96..<192 {
      let week = 7 * 96
      #expect(abs(expected[0][step + week - 4] / expected[0][step] - 1) < 1e-9)
      #expect(abs(expected[1][step + week] / expected[1][step] - 1) < 1e-9)
    }
    #expect(abs(expected[0][160 + 7 * 96] / expected[0][160] - 1) > 0.01)
  }
}
