import Foundation
import TestSupport
import Testing

@Suite("Presets and init")
struct PresetTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("Every data file in Presets/ is built in, listed and printed as it stands")
  func builtIn() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/faultline/Presets").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let list = try place.run("presets")
    #expect(list.status == 0)
    let names = list.out.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    #expect(names == names.sorted())
    #expect(names.map { "\($0).toml" }.sorted() == files)
    for name in names {
      let text = try String(
        contentsOf: folder.appendingPathComponent("\(name).toml"), encoding: .utf8)
      #expect(try place.run("presets", name).out == text)
    }
  }

  @Test("An unknown preset is a wrong usage, with the near name")
  func unknown() throws {
    let run = try place.run("presets", "jira-issue")
    #expect(run.status == 64)
    #expect(run.err.contains("No preset \"jira-issue\". Did you mean \"jira-issues\"?"))
  }

  @Test("A user's preset beside the settings is known, and stands above a built-in one")
  func users() throws {
    try place.folder.write(
      "presets/house.toml",
      "feed = \"deploys\"\ntitle = \"Ours\"\nsignature = [\"nr\", \"was\", \"wann\"]\n"
        + "[columns]\ndeploy_id = \"nr\"\nservice = \"was\"\n"
        + "started_at = { from = \"wann\", format = \"rfc3339\" }\n")
    try place.folder.write("h.csv", "nr,was,wann\n1,cart,2026-03-05T10:00:00Z\n")
    #expect(try place.run("presets").out.contains("house                      Ours"))
    let run = try place.run("init", "--no-input")
    #expect(run.status == 0)
    #expect(
      run.out == """
        h.csv  house (3 of 3 columns)
        Wrote faultline.toml and policy.toml, the safeguards to look through. Nothing was loaded.
        Next: faultline check

        """)
    #expect(try place.run("check").status == 0)
    try place.folder.write("presets/broken.toml", "feed = \"deploy\"\n")
    let broken = try place.run("presets")
    #expect(broken.status == 78)
    #expect(broken.err.contains("presets/broken.toml:1: feed: not one of deploys, incidents"))
    #expect(broken.err.contains("signature: a list of columns is needed"))
  }

  @Test("init knows the contract's own form, needs no answer, and never overwrites")
  func ownForm() throws {
    try SmallDataset().write("exports", in: place.folder)
    let run = try place.run("init")
    #expect(run.status == 0)
    for name in ["deploys", "incidents", "order-metrics", "services"] {
      #expect(run.out.contains("own-\(name) ("))
    }
    #expect(try !place.text("faultline.toml").contains("columns"))
    let check = try place.run("check")
    #expect(check.status == 0)
    #expect(check.out == "No problem found: 4 files usable, nothing written.\n")
    let again = try place.run("init")
    #expect(again.status == 73)
    #expect(again.err.contains("faultline.toml is there already and stays as it is."))
  }

  @Test("A file that no preset fits is asked for column by column, and nothing is guessed")
  func noFit() throws {
    try place.folder.write(
      "orders.csv",
      "ts;order_count;channel\n2026-01-01 00:00:00;12;web\n2026-01-01 00:01:00;0;app\n")
    let run = try place.run("init", "--from", "orders.csv", "--no-input")
    #expect(run.status == 78)
    #expect(
      run.out == """
        orders.csv  no preset fits
            columns: ts, order_count, channel
        Wrote faultline.toml and policy.toml, the safeguards to look through. Nothing was loaded.
        3 answers are needed: see "# answer needed" in faultline.toml. Next: faultline check

        """)
    let text = try place.text("faultline.toml")
    #expect(text.contains("delimiter = \";\"\n"))
    #expect(text.contains("# timestamp = { from = \"ts\" } or { default = \"…\" }\n"))
    #expect(text.contains("# orders = { from = \"order_count\" } or { default = \"…\" }\n"))
    #expect(try place.run("check").status == 65)
  }

  @Test("Of a file whose name says nothing either, nothing is written but the question")
  func unknownFile() throws {
    try place.folder.write("x.csv", "a,b\n1,2\n")
    #expect(try place.run("init", "--no-input").status == 78)
    #expect(try place.text("faultline.toml").contains("# answer needed: what does x.csv hold?"))
  }

  @Test("Names that are nearly one are asked about and not joined unasked")
  func names() throws {
    try place.folder.write(
      "deploys.csv", "deploy_id,service,started_at\n1,svc-checkout,2026-03-05T10:00:00Z\n")
    try place.folder.write(
      "incidents.csv",
      "incident_id,started_at,services\n1,2026-03-05T10:00:00Z,Checkout API (PROD)\n")
    try place.folder.write("services.csv", "service,tier\ncheckout-api,1\nsearch,2\n")
    #expect(try place.run("init", "--no-input").status == 78)
    let text = try place.text("faultline.toml")
    #expect(text.contains("# checkout-api = [\"svc-checkout\", \"Checkout API (PROD)\"]\n"))
    try place.folder.write("faultline.toml", text.replacing("# checkout-api", with: "checkout-api"))
    #expect(try place.run("load", "--db", "x.sqlite").status == 0)
    #expect(
      try place.run("doctor", "--db", "x.sqlite", "--as-of", "2026-03-05").out.contains("system")
        == false)
  }

  @Test("init with a file that cannot be read writes nothing: 65")
  func unreadable() throws {
    try place.folder.write("a.json", "{\"x\": ")
    let run = try place.run("init", "--from", "a.json")
    #expect(run.status == 65)
    #expect(run.err.contains("a.json:1: is no JSON: it ends in the middle of a value."))
    #expect(!place.folder.exists("faultline.toml"))
    #expect(try place.run("init", "--from", "none.csv").status == 66)
  }
}
