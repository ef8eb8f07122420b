import Foundation
import TestSupport
import Testing

/// `script` gives a program a terminal, and types what it finds on its own stdin.
private let script = "/usr/bin/script"

@Suite("init on a terminal", .enabled(if: FileManager.default.isExecutableFile(atPath: script)))
struct InitDialogueTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Runs `init` with these lines typed, one a question.
  private func initialise(_ answers: [String]) throws -> ProgramRun {
    try place.folder.write("answers", answers.map { $0 + "\n" }.joined())
    let tool = try Workplace.tool()
    return try ProgramRun(
      "/bin/sh", ["-c", "\(script) -qec '\(tool) init' /dev/null < answers"], in: place.path)
  }

  @Test("What the files do not tell is asked, and the answers are written and used")
  func asks() throws {
    try place.folder.write(
      "exports/change_request.csv",
      "Number,Type,State,Planned start date,Planned end date,Configuration item,Short description\n"
        + "CHG1,Emergency,Closed,03/04/2026 10:00,03/04/2026 11:00,svc-checkout,x\n")
    try place.folder.write(
      "exports/incidents.csv",
      "id,incident_number,description,service_name,created_on,resolved_on,urgency\n"
        + "P1,17,Orders down,Checkout API (PROD),2026-03-05T14:12:00Z,,high\n")
    try place.folder.write(
      "exports/orders.csv", "ts,order_count,channel\n2026-01-01 00:00:00,5,web\n")
    let run = try initialise([
      "M/d/yyyy H:mm", "America/New_York",  // the change requests' start
      "", "nothing such", "ts", "", "", "UTC",  // feed and columns of the orders, and their zone
      "y",  // the two names
    ])
    #expect(run.status == 0)
    #expect(run.out.contains("which could be 3 April or 4 March. How is it written?"))
    #expect(run.out.contains("there is no column \"nothing such\""))
    #expect(run.out.contains("Next: faultline check"))
    let text = try place.text("faultline.toml")
    #expect(!text.contains("answer needed"))
    #expect(text.contains("timezone = \"America/New_York\""))
    #expect(
      text.contains("started_at = { from = \"Planned start date\", format = \"M/d/yyyy H:mm\" }"))
    #expect(text.contains("svc-checkout = [\"Checkout API (PROD)\"]"))
    #expect(
      try place.run("check").out == "No problem found: 3 files usable, nothing written.\n")
    #expect(try place.run("load", "--db", "x.sqlite").status == 0)
  }
}
