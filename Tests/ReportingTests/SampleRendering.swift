import Foundation
import Testing
import Vocabulary

@testable import Reporting

/// Writes the sample reports where `REPORT_SAMPLES` says, for `scripts/check-pages` and for looking.
@Test(
  "The sample reports can be written for a look",
  .enabled(if: ProcessInfo.processInfo.environment["REPORT_SAMPLES"] != nil))
func sampleReports() throws {
  let folder = try #require(ProcessInfo.processInfo.environment["REPORT_SAMPLES"])
  for (name, report) in Night.samples {
    try ReportFolder.write(files: report.files(), to: "\(folder)/\(name)")
  }
}

extension Night {
  /// The nights that every check runs over.
  static let samples: [(name: String, report: NightlyReport)] =
    [
      ("busy", report()), ("quiet", quiet), ("stale", stale), ("no-deploys", noDeploys),
      ("crowded", crowded),
    ]
}
