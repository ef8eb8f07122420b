import Foundation
import TestSupport
import Testing

/// Settings that cannot be meant so, and what is said of them.
struct BadSettings: Sendable, CustomTestStringConvertible {
  let text: String
  let message: String

  init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }

  var testDescription: String { text }
}

@Suite("Settings")
struct SettingsTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let deploys = "[feeds.deploys]\n"
  private static let columns = "[feeds.deploys.columns]\n"

  static let bad: [BadSettings] = [
    // keys
    .init("[detecton]\n", ":1: detecton: no such key. Did you mean \"detection\"?"),
    .init("x = 1\n", ":1: x: no such key. There are "),
    .init(
      "[limits]\nrows_set_asid = 3\n",
      ":2: limits.rows_set_asid: no such key. Did you mean \"rows_set_aside\"?"),
    .init(deploys + "time_zone = \"UTC\"\n", ":2: feeds.deploys.time_zone: no such key. Did you"),
    .init(deploys + "\n\ncolums = {}\n", ":4: feeds.deploys.colums: no such key. Did you mean"),
    .init(
      columns + "started_at = { form = \"x\" }\n",
      ":2: feeds.deploys.columns.started_at.form: no such key. Did you mean \"from\"?"),
    .init(
      columns + "start_at = \"x\"\n",
      ":2: feeds.deploys.columns.start_at: no such column of deploys. Did you mean \"started_at\"?"),
    // kinds
    .init(
      "[detection]\nlook_back_weeks = \"six\"\n",
      ":2: detection.look_back_weeks: is the text \"six\"; a whole number is needed"),
    .init(
      "[linking]\nlook_back_hours = 9223372036854775807\n",
      ":2: linking.look_back_hours: not from 1 to 720"),
    .init("[linking]\nprior_share = nan\n", ":2: linking.prior_share: not from 0 to 1"),
    .init(
      "[safeguards]\nreset_days = 90\n",
      ":1: safeguards: the safeguards have a file of their own now, policy.toml beside this one"),
    .init("[limits]\nrows_set_aside = -1\n", ":2: limits.rows_set_aside: not from 0 to"),
    .init("detection = 3\n", ":1: detection: is the number 3; a table is needed"),
    .init(
      deploys + "timezone = true\n", ":2: feeds.deploys.timezone: is true; a text in quotes is"),
    .init(
      deploys + "files = [1]\n",
      ":2: feeds.deploys.files: is a list; a text in quotes, or a list of such is needed"),
    .init(
      deploys + "quotes = \"no\"\n", ":2: feeds.deploys.quotes: is the text \"no\"; true or false"),
    .init(
      columns + "started_at = 3\n",
      ":2: feeds.deploys.columns.started_at: is the number 3; a text in quotes, or a list"),
    .init("[limits]\nrows_set_aside = 2026-03-05\n", "is a date or time; a whole number is needed"),
    .init(
      deploys + "stale_after_hours = 0\n", ":2: feeds.deploys.stale_after_hours: not from 0 to"),
    .init(
      "[feeds.services]\nstale_after_hours = 24\n",
      ":2: feeds.services.stale_after_hours: rows of services do not tell how new they are"),
    // brackets at which the parser would end the program
    .init("x = [\n[\"]\"], # [\n[1], {a = \"}\"}\n]\n", ":1: x: no such key."),
    .init("x = \"\"\"\n[ä]\n\"\"\"\n", ":1: x: no such key."),
    .init("\n[ä]\n", ":2: a heading in brackets needs a name that begins with a letter"),
    .init("[#\n", ":1: a heading in brackets needs a name that begins with a letter"),
    .init("x = [\n1, }\n", ":2: a } stands where the list that [ opened needs a value or ]."),
    // feeds
    .init(
      "[feeds.changes]\n",
      ":1: feeds.changes: no such feed; there are deploys, incidents, order_metrics, services, "
        + "calendar, change_records. Under another name it needs preset = \"…\" or feed = \"…\"."),
    .init(
      "[feeds.x]\nfeed = \"deploy\"\n", ":2: feeds.x.feed: \"deploy\" is no feed; there are"),
    .init("[feeds.x]\nfeed = \"deploys\"\n", ":1: feeds.x.files: is missing; only a table named"),
    .init(
      deploys + "preset = \"github-deployment\"\n",
      ":2: feeds.deploys.preset: no preset \"github-deployment\". Did you mean "
        + "\"github-deployments\"?"),
    .init(
      deploys + "preset = \"jira-issues\"\n",
      ":2: feeds.deploys.preset: jira-issues is of incidents, not of deploys"),
    .init(
      deploys + "timezone = \"Mars\"\n",
      ":2: feeds.deploys.timezone: \"Mars\" is neither UTC nor an offset like +01:00 nor a zone"),
    .init(deploys + "timezone = \"EST\"\n", "\"EST\" is neither UTC nor an offset"),
    .init(
      deploys + "encoding = \"latin1\"\n",
      ":2: feeds.deploys.encoding: \"latin1\" is not one of utf-8, utf-16, windows-1252"),
    .init(deploys + "delimiter = \";;\"\n", ":2: feeds.deploys.delimiter: one character is needed"),
    .init(deploys + "delimiter = \"\\n\"\n", ":2: feeds.deploys.delimiter: one character is"),
    .init(
      deploys + "order = \"ascending\"\n",
      ":2: feeds.deploys.order: \"ascending\" is not \"first-then-second\""),
    .init(deploys + "format = \"HH:mm\"\n", ":2: feeds.deploys.format: \"HH:mm\" is neither a"),
    .init(
      deploys + "skip_if = { env = {} }\n",
      ":2: feeds.deploys.skip_if.env: needs one of is = […], not = […] and match = \"…\""),
    .init(
      deploys + "skip_if = { env = { match = \"(\" } }\n", "match: \"(\" is no regular expression"),
    // columns
    .init(
      columns + "started_at = { from = \"x\", format = \"DD/MM/YYYY\" }\n",
      ":2: feeds.deploys.columns.started_at.format: \"DD/MM/YYYY\" is neither a pattern like"),
    .init(
      columns + "summary = { from = \"x\", format = \"rfc3339\" }\n",
      "summary.format: summary is no time; leave format out"),
    .init(
      columns + "reviewers = { from = \"x\", count = true }\n",
      "reviewers.count: reviewers is no number; leave count out"),
    .init(
      columns + "summary = { from = \"x\", match = \"[\" }\n", "match: \"[\" is no regular"),
    .init(
      columns + "status = { from = \"x\", values = { ok = \"done\" } }\n",
      "values.ok: status cannot be \"done\", only succeeded, failed, in_progress, rolled_back"),
    .init(
      columns + "emergency = { from = \"x\", values = { Emergency = \"very\" } }\n",
      "values.Emergency: emergency cannot be \"very\", only true, false, yes, no, 1, 0"),
    .init(
      columns + "status = { from = \"x\", default = \"ok\" }\n",
      "status.default: status cannot be \"ok\", only"),
    .init(
      columns + "status = { from = \"x\", values = { ok = [1] } }\n",
      "values.ok: is a list; a text in quotes, a number, true or false is needed"),
    // aliases
    .init(
      "[aliases]\na = [\"x\"]\nb = [\"x\"]\n", ":3: aliases.b: \"x\" already stands for a"),
    .init("[aliases]\na = [\"b\"]\nb = [\"c\"]\n", "aliases.b: stands for a itself; name \"c\""),
    .init("[aliases]\na = 1\n", ":2: aliases.a: is the number 1; a text in quotes, or a list of"),
    // no TOML at all
    .init("[feeds.deploys\n", ":1: Error while parsing"),
    .init("a = \n", ":1: Error while parsing"),
    .init("[a]\nx = 1\nx = 2\n", ":3: Error while parsing"),
  ]

  @Test("What cannot be meant so is refused with its line, its key and the way out", arguments: bad)
  func refused(bad: BadSettings) throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("faultline.toml", bad.text)
    let run = try place.run("check", "data")
    #expect(run.status == 78)
    #expect(run.err.hasPrefix("faultline: faultline.toml:"))
    #expect(run.err.contains(bad.message))
  }

  @Test("Everything that is wrong with the settings is said at once, by line")
  func allAtOnce() throws {
    try place.folder.write(
      "s.toml",
      "[feeds.deploys]\ntimezone = \"Mars\"\n\n[detection]\nlook_back_weeks = 99\nx = 1\n")
    let run = try place.run("check", "data", "--config", "s.toml")
    #expect(
      run.err == """
        faultline: s.toml:2: feeds.deploys.timezone: "Mars" is neither UTC nor an offset like \
        +01:00 nor a zone like America/New_York
        s.toml:5: detection.look_back_weeks: not from 2 to 26
        s.toml:6: detection.x: no such key. There are false_drops_per_quarter, interval_level, \
        look_back_weeks, smallest_fall.

        """)
  }

  @Test("Without files on the command line and in the settings there is nothing to do: 64")
  func noFiles() throws {
    for command in ["check", "load"] {
      let run = try place.run(command)
      #expect(run.status == 64)
      #expect(run.err.contains("let faultline init find exports"))
    }
  }

  @Test("A file that the settings name and that is not there: 66, naming table and pattern")
  func missing() throws {
    try place.folder.write("faultline.toml", "[feeds.deploys]\nfiles = [\"exports/d-*.csv\"]\n")
    let run = try place.run("check")
    #expect(run.status == 66)
    #expect(
      run.out.hasPrefix(
        "exports/d-*.csv: no such file. The settings name it in [feeds.deploys]; put the export "
          + "there, or correct files.\n"))
  }

  @Test("A mapped dataset gives the results of the same one in the contract's form")
  func sameResults() throws {
    let data = SmallDataset()
    try data.write("own", in: place.folder)
    let own = try place.nightly(["own"], db: "own.sqlite", reports: "own-reports")
    #expect(own.run.status == 0)

    try place.folder.write("x/rollouts.csv", data.deploys.text.replacing("service", with: "System"))
    try place.folder.write("x/tickets.csv", data.incidents.text)
    try place.folder.write("x/systems.csv", data.services.text)
    let orders = data.metrics.text.replacing(",", with: ";")
      .replacing("Z;", with: ";").replacing("T", with: " ")
      .replacing("timestamp;marketplace;orders", with: "Minute;Country;Count")
    try place.folder.write("x/orders-1.csv", orders)
    try place.folder.write(
      "faultline.toml",
      """
      [feeds.deploys]
      files = ["x/rollouts.csv"]
      columns = { service = "System" }
      [feeds.incidents]
      files = ["x/tickets.csv"]
      [feeds.services]
      files = ["x/systems.csv"]
      [feeds.order_metrics]
      files = ["x/orders-*.csv"]
      delimiter = ";"
      timezone = "UTC"
      columns = { timestamp = "Minute", marketplace = "Country", orders = "Count" }
      [aliases]
      cart = ["svc-cart"]

      """)
    let mapped = try place.nightly([], db: "mapped.sqlite", reports: "mapped-reports")
    #expect(mapped.run.status == 0)
    #expect(!mapped.drops.isEmpty)
    #expect(try mapped.text("drops") == own.text("drops"))
  }

  @Test("Order metrics in the contract's form know systems by their other names")
  func aliasesOfSeries() throws {
    try place.folder.write(
      "data/order_metrics.csv",
      "timestamp,marketplace,orders,service\n2026-03-05T10:00:00Z,US,7,svc-cart\n"
        + "2026-03-05T10:01:00Z,US,8,cart\n2026-03-05T10:01:00Z,US,9,svc-cart\n")
    try place.folder.write("faultline.toml", "[aliases]\ncart = [\"svc-cart\"]\n")
    let check = try place.run("check", "data/order_metrics.csv")
    #expect(check.status == 3)
    #expect(check.out.contains("order_metrics.csv:3: line 4 gives other values for the same time"))
    #expect(try place.run("load", "data/order_metrics.csv", "--db", "x.sqlite").status == 0)
    #expect(try place.held("x.sqlite")["series"] == 1)
  }

  @Test("A file is read again when the settings make something else of it, and only then")
  func readAgain() throws {
    try place.folder.write("d.csv", "no,system,when\n1,a,2026-03-05 10:00:00\n")
    func load(_ zone: String) throws -> String {
      try place.folder.write(
        "faultline.toml",
        """
        [feeds.deploys]
        files = ["d.csv"]
        timezone = "\(zone)"
        columns = { deploy_id = "no", service = "system", started_at = "when" }

        """)
      return try place.run("load", "--db", "x.sqlite").out
    }
    #expect(try load("UTC").contains(" 10:00 "))
    #expect(try load("UTC").contains("loaded before"))
    #expect(try load("America/New_York").contains(" 15:00 "))
    #expect(try place.held("x.sqlite")["intake"] == 2)
  }

  @Test("nightly stops at a changed header and names the difference")
  func changedHeader() throws {
    let data = SmallDataset()
    try data.write("data", in: place.folder)
    try place.folder.write(
      "faultline.toml", "[feeds.deploys.columns]\nstarted_at = { from = \"created_at\" }\n")
    try place.folder.write(
      "data/deploys.csv", data.deploys.text.replacing("started_at", with: "createdAt"))
    let run = try place.run("nightly", "data", "--reports", "r", "--db", "x.sqlite")
    #expect(run.status == 65)
    #expect(
      run.err.contains("data/deploys.csv:1: has no column \"created_at\". It has: deploy_id,"))
    #expect(
      run.err.contains("Did you mean createdAt? started_at = { from = \"createdAt\" }"))
    #expect(!place.folder.exists("r/index.html"))
  }

  @Test(
    "check tells an hour that happens twice in one line, and order = \"first-then-second\" reads it"
  )
  func repeatedHour() throws {
    let minutes = (0..<60).map { $0 < 10 ? "0\($0)" : "\($0)" }
    let hours = ["00", "01", "01", "02"].flatMap { hour in minutes.map { "\(hour):\($0)" } }
    try place.folder.write(
      "orders.csv",
      "ts,n\n" + hours.enumerated().map { "2025-11-02 \($1),\($0)\n" }.joined())
    func settings(_ more: String) throws {
      try place.folder.write(
        "faultline.toml",
        """
        [feeds.order_metrics]
        files = ["orders.csv"]
        timezone = "America/New_York"
        \(more)
        columns = { timestamp = "ts", orders = "n", marketplace = { default = "US" } }

        """)
    }
    try settings("")
    let check = try place.run("check")
    #expect(check.status == 3)
    #expect(
      check.out == """
        orders.csv:62: column "ts" value "2025-11-02 01:00": happens twice in America/New_York \
        that night; it needs an offset, or say order = "first-then-second" for this feed. The \
        same holds for 119 more rows up to line 181.
        120 problems, 1 file usable, nothing written.

        """)
    try settings("order = \"first-then-second\"")
    #expect(try place.run("check").out == "No problem found: 1 file usable, nothing written.\n")
    #expect(try place.run("load", "--db", "x.sqlite").out.contains("240 of 240 rows"))
  }

  @Test("check says what is wrong with headers, dates and rows of all files at once")
  func checkAll() throws {
    try place.folder.write("a.csv", "no,system,when\n1,a,03/04/2026 10:00\n")
    try place.folder.write("b.csv", "id,at\n1,2026-03-05T10:00:00Z\n2,soon\n")
    try place.folder.write("c.csv", "ts,n\n")
    try place.folder.write(
      "faultline.toml",
      """
      [feeds.deploys]
      files = ["a.csv"]
      timezone = "UTC"
      columns = { deploy_id = "no", service = "system", started_at = "when" }
      [feeds.incidents]
      files = ["b.csv"]
      columns = { incident_id = "id", started_at = { from = "at", format = "rfc3339" } }
      [feeds.order_metrics]
      files = ["c.csv"]
      columns = { timestamp = "tss", orders = "n", marketplace = { default = "US" } }

      """)
    let run = try place.run("check")
    #expect(run.status == 65)
    #expect(
      run.out == """
        a.csv:2: column "when" value "03/04/2026 10:00" could be 3 April or 4 March. No row in \
        this file settles it. Set format in the settings: [feeds.deploys.columns] started_at = \
        { from = "when", format = "d/M/yyyy H:mm" } or "M/d/yyyy H:mm".
        c.csv:1: has no column "tss". It has: ts, n. Did you mean ts? timestamp = { from = "ts" }
        b.csv:3: column "at" value "soon": not a time written as rfc3339
        3 problems, 1 file usable, nothing written.

        """)
  }
}
