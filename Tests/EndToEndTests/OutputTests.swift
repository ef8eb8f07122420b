import Foundation
import TestSupport
import Testing

@Suite("What is said beside results")
struct OutputTests {
  private let place: Workplace
  private let night = ["nightly", "data", "--db", "night.sqlite", "--reports", "reports"]

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  @Test("--verbose says on stderr what each stage did and how long it took, stdout stays the same")
  func verbose() throws {
    let other = try Workplace()
    try SmallDataset().write("data", in: other.folder)
    let plain = try other.run(night)
    let run = try place.run(night + ["--verbose"])
    #expect(run.status == 0)
    #expect(run.out == plain.out)
    let lines = run.err.split(separator: "\n")
    #expect(lines.allSatisfy { $0.prefixMatch(of: /\s*\d+\.\d{3} s  [A-Za-z]/) != nil })
    for stage in [
      "deploys.csv: loaded 36 of 36 rows", "Looked at orders: 1 drops", "Linked them", "Rendered",
      "Wrote reports",
    ] {
      #expect(lines.contains { $0.contains(stage) }, "\(stage)")
    }
    #expect(!(try place.run(night + ["--verbose", "--quiet"]).err.contains("Looked at orders")))
  }

  @Test("--color always colours grades and errors, never and a pipe do not, NO_COLOR is obeyed")
  func color() throws {
    let plain = try place.run(night)
    #expect(!plain.out.contains("\u{1B}"))
    #expect(try place.run(night + ["--color", "never"]).out == plain.out)
    let coloured = try place.run(night + ["--color", "always"])
    #expect(coloured.out.contains("1 \u{1B}[1mdrop needs a look\u{1B}[0m."))
    #expect(coloured.out.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.out)
    let failed = try place.run("check", "nowhere", "--color", "always")
    #expect(failed.out.contains("no such file or folder"))
    let error = try place.run("load", "nowhere", "--color", "always")
    #expect(error.err.hasPrefix("\u{1B}[1;31mfaultline:\u{1B}[0m nowhere: no such"))
  }

  @Test(
    "The next command can be given to a shell as it stands, and what it rests on may be of before")
  func nextCommand() throws {
    try place.run("nightly", "data", "--db", "Ann's night.sqlite", "--reports", "reports")
    let run = try place.run("nightly", "--db", "Ann's night.sqlite", "--reports", "reports")
    #expect(run.out.hasPrefix("From 4 files: 36 deploys"))
    let next = try #require(
      run.out.split(separator: "\n").last?.dropFirst("Next: faultline ".count))
    #expect(next.hasSuffix(#" --db 'Ann'\''s night.sqlite'"#))
    let tool = try Workplace.tool()
    let shell = try ProgramRun("/bin/sh", ["-c", "'\(tool)' \(next)"], in: place.path)
    #expect(shell.status == 0)
  }

  @Test("On a terminal there is a bar and colour, and none with NO_COLOR, --quiet or a pipe")
  func terminal() throws {
    let bar = "░"
    let shown = try onTerminal(["load", "data", "--db", "one.sqlite"])
    #expect(shown.contains("\(bar) Loading order_metrics.csv"))
    let single = try onTerminal(["load", "data/deploys.csv", "--db", "two.sqlite"])
    #expect(single.contains("\(bar) Loading deploys.csv"))
    #expect(try onTerminal(["check", "data"]).contains("\(bar) Reading deploys.csv"))
    #expect(!(try onTerminal(["load", "data", "--db", "three.sqlite", "--quiet"]).contains(bar)))
    #expect(try onTerminal(["load", "nowhere"]).contains("\u{1B}[1;31mfaultline:"))
    #expect(!(try onTerminal(["load", "nowhere"], ["NO_COLOR": "1"]).contains("\u{1B}[1;31m")))
    #expect(try place.run("load", "data", "--db", "four.sqlite").err == "")
  }

  /// What the tool writes when both streams are a terminal, which `script` gives it.
  private func onTerminal(
    _ arguments: [String], _ variables: [String: String] = [:]
  ) throws -> String {
    let command = ([try Workplace.tool()] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return try ProgramRun(
      "/usr/bin/env", ["script", "--quiet", "--command", command, "/dev/null"], in: place.path,
      environment: ["TERM": "xterm", "PATH": "/usr/bin:/bin"].merging(variables) { $1 }
    ).out
  }
}
