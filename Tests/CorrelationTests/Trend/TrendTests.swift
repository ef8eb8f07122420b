import Testing
import Vocabulary

@testable import Correlation

@Suite("The trend over many changes")
struct TrendTests {
  private static let changes = (0..<600).map { number in
    TrendCase.change(
      number, authorship: number % 3 == 0 ? .declared(.assisted, tool: "Tool") : .none,
      record: number % 10 == 1 ? .none : .value("MCM"), lines: 20 + number % 200,
      service: "system-\(number % 7)")
  }

  @Test("A failed change counts once, however many drops follow it")
  func once() {
    let change = TrendTests.changes[99]
    let drops = [TrendCase.drop("a", [(change, 1)]), TrendCase.drop("b", [(change, 0.9)])]
    let all = TrendCase.findings(TrendTests.changes, drops).all
    #expect(all.linked == 1)
    #expect(all.strongest == 1)
  }

  @Test("Two half links to one change make three quarters of a failure")
  func halves() {
    let change = TrendTests.changes[99]
    let drops = [TrendCase.drop("a", [(change, 0.5)]), TrendCase.drop("b", [(change, 0.5)])]
    #expect(abs(TrendCase.findings(TrendTests.changes, drops).all.linked - 0.75) < 1e-12)
  }

  @Test("No rate is claimed inside the first look-back, and what is cut is counted")
  func cut() {
    let findings = TrendCase.findings(TrendTests.changes, [])
    #expect(findings.counted.start == TrendCase.counted.start)
    #expect(findings.cut == 32)
    #expect(findings.all.changes == TrendTests.changes.count - 32)
    let early = TimeWindow(start: TrendCase.start, seconds: 86_400)
    let none = TrendCase.findings(TrendTests.changes, [], window: early)
    #expect(none.all.changes == 0 && none.all.share == nil && none.cut == 16)
  }

  @Test("Groups of one attribute hold each change once")
  func partition() {
    let findings = TrendCase.findings(TrendTests.changes, [])
    for attribute in ChangeAttribute.allCases {
      let total = attribute.groups.reduce(0) { $0 + (findings.groups[$1]?.changes ?? 0) }
      #expect(total == findings.all.changes)
    }
  }

  /// AI-assisted for the most part until day 30, and seldom since; until then one in twelve fails, whoever wrote it.
  private static let paused = (0..<900).map { number in
    TrendCase.change(
      number,
      authorship: (number < 450) == (number % 5 != 0) ? .declared(.assisted, tool: "Tool") : .none,
      service: "system-\(number % 7)", hours: Double(number) * 1.5)
  }
  private static let pausedDrops = stride(from: 40, to: 450, by: 12).map { number in
    TrendCase.drop("\(number)", [(paused[number], 0.95)])
  }

  private static func paused(_ reset: TimeWindow?) -> TrendFindings {
    Trend(
      Trend.Input(
        changes: paused, otherStarts: [], drops: pausedDrops, withdrawn: [],
        history: TrendCase.history, lookBackSeconds: 48 * 3600,
        priorShare: Probability(clamping: 0.65), reset: reset)
    ).findings(TrendCase.history, quarters: [])
  }

  @Test("A group that became rarer with a reset does not pass for the one that fails more")
  func confoundedByTime() throws {
    let reset = TimeWindow(
      start: TrendTests.paused[450].change.rollout.startedAt, seconds: 90 * 86_400)
    let found = TrendTests.paused(reset)
    let ai = try #require(found.comparison(.aiAssisted))
    #expect(try #require(ai.raw).value > 2)
    #expect(!ai.isClear)
    #expect(try #require(ai.adjusted).low < 1 && 0.4...1.6 ~= ai.adjusted?.value ?? 0)
    let since = try #require(found.sinceReset)
    #expect(since.before.rate.changes + since.since.rate.changes == found.all.changes)
    #expect(since.since.rate.linked == 0)
    #expect(try #require(since.ratio).high < 0.5)
    #expect(TrendTests.paused(nil).sinceReset == nil)
  }

