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
