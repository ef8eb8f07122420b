import TestSupport
import Ingestion
import Testing
import Vocabulary

@Suite("Whatever a file holds")
struct AnyBytesTests {
  private static let names = [
    "deploys.csv": "deploy_id,service,started_at,summary\n",
    "incidents.csv": "incident_id,started_at\n", "services.csv": "service,tier\n",
    "calendar.csv": "starts_at,ends_at\n", "change_records.csv": "change_record,emergency\n",
    "order_metrics.csv": "timestamp,marketplace,orders\n",
  ]

  private static let scraps = [
    "\"", "\"\"", ",", "\n", "\r", "\r\n", "2026-03-05T14:02:00Z", "US", "7", "-", " ", "\u{0}",
    "é", "+01:00", "D-1", "9999999999", "\\n", "Assisted-by: A:b", ".", "\u{feff}",
  ]

  @Test("It is read or refused, and every row is used or set aside", arguments: 0..<200)
  func scrambled(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    for (name, header) in AnyBytesTests.names.sorted(by: { $0.key < $1.key }) {
      var bytes = Array(header.utf8)
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let scrap = AnyBytesTests.scraps[
          Int.random(in: 0..<AnyBytesTests.scraps.count, using: &random)]
        bytes +=
          Int.random(in: 0..<12, using: &random) == 0
          ? [UInt8.random(in: 1...255, using: &random)] : Array(scrap.utf8)
      }
      do {
        let file = try ReadFile(name, bytes)
        let stored =
          switch file.reading.records {
          case .deploys(let records): records.count
          case .incidents(let records): records.count
          case .services(let records): records.count
          case .calendar(let records): records.count
          case .changeRecords(let records): records.count
          case .samples(let count): count
          }
        #expect(file.reading.rowsUsable == stored + file.reading.duplicates)
        #expect(file.reading.rejected.allSatisfy { !$0.reason.isEmpty })
      } catch let unusable as Unusable {
        #expect(unusable.text.hasPrefix(name))
      }
    }
  }
}