  @Test("Orders lost are shared by probability, and all of them are somebody's")
  func orders() {
    let (one, other) = (TrendTests.changes[99], TrendTests.changes[100])
    let drop = TrendCase.drop("a", [(one, 0.6), (other, 0.3)], lost: 1000)
    let findings = TrendCase.findings(TrendTests.changes, [drop])
    let ai = findings.comparison(.aiAssisted)
    #expect(abs((ai?.exposed.loss?.shared.value ?? 0) - 600) < 1e-9)
    #expect(abs((ai?.reference.loss?.shared.value ?? 0) - 300) < 1e-9)
    #expect(ai?.exposed.loss?.strongest.value == 1000)
    #expect(ai?.reference.loss?.strongest.value == 0)
    #expect(abs(findings.quality.lostUnexplained.value - 100) < 1e-9)
    #expect(findings.quality.lost.value == 1000)
  }

  @Test("Sharing links out by probability dilutes a ratio, and the likelihood undoes it")
  func dilution() throws {
    // Each drop stands between an AI-assisted change and one that is not, 60 to 40, and no such
    // change is ever alone: by probability the ratio is 3, while only AI-assisted ones fail.
    let ai = TrendTests.changes.indices.filter { $0 % 3 == 0 && $0 > 40 && $0 < 560 }
    let drops = stride(from: 0, to: ai.count, by: 4).map { place in
      TrendCase.drop(
        "d\(place)",
        [(TrendTests.changes[ai[place]], 0.6), (TrendTests.changes[ai[place] + 1], 0.4)])
    }
    let comparison = try #require(
      TrendCase.findings(TrendTests.changes, drops).comparison(.aiAssisted))
    let raw = try #require(comparison.raw?.value)
    let undiluted = try #require(comparison.undiluted?.value)
    #expect(abs(raw - 3) < 0.1)
    #expect(undiluted > 4)
  }

  @Test("Without a link there is nothing to compare, and nothing is claimed")
  func noLinks() {
    for one in TrendCase.findings(TrendTests.changes, []).comparisons {
      #expect(one.adjusted == nil && one.raw == nil && !one.isClear)
    }
  }

  @Test("The same records give the same numbers, in whatever order they come")
  func order() {
    let drops = (0..<12).map { number in
      TrendCase.drop("d\(number)", [(TrendTests.changes[60 + number * 31], 0.8)])
    }
    let one = TrendCase.findings(TrendTests.changes, drops)
    let other = TrendCase.findings(TrendTests.changes.reversed(), drops)
    #expect(one.comparisons == other.comparisons)
    #expect(one.systems == other.systems)
    #expect(one.standingOut == other.standingOut)
    #expect(one.weeks == other.weeks)
  }

  @Test("A property of nearly all linked changes stands out, and those of chance do not")
  func standingOut() throws {
    let tool = (0..<600).map { number in
      TrendCase.change(
        number, authorship: number % 10 == 0 ? .declared(.authored, tool: "Odd") : .none)
    }
    let drops = (5..<25).map { number in
      TrendCase.drop("d\(number)", [(tool[number * 20], 0.95)])
    }
    let findings = TrendCase.findings(tool, drops)
    let first = try #require(findings.standingOut.first)
    #expect(first.property == .tool("Odd"))
    #expect(first.linked > 3 * first.expected)
    #expect(findings.standingOut.count == 1)
  }

  @Test("A system far above the others lies outside the funnel")
  func funnel() throws {
    let drops = (0..<20).map { number in
      TrendCase.drop("d\(number)", [(TrendTests.changes[35 + number * 28], 0.95)])
    }
    // 35 and 28 are multiples of seven: all are of system 0.
    let findings = TrendCase.findings(TrendTests.changes, drops)
    let outside = findings.systems.filter { $0.place == .above998 }
    #expect(outside.map(\.service) == [Service("system-0")])
  }

  @Test("Weeks begin on Mondays and hold every change counted")
  func weeks() {
    let findings = TrendCase.findings(TrendTests.changes, [])
    #expect(findings.weeks.reduce(0) { $0 + $1.all.changes } == findings.all.changes)
    // 5 January 2026 was a Monday; the first week is cut by the look-back.
    #expect(findings.weeks.first?.window.start == TrendCase.counted.start)
    #expect(findings.weeks.dropFirst().first?.window.start.description == "2026-01-12T00:00:00Z")
  }
}
