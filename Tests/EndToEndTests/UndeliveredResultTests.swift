import TestSupport
import Testing

@Suite("Results that do not arrive")
struct UndeliveredResultTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
    try place.run("nightly", "data", "--db", "night.sqlite", "--reports", "reports")
  }

  /// Runs the tool with its stdout led elsewhere by a shell.
  private func run(_ arguments: String, _ ending: String) throws -> ProgramRun {
    let tool = try Workplace.tool()
    return try ProgramRun(
      "/bin/sh", ["-c", "'\(tool)' \(arguments) \(ending)"], in: place.path,
      environment: ["SOURCE_DATE_EPOCH": "1800000000", "PATH": "/usr/bin:/bin"])
  }

  @Test(
    "Where stdout is full, a command ends with 74 and says so",
    arguments: [
      "export samples --db night.sqlite", "export drops --format json --db night.sqlite",
      "audit --format csv --db night.sqlite", "audit --db night.sqlite",
      "trend 2026Q1 --db night.sqlite --json", "check data", "load data --db night.sqlite",
      "investigate 2026-02-05-1400 --db night.sqlite", "evaluate --db night.sqlite",
      "explain 2026-02-05-1400 CHG-77 --db night.sqlite", "doctor --db night.sqlite", "presets",
      "nightly --db night.sqlite --reports reports --json",
      "nightly --db night.sqlite --reports reports",
    ])
  func full(arguments: String) throws {
    let run = try run(arguments, ">/dev/full")
    #expect(run.status == 74)
    #expect(run.err.contains("standard output: writing failed: No space left on device"))
  }

  @Test("A reader that goes away is no failure, and nothing is said of it")
  func gone() throws {
    let run = try run("export samples --db night.sqlite", "| head -n 1")
    #expect(run.out.hasPrefix("timestamp,marketplace,service,orders"))
    #expect(run.err == "")
    // The same where writing fails instead of ending the program.
    let tool = try Workplace.tool()
    let ignoring = try ProgramRun(
      "/bin/sh", ["-c", "trap '' PIPE; '\(tool)' export samples --db night.sqlite | true"],
      in: place.path, environment: ["PATH": "/usr/bin:/bin"])
    #expect(ignoring.err == "")
  }
}
