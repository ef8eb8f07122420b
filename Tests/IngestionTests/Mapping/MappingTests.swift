import Ingestion
import Testing
import Vocabulary

private let utc = LocalZone("UTC")
private let rfc3339 = DateFormat("rfc3339")

/// A deploy log with foreign headings; `columns` are added to the three required ones.
private func deploys(
  _ columns: [ColumnMapping] = [], from started: [String] = ["when"],
  format: DateFormat? = rfc3339, zone: LocalZone? = utc, skip: [SkipRule] = [],
  layout: FeedMapping.Layout = .rows(.commas), encoding: TextEncoding = .utf8,
  order: RepeatedHour = .refused
) -> FeedMapping {
  FeedMapping(
    feed: .deploys, table: "feeds.deploys", layout: layout, encoding: encoding, zone: zone,
    repeatedHour: order,
    columns: [
      ColumnMapping("deploy_id", from: ["no"], isRequired: true),
      ColumnMapping("service", from: ["system"], isRequired: true),
      ColumnMapping("started_at", from: started, isRequired: true, format: format),
    ] + columns, skip: skip)
}

private func only(_ names: String...) -> Reach { .only(Set(names.map(Marketplace.init))) }

extension ReadFile {
  fileprivate var deployRecords: [DeployRecord] {
    if case .deploys(let records) = reading.records { records } else { [] }
  }

  fileprivate var starts: [String] { deployRecords.map(\.deployment.startedAt.description) }
}

@Suite("Mapping of foreign exports")
struct MappingTests {
  @Test("Columns are found by the file's headings, whatever case, blanks and order they have")
  func headings() throws {
    let file = try ReadFile(
      "x.csv", "\u{FEFF}WHEN , System,extra,No\n2026-03-05T14:02:00Z,cart,?,7\n",
      mapping: deploys())
    let record = try #require(file.deployRecords.first)
    #expect(record.deployment.id.name == "7")
    #expect(record.deployment.service.name == "cart")
    #expect(record.deployment.place == SourcePlace(file: "x.csv", line: 2))
    #expect(file.reading.extraColumns == ["extra"])
  }

