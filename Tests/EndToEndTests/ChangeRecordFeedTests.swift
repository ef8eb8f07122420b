import Foundation
import TestSupport
import Testing

@Suite("Deploys from one tool, change records from another")
struct ChangeRecordFeedTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    let exports = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Exports")
    try place.folder.write(
      "servicenow-change.csv",
      try Data(contentsOf: exports.appendingPathComponent("servicenow-change.csv")))
    try place.folder.write(
      "deployments.json",
      """
      [{"id": 1, "sha": "a", "ref": "main", "environment": "production", "description":
        "CHG0030041 retry", "creator": {"login": "ann"}, "created_at": "2026-03-05T20:05:00Z"},
       {"id": 2, "sha": "b", "ref": "main", "environment": "production", "description":
        "CHG0030042", "creator": {"login": "bob"}, "created_at": "2026-03-13T09:00:00Z"},
       {"id": 3, "sha": "c", "ref": "main", "environment": "production", "description":
        "CHG0099999", "creator": {"login": "bob"}, "created_at": "2026-03-14T09:00:00Z"}]
      """)
  }

  private let deploys = """
    [feeds.deploys]
    files = ["deployments.json"]
    preset = "github-deployments"
    columns = { service = { default = "checkout" }, change_record = { from = "description", match = "CHG[0-9]+" } }

    """

  @Test("Approval comes by the number, and a number that is not there is named")
  func joins() throws {
    try place.folder.write(
      "faultline.toml",
      deploys + """
        [feeds.change_records]
        files = ["servicenow-change.csv"]
        preset = "servicenow-change-records"
        timezone = "Europe/Berlin"
        encoding = "windows-1252"
        """)
    let check = try place.run("check")
    #expect(check.status == 0)
    let missing = "1 deploy names change records that change_records does not have: CHG0099999."
    #expect(check.out.contains(missing))
    #expect(check.out.contains("No problem found: 2 files usable, nothing written."))
    #expect(try place.run("load", "--db", "x.sqlite").status == 0)
    let table = try place.run("export", "changes", "--db", "x.sqlite", "--format", "json").out
    let changes = try #require(
      try JSONSerialization.jsonObject(with: Data(table.utf8)) as? [[String: Any]])
    #expect(changes.map { $0["approved"] as? String } == ["yes", "no", "unknown"])
    #expect(changes.map { $0["emergency"] as? Int } == [0, 1, nil])
    #expect(changes.map { $0["record_type"] as? String } == ["Normal", "Emergency", nil])
    #expect(changes[0]["planned_start_at"] as? String == "2026-03-05T19:00:00Z")
    let doctor = try place.run("doctor", "--db", "x.sqlite", "--as-of", "2026-03-14T10:00:00Z")
    #expect(doctor.out.contains(missing))
  }

  @Test("A night calls a suspect approved by its record alone, and says which records it lacks")
  func night() throws {
    var data = SmallDataset()
    data.deploys.header = data.deploys.header.replacing(",approved_by,", with: ",x,")
    data.deploys.rows = data.deploys.rows.map {
      $0.replacing(",assisted,,,u2,", with: ",assisted,MCM-77,,u2,")
    }
    try data.write("data", in: place.folder)
    let without = try place.nightly(["data"], db: "without.sqlite")
    #expect(try suspect(without)["documented"] as? Bool == true)
    #expect(try suspect(without)["approved"] as? Bool == nil)
    try place.folder.write(
      "data/change_records.csv", "change_record,approved_at\nMCM-77,2026-02-01T00:00:00Z\n")
    let with = try place.nightly(["data"], options: ["--since", "2026-02-01"])
    #expect(try suspect(with)["documented"] as? Bool == true)
    #expect(try suspect(with)["approved"] as? Bool == true)
    let warnings = try with.text("warnings")
    #expect(
      warnings.contains(
        "8 changes name 8 change records that the feed of change records does not have: MCM-127,"))
    let inputs = try #require(with.json["inputs"] as? [[String: Any]])
    #expect(inputs.contains { $0["feed"] as? String == "change_records" })
    #expect(inputs.allSatisfy { $0["rows_skipped"] as? Int == 0 })
  }

  private func suspect(_ night: Nightly) throws -> [String: Any] {
    let suspects = try #require(night.drops.first?["suspects"] as? [[String: Any]])
    return try #require(suspects.first { $0["change_id"] as? String == SmallDataset.suspect })
  }

  @Test("doctor says that no deploy names any of the records")
  func unnamed() throws {
    try place.folder.write(
      "deploys.csv", "deploy_id,service,started_at\n1,cart,2026-03-05T14:02:00Z\n")
    try place.folder.write("change_records.csv", "change_record,approved_by\nCHG1,board\n")
    #expect(
      try place.run("load", "deploys.csv", "change_records.csv", "--db", "x.sqlite").status == 0)
    let doctor = try place.run("doctor", "--db", "x.sqlite", "--as-of", "2026-03-05T15:00:00Z")
    #expect(doctor.out.contains("1 change record loaded, and no deploy names any"))
  }

  @Test("init asks whether change requests are deploys of their own, beside a deploy log alone")
  func initAsks() throws {
    let alone = try place.run("init", "--from", "servicenow-change.csv", "--no-input")
    #expect(alone.out.hasPrefix("servicenow-change.csv  servicenow-change ("))
    #expect(try !place.text("faultline.toml").contains("servicenow-change-records"))
    try FileManager.default.removeItem(atPath: "\(place.path)/faultline.toml")
    let both = try place.run(
      "init", "--from", "servicenow-change.csv", "deployments.json", "--no-input")
    #expect(both.status == 78)
    let text = try place.text("faultline.toml")
    #expect(
      text.contains(
        "# answer needed: Are these the change_records that the deploys of deployments.json name"))
    #expect(text.contains("# preset = \"servicenow-change-records\"\n"))
  }
}
