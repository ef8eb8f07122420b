import Foundation
import TestSupport
import Testing

@Suite("JSON of commands that have little to say")
struct JSONAnswerTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func answer(_ arguments: String..., status: Int32 = 0) throws -> [String: Any] {
    let run = try place.run(arguments + ["--json"])
    #expect(run.status == status)
    return try JSONSerialization.object(run.out)
  }

  @Test("simulate says what it wrote")
  func simulate() throws {
    let json = try answer("simulate", "world", "--seed", "3", "--days", "3", "--step", "3600")
    #expect(json["schema"] as? String == "faultline/simulate/1")
    #expect(json["folder"] as? String == "world")
    #expect(json["seed"] as? Int == 3)
    for key in ["marketplaces", "deploys", "drops"] { #expect(json[key] is Int, "\(key)") }
  }

  @Test("presets are listed, and one is given with its text")
  func presets() throws {
    let all = try answer("presets")
    #expect(all["schema"] as? String == "faultline/presets/1")
    let presets = try #require(all["presets"] as? [[String: Any]])
    #expect(presets.contains { $0["name"] as? String == "git-log" && $0["feed"] is String })
    let one = try #require(try answer("presets", "git-log")["presets"] as? [[String: Any]])
    #expect(one.count == 1)
    #expect(one.first?["text"] as? String == (try place.run("presets", "git-log").out))
  }

  @Test("init says what it wrote, how much is open, and asks nothing")
  func initialize() throws {
    try place.folder.write("exports/odd.csv", "when,what\n2026-03-01,x\n")
    let json = try answer("init", status: 78)
    #expect(json["schema"] as? String == "faultline/init/1")
    #expect(json["settings"] as? String == "faultline.toml")
    #expect(json["policy"] as? String == "policy.toml")
    #expect(json["files"] as? [String] == ["exports/odd.csv"])
    #expect((json["open_questions"] as? Int ?? 0) > 0)
  }

  @Test("verdict says what was recorded")
  func verdict() throws {
    try SmallDataset().write("data", in: place.folder)
    _ = try place.nightly(["data"])
    let json = try answer(
      "verdict", "2026-02-05-1400", "--cause", SmallDataset.suspect, "--team", "Commerce", "--db",
      "night.sqlite")
    #expect(json["schema"] as? String == "faultline/verdict/1")
    #expect(json["drop_id"] as? String == "2026-02-05-1400")
    #expect(json["conclusion"] as? String == "cause")
    #expect(json["change_id"] as? String == SmallDataset.suspect)
    #expect(json["team"] as? String == "Commerce")
    let none = try answer(
      "verdict", "2026-02-05-1400", "--cause", "none", "--team", "Commerce", "--db", "night.sqlite")
    #expect(none["conclusion"] as? String == "none")
    #expect(none["change_id"] is NSNull)
  }
}