  @Test("Of several columns the first that is not empty wins")
  func firstWins() throws {
    let mapping = deploys([ColumnMapping("change_record", from: ["chg", "ticket"])])
    let file = try ReadFile(
      "x.csv",
      "no,system,when,ticket,chg\n1,a,2026-03-05T14:02:00Z,T1,C1\n2,a,2026-03-05T14:02:00Z,T2, \n"
        + "3,a,2026-03-05T14:02:00Z,,\n",
      mapping: mapping)
    #expect(
      file.deployRecords.map(\.paperwork.changeRecord) == [.value("C1"), .value("T2"), .none])
  }

  @Test("A column that the file lacks stays unknown, not empty")
  func absent() throws {
    let mapping = deploys([ColumnMapping("change_record", from: ["chg"])])
    let file = try ReadFile("x.csv", "no,system,when\n1,a,2026-03-05T14:02:00Z\n", mapping: mapping)
    #expect(file.deployRecords.map(\.paperwork.changeRecord) == [.unknown])
  }

  @Test("Words are translated, an unlisted one is set aside, and unknown is not none")
  func values() throws {
    let mapping = deploys([
      ColumnMapping(
        "reliability_tests", from: ["tested"],
        values: ["Yes": "passed", "No": "failed", "": "missing", "n/a": "unknown"])
    ])
    let file = try ReadFile(
      "x.csv",
      "no,system,when,tested\n"
        + ["yes", "No", "", "n/a", "perhaps"].enumerated().map {
          "\($0),a,2026-03-05T14:02:00Z,\($1)\n"
        }.joined(), mapping: mapping)
    #expect(
      file.deployRecords.map(\.paperwork.reliabilityTests)
        == [.value(.passed), .value(.failed), .value(.missing), .unknown])
    #expect(
      file.messages == [
        "x.csv:6: column \"tested\" value \"perhaps\": not among the values of this column's "
          + "mapping (, No, Yes, n/a); add it there, or \"*\" for all others"
      ])
  }

  @Test("An asterisk stands for all other words")
  func otherValues() throws {
    let mapping = deploys([
      ColumnMapping("change_type", from: ["kind"], values: ["db": "schema", "*": "other"])
    ])
    let file = try ReadFile(
      "x.csv", "no,system,when,kind\n1,a,2026-03-05T14:02:00Z,DB\n2,a,2026-03-05T14:02:00Z,x\n",
      mapping: mapping)
    #expect(file.deployRecords.map(\.deployment.type) == [.schema, .other])
  }

  @Test("Lists are parted, counted, matched and filled as the settings say")
  func verbs() throws {
    let mapping = deploys([
      ColumnMapping("reviewers", from: ["approvers"], split: "/"),
      ColumnMapping("lines_changed", from: ["files"], split: ",", isCount: true),
      ColumnMapping("change_record", from: ["text"], match: "(?i)\\b(chg\\d+)\\b"),
      ColumnMapping("marketplaces", from: ["where"], defaultValue: "US"),
    ])
    let file = try ReadFile(
      "x.csv",
      "no,system,when,approvers,files,text,where\n"
        + "1,a,2026-03-05T14:02:00Z,ann / bob /,\"x,y,z\",see CHG0042 there,\n"
        + "2,a,2026-03-05T14:02:00Z,,,none,DE;FR\n", mapping: mapping)
    let records = file.deployRecords
    #expect(records.map(\.paperwork.reviewers) == [.value(["ann", "bob"]), .none])
    #expect(records.map(\.paperwork.linesChanged) == [.value(3), .value(0)])
    #expect(records.map(\.paperwork.changeRecord) == [.value("CHG0042"), .none])
    #expect(records.map(\.deployment.reach) == [only("US"), only("DE", "FR")])
  }

  @Test("Rows to be passed over are counted and nothing else")
  func skip() throws {
    let mapping = deploys(skip: [
      SkipRule(column: "env", condition: .isNone(["production"])),
      SkipRule(column: "no", condition: .matches("^test")),
    ])
    let file = try ReadFile(
      "x.csv",
      "no,system,when,env\n1,a,2026-03-05T14:02:00Z,Production\n2,a,nonsense,staging\n"
        + "test-3,a,2026-03-05T14:02:00Z,production\n", mapping: mapping)
    #expect(file.deployRecords.count == 1)
    #expect(file.reading.rowsSkipped == 2)
    #expect(file.reading.rowsRead == 1)
    #expect(file.messages == [])
  }

  @Test("Systems are called by one name, in single cells and lists")
  func aliases() throws {
    let names = ["Checkout API (PROD)": "checkout-api", "svc-checkout": "checkout-api"]
    let mapping = FeedMapping(
      feed: .incidents, table: "feeds.incidents",
      columns: [
        ColumnMapping("incident_id", from: ["id"]),
        ColumnMapping("started_at", from: ["at"], format: rfc3339),
        ColumnMapping("services", from: ["hit"], split: ",", aliases: names),
      ])
    let file = try ReadFile(
      "x.csv", "id,at,hit\n1,2026-03-05T14:02:00Z,\"svc-checkout, cart\"\n", mapping: mapping)
    guard case .incidents(let incidents) = file.reading.records else {
      Issue.record("no incidents")
      return
    }
    #expect(incidents.first?.services.map(\.name) == ["checkout-api", "cart"])
  }

  @Test("A repeated heading is taken by number or as a whole, and never as one")
  func repeated() throws {
    let text = "no,system,when,Labels,Labels,Labels\n1,a,2026-03-05T14:02:00Z,x,,z\n"
    func reach(_ from: String) throws -> Reach? {
      try ReadFile(
        "x.csv", text, mapping: deploys([ColumnMapping("marketplaces", from: [from])])
      ).deployRecords.first?.deployment.reach
    }
    #expect(try reach("Labels[*]") == only("x", "z"))
    #expect(try reach("labels[3]") == only("z"))
    let unusable = #expect(throws: Unusable.self) { try reach("Labels") }
    #expect(
      unusable?.text == "x.csv:1: the heading \"Labels\" is there 3 times. Say \"Labels[1]\" for "
        + "the first of them, or \"Labels[*]\" for all, in marketplaces.")
  }

  @Test("A changed header names what is missing and what comes near")
  func changedHeader() throws {
    let unusable = #expect(throws: Unusable.self) {
      try ReadFile("x.csv", "no,system,whenn,x\n", mapping: deploys())
    }
    #expect(
      unusable?.text == "x.csv:1: has no column \"when\". It has: no, system, whenn, x. "
        + "Did you mean whenn? started_at = { from = \"whenn\" }")
    let noColumn = #expect(throws: Unusable.self) {
      try ReadFile(
        "x.csv", "no,system,x\n",
        mapping: FeedMapping(
          feed: .deploys, table: "feeds.deploys",
          columns: [ColumnMapping("deploy_id", from: ["no"])]))
    }
    #expect(
      noColumn?.text == "x.csv: nothing says what \"service\" is made of, which is required. Set "
        + "it in the settings: [feeds.deploys.columns] service = { from = \"…\" }, or "
        + "{ default = \"…\" }.")
  }

  @Test(
    "Semicolons, tabs and bars part cells where the settings say so", arguments: [";", "\t", "|"])
  func delimiters(delimiter: String) throws {
    let text = "no,system,when\n1,\"a,b\",2026-03-05T14:02:00Z\n"
      .replacing(",", with: delimiter).replacing("a\(delimiter)b", with: "a,b")
    let layout = FeedMapping.Layout.rows(CSVDialect(delimiter: Array(delimiter.utf8)[0]))
    let file = try ReadFile("x.csv", text, mapping: deploys(layout: layout))
    #expect(file.deployRecords.map(\.deployment.service.name) == ["a,b"])
  }

  @Test("Without quotes a quote is a letter like any other")
  func noQuotes() throws {
    let layout = FeedMapping.Layout.rows(CSVDialect(delimiter: 9, hasQuotes: false))
    let file = try ReadFile(
      "x.tsv", "no\tsystem\twhen\ttext\n1\ta\t2026-03-05T14:02:00Z\t\"Fix\" it\"\n",
      mapping: deploys([ColumnMapping("summary", from: ["text"])], layout: layout))
    #expect(file.deployRecords.map(\.summary) == ["\"Fix\" it\""])
  }

  @Test("UTF-16 is known by its mark, windows-1252 by the settings")
  func encodings() throws {
    let text = "no,system,when\n1,Zahlung Käse 😀 €,2026-03-05T14:02:00Z\n"
    for isLittle in [true, false] {
      let units = [0xfeff] + Array(text.utf16)
      let bytes = units.flatMap { unit in
        let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
        return isLittle ? pair : pair.reversed()
      }
      let file = try ReadFile("x.csv", bytes, mapping: deploys())
      #expect(file.deployRecords.map(\.deployment.service.name) == ["Zahlung Käse 😀 €"])
    }
    let bytes =
      Array("no,system,when\n1,K".utf8) + [0xe4, 0x80, 0x9c] + Array(",2026-03-05T14:02:00Z\n".utf8)
    let file = try ReadFile("x.csv", bytes, mapping: deploys(encoding: .windows1252))
    #expect(file.deployRecords.map(\.deployment.service.name) == ["Kä€œ"])
    let unusable = #expect(throws: Unusable.self) {
      try ReadFile("x.csv", text, mapping: deploys(encoding: .utf16))
    }
    #expect(unusable?.text.hasPrefix("x.csv: is said to be UTF-16 and has no byte-order") == true)
  }

  @Test("A row set aside names the file's own column and cell, and keeps the row as it was")
  func setAside() throws {
    let file = try ReadFile(
      "x.csv", "x,no,system,when\n?,1,a,soon\n?,,a,2026-03-05T14:02:00Z\n?,2,b\n",
      mapping: deploys())
    #expect(
      file.messages == [
        "x.csv:2: column \"when\" value \"soon\": not a time written as rfc3339",
        "x.csv:3: column \"no\": empty, but required",
        "x.csv:4: has 3 cells where the header has 4",
      ])
    #expect(file.reading.rejected.map(\.cells).first == ["?", "1", "a", "soon"])
  }

  @Test("Of rows with one id and different content one is kept, and the other named")
  func conflicting() throws {
    let file = try ReadFile(
      "x.csv", "no,system,when\n1,a,2026-03-05T14:02:00Z\n1,b,2026-03-05T14:02:00Z\n",
      mapping: deploys())
    #expect(
      file.messages == [
        "x.csv:3: column \"no\" value \"1\": given twice with different content; line 2 was kept, "
          + "line 3 was not used"
      ])
    #expect(file.reading.rejected.first?.cells == ["1", "b", "2026-03-05T14:02:00Z"])
  }

  @Test("Order metrics are mapped too, contradictions and all")
  func metrics() throws {
    let mapping = FeedMapping(
      feed: .orderMetrics, table: "feeds.order_metrics", layout: .rows(CSVDialect(delimiter: 59)),
      zone: LocalZone("Europe/Berlin"),
      columns: [
        ColumnMapping("timestamp", from: ["ts"]), ColumnMapping("orders", from: ["n"]),
        ColumnMapping("marketplace", defaultValue: "DE"),
      ])
    let file = try ReadFile(
      "x.csv",
      "ts;n\n05.03.2026 14:02;7\n05.03.2026 14:03;8\n05.03.2026 14:03;9\n13.03.2026 14:03;x\n",
      mapping: mapping)
    #expect(file.samples == ["DE 2026-03-05T13:02:00Z 7 -1"])
    #expect(
      file.messages == [
        "x.csv:3: line 4 gives other values for the same time and series; neither was used",
        "x.csv:4: line 3 gives other values for the same time and series; neither was used",
        "x.csv:5: column \"n\" value \"x\": not a whole number",
      ])
    #expect(
      file.reading.findings == [
        "column \"ts\" is read as d.M.yyyy H:mm, which fits all 4 values"
      ])
    #expect(file.reading.rejected.first?.cells == ["05.03.2026 14:03", "8"])
  }
}
