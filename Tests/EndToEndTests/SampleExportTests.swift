import Foundation
import TestSupport
import Testing

@Suite("Samples for other tools")
struct SampleExportTests {
  private let place: Workplace
  private static let header = "timestamp,marketplace,service,orders,errors,latency_ms"
  private static let rows = [
    "2026-03-04T23:59:00Z,DE,,7,0,", "2026-03-05T00:00:00Z,DE,,0,,12.25",
    "2026-03-05T00:01:00Z,DE,,9,,", "2026-03-05T00:00:00Z,DE,\"cart, \"\"new\"\"\",3,1,100",
    "2026-03-05T00:00:00Z,US,cart,4,2,",
  ]

  init() throws {
    place = try Workplace()
    let text = ([SampleExportTests.header] + SampleExportTests.rows).joined(separator: "\n")
    try place.folder.write("order_metrics.csv", text)
    #expect(try place.run("load", "order_metrics.csv", "--db", "d.sqlite").status == 0)
  }

  private func export(_ options: String...) throws -> ProgramRun {
    try place.run(["export", "samples", "--db", "d.sqlite"] + options)
  }

  private func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test("Samples come back as they were given, by series and time, and load again as the same")
  func roundTrip() throws {
    let run = try export()
    #expect(run.status == 0)
    #expect(run.err == "")
    #expect(lines(run.out) == [SampleExportTests.header] + SampleExportTests.rows)
    try place.folder.write("again/order_metrics.csv", run.out)
    #expect(try place.run("load", "again/order_metrics.csv", "--db", "e.sqlite").status == 0)
    #expect(try place.run("export", "samples", "--db", "e.sqlite").out == run.out)
  }

  @Test("They can be narrowed down by marketplace, service and time")
  func narrowed() throws {
    let rows = SampleExportTests.rows
    #expect(lines(try export("--marketplace", "US").out).dropFirst() == rows[4...])
    #expect(lines(try export("--service", "cart").out).dropFirst() == rows[4...])
    #expect(
      lines(try export("--marketplace", "DE", "--until", "2026-03-05").out).dropFirst()
        == rows[..<1])
    #expect(
      lines(try export("--since", "2026-03-05T00:01:00Z").out).dropFirst() == rows[2..<3])
    #expect(try export("--marketplace", "FR").out == SampleExportTests.header + "\r\n")
  }

  @Test("As JSON what was not given is null")
  func json() throws {
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(try export("--json").out.utf8))
        as? [[String: Any]])
    #expect(objects.count == 5)
    #expect(objects[0]["service"] is NSNull)
    #expect(objects[1]["errors"] is NSNull)
    #expect(objects[1]["latency_ms"] as? Double == 12.25)
    #expect(objects[3]["service"] as? String == "cart, \"new\"")
    #expect(objects[4]["timestamp"] as? String == "2026-03-05T00:00:00Z")
    #expect(try export("--json", "--marketplace", "FR").out == "[\n]\n")
  }

  @Test("Where they make no sense, the options are refused: 64")
  func usage() throws {
    #expect(
      try place.run("export", "drops", "--since", "2026-03-05", "--db", "d.sqlite").status == 64)
    #expect(try export("--since", "2026-03-06", "--until", "2026-03-05").status == 64)
  }
}
