import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Steps of orders")
struct OrdersOutsideStepsTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func write(_ rows: [String]) throws {
    var data = SmallDataset(planted: false)
    data.metrics.rows = rows
    try data.write("data", in: place.folder)
  }

  @Test("Rows that fit into no step are counted and named by nightly and doctor")
  func unplaced() throws {
    try write(
      SmallDataset(planted: false).metrics.rows
        + ["2026-02-03T10:02:31Z,DE,7", "2026-02-03T11:07:00Z,DE,7", "2026-02-03T11:00:00Z,FR,7"])
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    let warnings = try #require(night.json["warnings"] as? [String])
    let words =
      "3 order rows could not be looked at, for no step can be told that would hold them: 2 of DE, "
      + "the first of 2026-02-03T10:02:31Z; the only row of FR, of 2026-02-03T11:00:00Z."
    #expect(warnings.contains(words))
    let doctor = try place.run(
      "doctor", "--db", "night.sqlite", "--as-of", "\(SmallDataset.end)")
    #expect(doctor.status == 3)
    #expect(doctor.out.contains(words))
  }

  @Test("Of orders of which there is but one row it is not said that there are none")
  func single() throws {
    try write(["2026-02-03T11:00:00Z,FR,7"])
    let run = try place.run(
      "nightly", "data", "--db", "night.sqlite", "--reports", "reports")
    #expect(run.status == 66)
    #expect(run.err.contains("holds a single row of orders of FR, and one row tells of no step."))
  }

  @Test(
    "Rows that tell of four hours or a day are as new as the end of what they tell of",
    arguments: [4, 24])
  func longSteps(hours: Int) throws {
    let steps = SmallDataset.days * 24 / hours
    try write(
      (0..<steps).map { step in
        "\(SmallDataset.start.advanced(bySeconds: step * hours * 3600)),DE,\(4000 + step % 7 * 40)"
      })
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    let late = ["--as-of", "\(SmallDataset.end.advanced(bySeconds: 4 * 3600))"]
    let stale = try place.nightly([], options: late)
    #expect(stale.run.status == 3)
    #expect((stale.json["warnings"] as? [String])?.contains { $0.contains("is 4 h old") } == true)
  }
}
