import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("JSON of the contract")
struct JSONTests {
  private func object(_ json: String) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  @Test("The nightly JSON has every field of the contract, null where nothing is known")
  func fields() throws {
    let report = try object(Night.report().json)
    #expect(report["schema"] as? String == "faultline/nightly/1")
    let window = try #require(report["window"] as? [String: String])
    #expect(window == ["since": "2026-03-10T06:00:00Z", "until": "2026-03-11T06:00:00Z"])
    let input = try #require((report["inputs"] as? [[String: Any]])?.first)
    for key in ["feed", "file", "sha256", "rows_read", "rows_loaded", "rows_set_aside"] {
      #expect(input[key] != nil, "\(key)")
    }
    let drop = try #require((report["drops"] as? [[String: Any]])?.first)
    for key in [
      "drop_id", "started_at", "started_between", "ended_at", "marketplaces", "services",
      "observed_orders", "expected_orders", "lost_orders", "website_errors", "status",
      "no_recorded_change_probability", "suspects", "incidents",
    ] {
      #expect(drop[key] != nil, "\(key)")
    }
    #expect(
      drop["started_between"] as? [String] == ["2026-03-10T14:05:00Z", "2026-03-10T14:07:00Z"])
    let suspect = try #require((drop["suspects"] as? [[String: Any]])?.first)
    for key in [
      "change_id", "deploy_ids", "service", "probability", "grade", "minutes_before_onset",
      "authorship", "documented", "approved", "evidence",
    ] {
      #expect(suspect[key] != nil, "\(key)")
    }
    let line = try #require((suspect["evidence"] as? [[String: Any]])?.first)
    #expect(line["kind"] as? String == "recovery" && line["log_odds"] as? Double == 2.3)
    #expect(line["statement"] as? String == "Orders came back 1 min after it was undone.")
  }

  @Test("An open drop ends at null, and unknown paperwork is null, not false")
  func nulls() throws {
    let change = Night.change(
      "D-4417", "checkout-api", Night.at(10, 13, 58), line: 1, authorship: .unknown,
      paperwork: Paperwork())
    let json = Night.report(changes: [change]).json
    let drop = try #require((try object(json)["drops"] as? [[String: Any]])?.first)
    let suspect = try #require((drop["suspects"] as? [[String: Any]])?.first)
    #expect(suspect["documented"] is NSNull && suspect["approved"] is NSNull)
    let open = try #require(
      Night.crowded.findings.first { $0.drop.end.mode == nil }.flatMap {
        Night.crowded.investigationJSON($0.drop.id)
      })
    let inner = try #require(try object(open)["drop"] as? [String: Any])
    #expect(inner["ended_at"] is NSNull)
    #expect(try object(open)["schema"] as? String == "faultline/investigation/1")
  }

  @Test("Probabilities of a drop sum to 1 whatever their number")
  func sums() {
    var noise = Noise(seed: 17)
    for count in [1, 2, 3, 7, 50, 400] {
      let values = (0..<count).map { _ in noise.uniform() }
      let total = values.reduce(0, +)
      let shares = JSONText.sharesOfOne(values.map { $0 / total })
      #expect((shares.reduce(0, +) - 1).magnitude < 1e-9)
      for (share, value) in zip(shares, values) {
        #expect((share - value / total).magnitude < 1.1e-6)
      }
    }
    #expect(JSONText.sharesOfOne([]) == [] && JSONText.sharesOfOne([0, 0]) == [0, 0])
  }

  @Test("Records can be read back")
  func readBack() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = Night.report()
    #expect(
      try decoder.decode(NightlyRecord.self, from: Data(report.json.utf8)) == NightlyRecord(report))
  }

  @Test("A monitor reads completeness, amounts and what is incomplete from the status")
  func status() throws {
    let status = try object(Night.stale.statusJSON)
    #expect(status["complete"] as? Bool == false && status["drops"] as? Int == 0)
    #expect((status["incomplete"] as? [String])?.count == 2)
    #expect(Night.crowded.statusJSON.utf8.count < 1500)
  }
}
