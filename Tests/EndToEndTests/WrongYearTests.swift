import TestSupport
import Testing
import Vocabulary

@Suite("A row of a wrong year")
struct WrongYearTests {
  private func night(_ spoil: (inout SmallDataset) -> Void) throws -> (
    run: ProgramRun, page: String
  ) {
    let place = try Workplace()
    var data = SmallDataset(planted: false)
    spoil(&data)
    try data.write("data", in: place.folder)
    let run = try place.run(
      "nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--quiet")
    return (run, try place.text("reports/nightly.md"))
  }

  @Test("A deploy of 2090 makes no feed late, and is named")
  func deploy() throws {
    let night = try night { data in
      data.deploys.rows.append(
        "D-90,CHG-90,search,2090-03-28T10:00:00Z,*,succeeded,,none,MCM-90,u1,u2;u3,passed,passed,")
    }
    #expect(night.run.status == 0, "\(night.run.err)")
    #expect(night.page.contains("1 row of deploys lies more than 300 days after all others"))
    #expect(night.page.contains("28 Mar 2090 10:00 UTC"))
  }

  @Test(
    "Nor does an order row, be it a year off, and orders do not reach to it",
    arguments: [2027, 2090])
  func order(year: Int) throws {
    let night = try night { $0.metrics.rows.append("\(year)-02-01T00:00:00Z,US,800") }
    #expect(night.run.status == 0, "\(night.run.err)")
    #expect(night.page.contains("orders to 8 Feb 23:00"))
    #expect(night.page.contains("1 order row could not be looked at"))
    #expect(night.page.contains("of \(year)-02-01T00:00:00Z, weeks from all others"))
  }
}
