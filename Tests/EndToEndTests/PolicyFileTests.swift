import Foundation
import TestSupport
import Testing

@Suite("The policy file")
struct PolicyFileTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.folder.write(
      "deploys.csv",
      "deploy_id,service,started_at\nD-1,cart,2026-03-10T12:00:00Z\n")
  }

  private static let exception = """
    [[exceptions]]
    id = "EX-1"
    rules = ["r4"]
    systems = ["cart"]
    from = "2026-03-09"
    until = "2026-04-30"
    reason = "x"
    owner = "Team Cart"

    """

  static let bad: [BadSettings] = [
    .init("[rest]\n", ":1: rest: no such key. Did you mean \"reset\"?"),
    .init("unknown_blocks = \"yes\"\n", ":1: unknown_blocks: is the text \"yes\"; true or false"),
    .init(
      "[reset]\nstart = \"9 March\"\n",
      ":2: reset.start: \"9 March\" is not a date in quotes such as \"2026-03-09\""),
    .init(
      "[reset]\nstart = 2026-03-09\n",
      ":2: reset.start: is a date or time; a text in quotes is needed"),
    .init(
      "[reset]\nstart = \"2026-03-09T10:00:00Z\"\n", ":2: reset.start: \"2026-03-09T10:00:00Z\" is"),
    .init("[reset]\ndays = 0\n", ":2: reset.days: not from 1 to 3660"),
    .init("[scope]\n", ":1: scope.tier: say which systems are covered: tier = 1, systems = ["),
    .init("[scope]\ntier = 0\n", ":2: scope.tier: not from 1 to 100"),
    .init(
      "[rules.r1]\ncontrol = \"two_reviewer\"\n",
      ":2: rules.r1.control: needs one of two_reviewers, change_record, standards_check, "
        + "reliability_tests. Did you mean \"two_reviewers\"?"),
    .init("[rules.r1]\n", ":1: rules.r1.control: needs one of two_reviewers,"),
    .init(
      "[rules.r1]\ncontrol = \"two_reviewers\"\n",
      "rules: there is no rule with control = \"change_record\"; each of the four needs one."),
    .init(
      "[rules.a]\ncontrol = \"standards_check\"\n[rules.b]\ncontrol = \"standards_check\"\n",
      ":4: rules.b.control: standards_check has a rule already"),
    .init(
      "[rules.r1]\ncontrol = \"standards_check\"\nreviewers = 2\n",
      ":3: rules.r1.reviewers: no such key."),
    .init(
      "[emergency]\nexcused_from = [\"r5\"]\n",
      ":2: emergency.excused_from: no rule \"r5\". There are r1, r2, r3, r4"),
    .init("[emergency]\napproval_within_hours = -1\n", ":2: emergency.approval_within_hours: not"),
    .init("[standard]\nrecord_type = \"x\"\n", ":2: standard.record_type: no such key. Did you"),
    .init("[exceptions]\nid = \"x\"\n", ":1: exceptions: is a table; a list of tables, each under"),
    .init(
      exception
        + exception.replacing("\"EX-1\"", with: "\"EX-2\"")
        .replacing("owner = \"Team Cart\"\n", with: ""),
      ":9: exceptions[2].owner: is missing"),
    .init(exception + exception, ":10: exceptions[2].id: \"EX-1\" is there twice"),
    .init(
      exception.replacing("reason = \"x\"", with: "reason = \" \""), ":7: exceptions[1].reason: is"),
    .init(
      exception.replacing("\"2026-04-30\"", with: "\"2026-03-08\""),
      ":6: exceptions[1].until: is before from"),
    .init(exception + "closed = \"2026-03-08\"\n", "exceptions[1].closed: is before from"),
    .init(
      exception.replacing("systems = [\"cart\"]\n", with: ""),
      ":1: exceptions[1].systems: name the systems or the changes it holds for"),
    .init(
      exception.replacing("[\"r4\"]", with: "[\"R4\"]"), ":3: exceptions[1].rules: no rule \"R4\""),
  ]

  @Test("What cannot be meant so is refused with its line", arguments: bad)
  func refused(_ one: BadSettings) throws {
    try place.folder.write("policy.toml", one.text)
    let run = try place.run("gate", "--file", "deploys.csv")
    #expect(run.status == 78)
    #expect(run.out.isEmpty)
    #expect(run.err.contains("faultline: policy.toml"), "\(run.err)")
    #expect(run.err.contains(one.message), "\(run.err)")
  }

  @Test("It lies beside the settings, in the working folder, or where --policy says")
  func places() throws {
    func policy(_ arguments: String...) throws -> [String: Any] {
      let run = try place.run(["gate", "--file", "deploys.csv", "--json"] + arguments)
      #expect(run.status == 10)
      return try #require(try JSONSerialization.object(run.out)["policy"] as? [String: Any])
    }
    #expect(try policy()["file"] is NSNull)
    #expect(try policy()["sha256"] is NSNull)
    try place.folder.write("policy.toml", "[reset]\nname = \"here\"\n")
    try place.folder.write("conf/faultline.toml", "")
    try place.folder.write("conf/policy.toml", "[reset]\nname = \"there\"\n")
    try place.folder.write("own.toml", "[reset]\nname = \"own\"\n")
    #expect(try policy()["name"] as? String == "here")
    #expect(try policy("--config", "conf/faultline.toml")["name"] as? String == "there")
    let own = try policy("--policy", "own.toml")
    #expect(own["name"] as? String == "own")
    #expect(own["file"] as? String == "own.toml")
    let sum = try ProgramRun("/usr/bin/sha256sum", ["own.toml"], in: place.path).out
    #expect(own["sha256"] as? String == String(sum.prefix(64)))
    let missing = try place.run("gate", "--file", "deploys.csv", "--policy", "no.toml")
    #expect(missing.status == 78)
    #expect(missing.err.contains("no.toml: cannot be read. Name a policy file with --policy."))
  }

  @Test("What init writes asks what the built-in safeguards ask, and is never overwritten")
  func starter() throws {
    try place.run("init", "--no-input")
    func answer() throws -> [String: Any] {
      try JSONSerialization.object(try place.run("gate", "--file", "deploys.csv", "--json").out)
    }
    let written = try answer()
    let policy = try #require(written["policy"] as? [String: Any])
    #expect(policy["file"] as? String == "policy.toml")
    try FileManager.default.removeItem(atPath: "\(place.path)/policy.toml")
    let builtIn = try answer()
    for key in ["rules", "systems", "reviewers_needed", "unknown_blocks", "name", "reset"] {
      let other = try #require(builtIn["policy"] as? [String: Any])
      #expect(
        try JSONSerialization.text(policy[key] ?? "") == JSONSerialization.text(other[key] ?? ""))
    }
    try place.folder.write("policy.toml", "unknown_blocks = false\n")
    try FileManager.default.removeItem(atPath: "\(place.path)/faultline.toml")
    let again = try place.run("init", "--no-input")
    #expect(again.out.contains("Wrote faultline.toml. Nothing was loaded."))
    #expect(try place.text("policy.toml") == "unknown_blocks = false\n")
  }

  @Test("Every line of the starter that is commented out is one that can be meant so")
  func starterInFull() throws {
    try place.run("init", "--no-input")
    let full = try place.text("policy.toml").split(separator: "\n").map { line in
      line.contains("=") || line.hasPrefix("# [") ? line.drop { $0 == "#" || $0 == " " } : line
    }.joined(separator: "\n")
    #expect(full.contains("\nstart = ") && full.contains("\n[[exceptions]]"))
    try place.folder.write("policy.toml", full)
    #expect(try place.run("gate", "--file", "deploys.csv").status == 10)
  }

  @Test("The documented policy can be meant so, exception and all")
  func documented() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/policy.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let begin = try #require(text.firstRange(of: "```toml\n"))
    let rest = text[begin.upperBound...]
    let end = try #require(rest.firstRange(of: "```"))
    try place.folder.write("policy.toml", String(rest[..<end.lowerBound]))
    try place.folder.write("services.csv", "service,tier\ncart,1\n")
    #expect(try place.run("load", "deploys.csv", "services.csv", "--db", "x.sqlite").status == 0)
    let audit = try place.run("audit", "--db", "x.sqlite", "--format", "json")
    #expect(audit.status == 0)
    let exceptions = try #require(
      try JSONSerialization.object(audit.out)["exceptions"] as? [[String: Any]])
    #expect(exceptions.map { $0["closed_at"] as? String } == ["2026-04-20T00:00:00Z"])
  }

  @Test("A night holds changes against it and prints its hash")
  func night() throws {
    try SmallDataset().write("data", in: place.folder)
    let plain = try place.nightly(["data"], db: "plain.sqlite", reports: "plain")
    #expect(
      try place.text("plain/nightly.md").contains(
        "no policy file was read, so the built-in ones hold"))
    try place.folder.write(
      "policy.toml",
      "[scope]\nsystems = [\"search\"]\n[emergency]\nexcused_from = [\"r1\"]\n"
        + PolicyFileTests.exception.replacing("cart", with: "search")
        .replacing("\"r4\"", with: "\"r1\", \"r2\"").replacing("2026-03-09", with: "2026-01-01"))
    let night = try place.nightly(["data"], options: [])
    let policy = try #require(night.json["policy"] as? [String: Any])
    let hash = try #require(policy["sha256"] as? String)
    for page in ["reports/nightly.md", "reports/index.html"] {
      #expect(try place.text(page).contains(String(hash.prefix(12))))
    }
    func outcomes(_ night: Nightly) -> Set<String> {
      let controls = night.json["controls"] as? [[String: Any]] ?? []
      return Set(controls.compactMap { $0["outcome"] as? String })
    }
    #expect(outcomes(night) == ["met", "excepted"])
    #expect(!outcomes(plain).contains("excepted"))
    let exported = try place.run("export", "controls", "--db", "night.sqlite").out
    #expect(exported.contains("excepted,exception EX-1"))
  }
}
