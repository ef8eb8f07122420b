import Foundation
import TestSupport
import Testing

/// A hundred minutes of four hosts; one falls a minute after its deploy and comes back with the
/// rollback.
private enum Hosts {
  static func write(in folder: TemporaryFolder) throws {
    var metrics = "timestamp,marketplace,orders,errors\n"
    for minute in 0..<100 {
      for host in 1...4 {
        let isLow = host == 3 && (61..<90).contains(minute)
        // Counts that scatter as counts do, always the same.
        let noise = (minute * 7 + host * 13) % 11 - 5
        let clock = String(format: "%02d:%02d", 9 + minute / 60, minute % 60)
        metrics += "2026-03-10T\(clock):00Z,host-\(host),\((isLow ? 20 : 50) + noise),1\n"
      }
    }
    try folder.write("hosts/order_metrics.csv", metrics)
    try folder.write(
      "hosts/deploys.csv",
      """
      deploy_id,service,started_at,marketplaces,status,rolled_back_at
      D1,checkout,2026-03-10T10:00:00Z,host-3,rolled_back,2026-03-10T10:30:00Z
      D2,search,2026-03-10T09:40:00Z,*,succeeded,

      """)
    try folder.write(
      "hosts/incidents.csv",
      """
      incident_id,started_at,title,detected_at,mitigated_at,marketplaces
      INC-1,2026-03-10T10:03:00Z,checkout slow,2026-03-10T10:05:00Z,2026-03-10T10:31:00Z,host-3
      INC-2,2026-03-10T09:20:00Z,search odd,2026-03-10T09:25:00Z,2026-03-10T09:35:00Z,

      """)
  }
}

