import Testing
import Vocabulary

@testable import Ingestion

private func services(
  _ text: String, from: String = "name", records: [String] = [], owner: String = "owner.team"
) throws -> [String] {
  let file = try ReadFile(
    "x.json", text,
    mapping: FeedMapping(
      feed: .services, table: "feeds.services", layout: .json(records: records),
      columns: [
        ColumnMapping("service", from: [from], isRequired: true),
        ColumnMapping("owner", from: [owner]),
      ]))
  guard case .services(let entries) = file.reading.records else { return [] }
  return entries.map { "\($0.service.name) \($0.owner ?? "-")" } + file.messages
}

@Suite("JSON exports")
struct JSONTests {
  @Test("A list, a value a line, and one value read alike")
  func layouts() throws {
    let one = #"{"name": "cart", "owner": {"team": "T1"}}"#
    let two = #"{"name": "pay", "owner": {"team": "T2"}}"#
    #expect(try services("[\(one),\n \(two)]") == ["cart T1", "pay T2"])
    #expect(try services("\(one)\n\(two)\n") == ["cart T1", "pay T2"])
    #expect(try services(one) == ["cart T1"])
    #expect(try services("[\(one)]\n[\(two)]") == ["cart T1", "pay T2"])
    #expect(try services("[]") == [])
  }

  @Test("Records are found inside, and what stands around them goes with each")
  func inside() throws {
    let text = """
      {"items": [
        {"metadata": {"name": "cart"}, "status": {"history": [{"id": 1}, {"id": 2}]}},
        {"metadata": {"name": "pay"}, "status": {"history": [{"id": 3}]}},
        {"metadata": {"name": "idle"}, "status": {}}
      ]}
      """
    let found = try services(
      text, from: "id", records: ["items[].status.history[]"], owner: "parent.metadata.name")
    #expect(found == ["1 cart", "2 cart", "3 pay"])
    let single = #"{"metadata": {"name": "cart"}, "status": {"history": [{"id": 1}]}}"#
    #expect(
      try services(
        single, from: "id", records: ["items[].status.history[]", "status.history[]"],
        owner: "parent.metadata.name") == ["1 cart"])
    #expect(
      try services(
        #"{"data": [{"attributes": {"service": "cart"}}]}"#, from: "attributes.service",
        records: ["data[]"]) == ["cart -"])
  }

  @Test("Long numbers, escapes and lists come through whole")
  func cells() throws {
    #expect(
      try services(
        #"[{"name": 12345678901234567890, "owner": {"team": "a\"b\u00e9\ud83d\ude00"}}]"#)
        == ["12345678901234567890 a\"bé😀"])
    #expect(
      try services(
        #"[{"name": "x", "owner": [{"team": "a"}, {"team": "b"}]}]"#, owner: "owner[2].team")
        == ["x b"])
    #expect(
      try services(
        #"[{"name": "x", "owner": [{"team": "a"}, {"team": "b"}]}]"#, owner: "owner[*].team")
        == ["x a;b"])
    #expect(try services(#"[{"name": "x", "tags": ["a", "b"]}]"#, owner: "tags") == ["x a;b"])
  }

  @Test("A record that lacks a name says nothing of it; null says that there is none")
  func unknown() throws {
    let file = try ReadFile(
      "x.json",
      #"[{"id": 1, "chg": "C1"}, {"id": 2, "chg": null}, {"id": 3}]"#,
      mapping: FeedMapping(
        feed: .deploys, table: "feeds.deploys", layout: .json(records: []),
        columns: [
          ColumnMapping("deploy_id", from: ["id"]), ColumnMapping("service", defaultValue: "a"),
          ColumnMapping(
            "started_at", defaultValue: "2026-03-05T14:02:00Z", format: DateFormat("rfc3339")),
          ColumnMapping("change_record", from: ["chg"]),
        ]))
    guard case .deploys(let records) = file.reading.records else { return }
    #expect(records.map(\.paperwork.changeRecord) == [.value("C1"), .none, .unknown])
  }

  @Test("A row set aside has the line on which its record begins")
  func lines() throws {
    #expect(
      try services("[\n {\"name\": \"a\"},\n\n {\"name\":\n \"\"}\n]")
        == ["a -", "x.json:4: column \"name\": empty, but required"])
  }

  @Test(
    "What is no JSON is refused with its line",
    arguments: [
      ("[{\"name\": \"a\"}", 1, "a comma or ] is missing"),
      ("{\"name\": \"a\"\n\"x\": 1}", 2, "a comma or } is missing after \"name\""),
      ("{\"name\": nan}", 1, "an unknown word"), ("{name: 1}", 1, "a name in quotes is missing"),
      ("{\"name\" 1}", 1, "a colon is missing after \"name\""),
      ("{\"name\": \"a", 1, "it ends in the middle of a text"),
      ("{\"name\": \"\\x\"}", 1, "an unknown escape in a text"),
      ("{\"name\": \"\\u00g0\"}", 1, "an escape in a text that is not four hexadecimal digits"),
      ("{\"name\": \"\\u+0e9\"}", 1, "an escape in a text that is not four hexadecimal digits"),
      ("{\"name\": \"a\nb\"}", 1, "a text that goes over the end of its line"),
      ("{\"name\": +-1}", 1, "something that is no value"),
      ("{\"name\":", 1, "it ends in the middle of a value"),
      (String(repeating: "[", count: 200), 1, "it is nested too deeply"),
      (
        "{\"\(String(repeating: "n", count: 60_000))\":\n["
          + String(repeating: "1,", count: 18_000) + "1]}", 2,
        "it has too many values inside long names"
      ),
    ])
  func broken(text: String, line: Int, reason: String) {
    let unusable = #expect(throws: Unusable.self) { try services(text) }
    #expect(unusable?.text == "x.json:\(line): is no JSON: \(reason). Export it again.")
  }

  @Test("JSON without records where they should lie is refused")
  func noRecords() {
    let unusable = #expect(throws: Unusable.self) {
      try services(#"{"a": 1}"#, records: ["data[]"])
    }
    #expect(
      unusable?.text == "x.json: holds no list of records at data[]. Say in the settings where "
        + "they lie: records = \"items[]\", say.")
    #expect(throws: Unusable.self) { try services("3") }
  }

  @Test("A small file that makes a table which no memory holds is refused")
  func tooWide() {
    let ids = (0..<5000).map { String($0) }
    let names = "[" + ids.map { "{\"\($0)\": 1}" }.joined(separator: ",") + "]"
    let around =
      "{" + ids.map { "\"\($0)\": 1," }.joined() + "\"data\": ["
      + ids.map { _ in "{}" }.joined(separator: ",") + "]}"
    for (text, records) in [(names, []), (around, ["data[]"])] {
      let unusable = #expect(throws: Unusable.self) { try services(text, records: records) }
      #expect(
        unusable?.text == "x.json: holds records with so many different names that they make a "
          + "table of more than 20 million cells. Say in the settings where the records lie, or "
          + "export fewer fields.")
    }
  }
}
