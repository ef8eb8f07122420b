import Foundation
import TestSupport
import Testing

@Suite("Report on real demand without a deploy log")
struct TaxiReportTests {
  private static let dataset =
    #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    + "/datasets/nyc-taxi-2014"

  @Test("Drops are told and nothing is made up to be behind them")
  func nothingInvented() throws {
    let place = try Workplace()
    let nightly = try place.nightly([TaxiReportTests.dataset])
    #expect(nightly.run.status == 0)
    #expect(!nightly.drops.isEmpty)
    for drop in nightly.drops {
      #expect(drop["status"] as? String == "undecidable")
      #expect(drop["obstacle"] as? String == "no_deploy_history")
      #expect((drop["suspects"] as? [Any])?.isEmpty == true)
      #expect(drop["no_recorded_change_probability"] as? Double == 1)
    }
    let pages = try place.folder.contents(of: "reports")
    let report = String(decoding: pages["nightly.md"] ?? .init(), as: UTF8.self)
    #expect(report.contains("The records do not allow a judgement"))
  }
}