@Suite("investigate")
struct InvestigateTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try Hosts.write(in: place.folder)
    try place.run("load", "hosts", "--db", "x.sqlite", "--quiet")
  }

  private func investigate(_ subject: String, _ options: String...) throws -> ProgramRun {
    try place.run(["investigate", subject, "--db", "x.sqlite", "--reports", "r"] + options)
  }

  private func drop(_ subject: String) throws -> [String: Any] {
    let run = try investigate(subject, "--json")
    #expect(run.status == 0)
    let json = try JSONSerialization.object(run.out)
    #expect(json["schema"] as? String == "faultline/investigation/1")
    return try #require(json["drop"] as? [String: Any])
  }

  @Test(
    "With an hour of history, hosts in the place of marketplaces and no detected drop",
    arguments: ["INC-1", "2026-03-10T10:00:00Z..2026-03-10T10:31:00Z"])
  func shortHistory(subject: String) throws {
    let drop = try drop(subject)
    #expect(drop["marketplaces"] as? [String] == ["host-3"])
    #expect(drop["started_at"] as? String == "2026-03-10T10:01:00Z")
    #expect(drop["ended_at"] as? String == "2026-03-10T10:30:00Z")
    let loss = try #require(drop["lost_orders"] as? [String: Double])
    let (low, high) = (try #require(loss["low"]), try #require(loss["high"]))
    #expect(low <= 870 && 870 <= high)
    let suspects = try #require(drop["suspects"] as? [[String: Any]])
    #expect(suspects.first?["change_id"] as? String == "D1")
    let shares =
      suspects.compactMap { $0["probability"] as? Double }
      + [try #require(drop["no_recorded_change_probability"] as? Double)]
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
  }

  @Test("An incident is found by its name, whatever signs stand in it")
  func dots() throws {
    var data = SmallDataset()
    data.incidents.rows = data.incidents.rows.map { $0.replacing("INC-1,", with: "../../evil,") }
    try data.write("dots", in: place.folder)
    _ = try place.nightly(["dots"], db: "dots.sqlite")
    let run = try place.run(
      "investigate", "../../evil", "--db", "dots.sqlite", "--reports", "found/below", "--json")
    #expect(run.status == 0)
    #expect(run.out.contains("2026-02-05-1400"))
    #expect(!place.folder.exists("evil"))
    let window = try place.run("investigate", "../../other", "--db", "dots.sqlite")
    #expect(window.status == 64)
    #expect(window.err.contains("is no window"))
  }

  @Test("An incident in whose time orders did not fall is measured as it was declared")
  func noFall() throws {
    let run = try investigate("INC-2")
    #expect(run.out.contains("No fall of orders can be shown for this time."))
    let page = try place.text("r/INC-2/index.html")
    #expect(page.contains("no loss at all fits as well"))
    let loss = try #require(try drop("INC-2")["lost_orders"] as? [String: Double])
    #expect(try #require(loss["low"]) < 0)
  }

  @Test(
    "Of a time in which no drop was detected it says so, and no detection is named as the source")
  func measured() throws {
    let run = try investigate("2026-03-10T10:00:00Z..2026-03-10T10:31:00Z")
    #expect(run.status == 0)
    #expect(
      run.out.contains("No drop was detected here; the time that was asked about was measured."))
    let name = try #require(run.out.firstMatch(of: /Wrote r\/([^\/]+)\//)?.1)
    let page = try place.text("r/\(name)/investigation.md")
    #expect(page.contains("no drop was detected"))
    #expect(!page.contains("order metrics, detection"))
  }

  @Test("Twice the same writes the same bytes")
  func repeatable() throws {
    let names = ["index.html", "investigation.md", "investigation.json", "INC-1-postmortem.md"]
    #expect(try investigate("INC-1").status == 0)
    let first = try names.map { try place.text("r/INC-1/\($0)") }
    #expect(try investigate("INC-1").status == 0)
    #expect(try names.map { try place.text("r/INC-1/\($0)") } == first)
  }

  @Test("A team's own mustache file is the shape of the draft; a broken one is refused: 78")
  func ownDraft() throws {
    try place.folder.write(
      "own.mustache", "# {{title}}: {{lost}} & {{^severity}}which severity?{{/severity}}")
    #expect(try investigate("INC-1", "--draft", "own.mustache").status == 0)
    let draft = try place.text("r/INC-1/INC-1-postmortem.md")
    #expect(draft.hasPrefix("# Incident INC-1: checkout slow: "))
    #expect(draft.hasSuffix(" & which severity?"))
    try place.folder.write("broken.mustache", "# {{title")
    let broken = try investigate("INC-1", "--draft", "broken.mustache")
    #expect(broken.status == 78)
    #expect(broken.err.contains("broken.mustache:1:"))
  }

  @Test("What nobody knows is refused with the nearest name: 64; an empty database: 66")
  func refused() throws {
    let near = try investigate("INC-11")
    #expect(near.status == 64)
    #expect(near.err.contains("Did you mean \"INC-1\"?"))
    #expect(try investigate("2026-03-10T10:31:00Z..2026-03-10T10:00:00Z").status == 64)
    #expect(try investigate("2026-03-10..never").status == 64)
    #expect(try investigate("2027-03-10..2027-03-11").status == 66)
    #expect(try investigate("INC-1", "--draft", "google-sri").err.contains("google-sre"))
    #expect(try place.run("investigate", "INC-1", "--db", "none.sqlite").status == 66)
  }

  @Test("A detected drop is investigated under its name, with the verdicts on drops like it")
  func detected() throws {
    try SmallDataset().write("data", in: place.folder)
    #expect(try place.nightly(["data"]).run.status == 0)
    let run = try place.run(
      "investigate", "2026-02-05-1400", "--db", "night.sqlite", "--reports", "r")
    #expect(run.status == 0)
    #expect(run.out.contains("faultline verdict 2026-02-05-1400 --cause CHG-77 --team NAME"))
    let incident = try place.run(
      "investigate", "INC-1", "--db", "night.sqlite", "--reports", "r", "--json")
    let drop = try #require(
      try JSONSerialization.object(incident.out)["drop"] as? [String: Any])
    #expect(drop["drop_id"] as? String == "2026-02-05-1400")
  }
}
