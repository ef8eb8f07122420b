import Testing
import Vocabulary

@testable import Detection

@Suite("What a week is judged by")
struct WindowPlanTests {
  /// The plan of the week that begins on Monday `week` weeks after the start, of quarters of an hour from
  /// `lead` days before the start on.
  private static func plan(lead: Int, days: Int, week: Int) -> WindowPlan? {
    WindowPlan(
      start: ShapedSeries.start.advanced(bySeconds: -lead * 86_400), step: 900, count: days * 96,
      block: ShapedSeries.window(7 * week, 0, lasting: 7 * 86_400), settings: DetectionSettings())
  }

  @Test("Parts of weeks on either side that make up two are two other weeks", arguments: 1...6)
  func parts(lead: Int) throws {
    let plan = try #require(Self.plan(lead: lead, days: 21, week: 0))
    #expect(plan.cycle == .week)
    #expect(plan.isShort)
    #expect(plan.steps.lowerBound == (lead - 7) * 96)
    #expect(plan.steps.upperBound == 21 * 96)
  }

  @Test("Less is a daily shape", arguments: 1...6)
  func less(lead: Int) throws {
    #expect(try #require(Self.plan(lead: lead, days: 20, week: 0)).cycle == .day)
  }

  @Test("With six weeks before it none behind it is looked at but what is followed")
  func long() throws {
    let plan = try #require(Self.plan(lead: 0, days: 84, week: 7))
    #expect(!plan.isShort)
    #expect(plan.steps == (7 * 96)..<(60 * 96 + 48))
  }
}
