import TestSupport
import Testing

@Suite("A job that is quiet unless somebody is needed")
struct QuietNightTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func nightly(_ data: SmallDataset, _ options: String...) throws -> ProgramRun {
    try data.write("data", in: place.folder)
    return try place.run(
      ["nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--quiet"] + options)
  }

  @Test("Of a night on which all is well nothing is said")
  func calm() throws {
    let run = try nightly(SmallDataset(planted: false), "--fail-on", "drop,data")
    #expect(run.status == 0)
    #expect(run.out == "")
    #expect(run.err == "")
  }

  @Test("Of a drop the verdict is said on stderr, with --fail-on or without")
  func drop() throws {
    for options in [[], ["--fail-on", "drop"]] {
      let run = try place.run(
        ["nightly", try SmallDataset().write("data", in: place.folder), "--quiet"]
          + ["--db", "night.sqlite", "--reports", "reports"] + options)
      #expect(run.status == (options.isEmpty ? 0 : 10))
      #expect(run.out == "")
      #expect(run.err == "1 drop needs a look.\nReport: reports/index.html\n")
    }
  }

  @Test(
    "So is what could not be looked at, and that controls were not met if they were asked about")
  func incomplete() throws {
    let late = try nightly(SmallDataset(planted: false), "--as-of", "2026-02-11")
    #expect(late.status == 3)
    #expect(late.err.hasPrefix("Could not look after 9 Feb 00:00 UTC: the orders feed is 2 days"))
    let controls = try nightly(SmallDataset(), "--fail-on", "controls")
    #expect(controls.status == 10)
    #expect(controls.err.contains(/\d+ controls of changes not met\./))
  }

  @Test("With --json the JSON is all that is said")
  func json() throws {
    let run = try nightly(SmallDataset(), "--json")
    #expect(run.out.hasPrefix("{"))
    #expect(run.err == "")
  }
}
