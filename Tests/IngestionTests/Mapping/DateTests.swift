import Testing
import Vocabulary

@testable import Ingestion

private func moment(_ text: String, _ format: String) -> DateReading? {
  let bytes = Array(text.utf8)
  return DateFormat(format)?.read(bytes.span)
}

private func utc(_ text: String) -> Int64 {
  Timestamp(rfc3339: text)?.secondsSinceEpoch ?? -1
}

/// A log of times as they stand in one column.
private func starts(
  _ values: [String], format: String? = nil, zone: String? = nil,
  order: RepeatedHour = .refused
) throws -> ReadFile {
  let mapping = FeedMapping(
    feed: .deploys, table: "feeds.deploys", zone: zone.flatMap { LocalZone($0) },
    repeatedHour: order,
    columns: [
      ColumnMapping("deploy_id", from: ["no"]), ColumnMapping("service", defaultValue: "cart"),
      ColumnMapping("started_at", from: ["when"], format: format.flatMap { DateFormat($0) }),
    ])
  let rows = values.enumerated().map { "\($0),\"\($1)\"\n" }.joined()
  return try ReadFile("x.csv", "no,when\n" + rows, mapping: mapping)
}

extension ReadFile {
  fileprivate var starts: [String] {
    guard case .deploys(let records) = reading.records else { return [] }
    return records.map(\.deployment.startedAt.description)
  }
}

@Suite("Dates of foreign exports")
struct DateTests {
  @Test(
    "Each way of writing a moment is read as it is meant",
    arguments: [
      ("2026-03-05T14:02:00+01:00", "rfc3339", "2026-03-05T13:02:00Z"),
      ("2026-03-05T14:02:00.987Z", "rfc3339", "2026-03-05T14:02:00Z"),
      ("2026-03-05T14:02:00.000+0100", "yyyy-MM-dd'T'HH:mm:ss.SXXX", "2026-03-05T13:02:00Z"),
      ("2026-03-05 14:02:00 -0800", "yyyy-MM-dd HH:mm:ss XXX", "2026-03-05T22:02:00Z"),
      ("2026-03-05 14:02:00 UTC", "yyyy-MM-dd HH:mm:ss XXX", "2026-03-05T14:02:00Z"),
      ("1772719320", "epoch-s", "2026-03-05T14:02:00Z"),
      ("1772719320999", "epoch-ms", "2026-03-05T14:02:00Z"),
      ("1772719320123456789", "epoch-ns", "2026-03-05T14:02:00Z"),
      ("Thu Mar 5 14:02:00 2026 +0100", "EEE MMM d HH:mm:ss yyyy XXX", "2026-03-05T13:02:00Z"),
    ])
  func moments(text: String, format: String, expected: String) {
    #expect(moment(text, format) == .moment(utc(expected)))
  }

  @Test(
    "Times without an offset are a clock's",
    arguments: [
      ("09/Oct/25 1:42 PM", "d/MMM/yy h:mm a", "2025-10-09T13:42:00Z"),
      ("12/31/2025 12:00:01 AM", "M/d/yyyy h:mm:ss a", "2025-12-31T00:00:01Z"),
      ("12/31/2025 12:00 PM", "M/d/yyyy h:mm a", "2025-12-31T12:00:00Z"),
      ("3/4/2026 8:30\u{202f}AM", "M/d/yyyy h:mm a", "2026-03-04T08:30:00Z"),
      ("05.03.2026 14:02", "d.M.yyyy H:mm", "2026-03-05T14:02:00Z"),
      ("March 5, 2026 2:02 pm", "MMM d, yyyy h:mm a", "2026-03-05T14:02:00Z"),
      ("2026-03-05 14:02:00", "rfc3339", "2026-03-05T14:02:00Z"),
      ("2026-03-05", "yyyy-MM-dd", "2026-03-05T00:00:00Z"),
    ])
  func clocks(text: String, format: String, expected: String) {
    #expect(moment(text, format) == .local(utc(expected)))
  }

  @Test(
    "What is not written so is not read",
    arguments: [
      ("31/02/2026 10:00", "d/M/yyyy H:mm"), ("3/4/2026 13:00 PM", "M/d/yyyy h:mm a"),
      ("3/4/2026 0:10 AM", "M/d/yyyy h:mm a"), ("3/4/2026", "M/d/yyyy H:mm"),
      ("3/4/2026 10:00 x", "M/d/yyyy H:mm"), ("3/4/26 10:00", "M/d/yyyy H:mm"),
      ("2026-03-05T24:00:00Z", "rfc3339"), ("17727193", "epoch-ms"), ("-1", "epoch-s"),
      ("99999999999999999999", "epoch-ns"), ("", "rfc3339"),
    ])
  func refused(text: String, format: String) {
    #expect(moment(text, format) == nil)
  }

  @Test(
    "A pattern needs a year, a month, a day and letters that mean something",
    arguments: ["", "HH:mm", "yyyy", "yyyy-MM", "yyyy-MM-dd QQ", "yyyy-MM-dd 'T", "dd.MM"])
  func noPattern(text: String) {
    #expect(DateFormat(text) == nil)
  }

  @Test("One format that fits every row is used and said")
  func oneFits() throws {
    let file = try starts(["03/04/2026 10:00", "", "03/14/2026 10:00"], zone: "UTC")
    #expect(file.messages == ["x.csv:3: column \"when\": empty, but required"])
    #expect(file.starts == ["2026-03-04T10:00:00Z", "2026-03-14T10:00:00Z"])
    #expect(
      file.reading.findings == [
        "column \"when\" is read as M/d/yyyy H:mm, which fits all 2 values"
      ])
  }

  @Test("Formats that read a file alike are one")
  func alike() throws {
    #expect(
      try starts(["2026-03-05 14:02:00", "2026-03-06 14:02:00"], zone: "UTC").starts
        == ["2026-03-05T14:02:00Z", "2026-03-06T14:02:00Z"])
    #expect(try starts(["04/04/2026 10:00"], zone: "UTC").starts == ["2026-04-04T10:00:00Z"])
  }

  @Test("Two formats that fit and differ are refused, with a row and both readings")
  func doubt() throws {
    let unusable = #expect(throws: Unusable.self) {
      try starts(["04/04/2026 10:00", "03/04/2026 10:00", "05/04/2026 10:00"], zone: "UTC")
    }
    #expect(
      unusable?.text == "x.csv:3: column \"when\" value \"03/04/2026 10:00\" could be 3 April or "
        + "4 March. No row in this file settles it. Set format in the settings: "
        + "[feeds.deploys.columns] started_at = { from = \"when\", format = \"d/M/yyyy H:mm\" } "
        + "or \"M/d/yyyy H:mm\".")
    #expect(
      try starts(["03/04/2026 10:00"], format: "d/M/yyyy H:mm", zone: "UTC").starts
        == ["2026-04-03T10:00:00Z"])
  }

  @Test("A file that no format fits is refused with the row that breaks it")
  func noFit() throws {
    let unusable = #expect(throws: Unusable.self) {
      try starts(["13/04/2026 10:00", "14/04/2026 10:00", "04/15/2026 10:00"], zone: "UTC")
    }
    #expect(
      unusable?.text == "x.csv:4: column \"when\" value \"04/15/2026 10:00\": not written as "
        + "d/M/yyyy H:mm, which fits the 2 rows before it, and no other format fits all rows. "
        + "Set the format in the settings; then the rows that differ are set aside.")
    let nothing = #expect(throws: Unusable.self) { try starts(["soon"], zone: "UTC") }
    #expect(
      nothing?.text == "x.csv:2: column \"when\" value \"soon\": no known way of writing a time. "
        + "Set its format in the settings.")
  }

  @Test("Times without an offset need a zone, found or set")
  func zoneMissing() throws {
    for format in [nil, "d/M/yyyy H:mm"] {
      let unusable = #expect(throws: Unusable.self) {
        try starts(["13/04/2026 10:00"], format: format)
      }
      #expect(
        unusable?.text == "x.csv: column \"when\" has times without an offset. Say in the settings "
          + "where they were written: [feeds.deploys] timezone = \"Europe/Berlin\", say, or "
          + "\"UTC\".")
    }
    let file = try starts(["2026-03-05T14:02:00Z", "2026-03-05T14:02:00"], format: "rfc3339")
    #expect(
      file.messages == [
        "x.csv:3: column \"when\" value \"2026-03-05T14:02:00\": has no offset; name the timezone "
          + "of this feed in the settings"
      ])
  }

  @Test("Summer time is kept as the zone had it")
  func summerTime() throws {
    let file = try starts(
      ["2026-01-15 12:00:00", "2026-07-15 12:00:00", "2026-07-15 12:00:00+00:00"],
      zone: "America/New_York")
    #expect(
      file.starts == ["2026-01-15T17:00:00Z", "2026-07-15T16:00:00Z", "2026-07-15T12:00:00Z"])
  }

  @Test("Times that happen twice or never are set aside, and the minutes around them are not")
  func foldAndGap() throws {
    let file = try starts(
      [
        "2025-11-02 00:59", "2025-11-02 01:00", "2025-11-02 01:59", "2025-11-02 02:00",
        "2026-03-08 01:59", "2026-03-08 02:00", "2026-03-08 02:59", "2026-03-08 03:00",
      ], zone: "America/New_York")
    #expect(
      file.starts == [
        "2025-11-02T04:59:00Z", "2025-11-02T07:00:00Z", "2026-03-08T06:59:00Z",
        "2026-03-08T07:00:00Z",
      ])
    #expect(
      file.messages == [
        "x.csv:3: column \"when\" value \"2025-11-02 01:00\": happens twice in America/New_York "
          + "that night; it needs an offset, or say order = \"first-then-second\" for this feed",
        "x.csv:4: column \"when\" value \"2025-11-02 01:59\": happens twice in America/New_York "
          + "that night; it needs an offset, or say order = \"first-then-second\" for this feed",
        "x.csv:7: column \"when\" value \"2026-03-08 02:00\": never happened in America/New_York: "
          + "clocks skip that hour that night",
        "x.csv:8: column \"when\" value \"2026-03-08 02:59\": never happened in America/New_York: "
          + "clocks skip that hour that night",
      ])
  }

  @Test("In order, the repeated hour's first pass comes before its second, series by series")
  func inOrder() throws {
    let night = [
      "2025-11-02 00:30", "2025-11-02 01:00", "2025-11-02 01:00", "2025-11-02 01:30",
      "2025-11-02 01:00", "2025-11-02 01:30", "2025-11-02 02:00",
    ]
    let file = try starts(night + night, zone: "America/New_York", order: .firstThenSecond)
    let expected = [
      "2025-11-02T04:30:00Z", "2025-11-02T05:00:00Z", "2025-11-02T05:00:00Z",
      "2025-11-02T05:30:00Z", "2025-11-02T06:00:00Z", "2025-11-02T06:30:00Z",
      "2025-11-02T07:00:00Z",
    ]
    #expect(file.starts == expected + expected)
    #expect(file.messages == [])
  }

  @Test("A third pass through the hour is refused: the rows are not in order")
  func thirdPass() throws {
    let file = try starts(
      ["2025-11-02 01:30", "2025-11-02 01:10", "2025-11-02 01:05"], zone: "America/New_York",
      order: .firstThenSecond)
    #expect(file.starts == ["2025-11-02T05:30:00Z", "2025-11-02T06:10:00Z"])
    #expect(file.messages.count == 1)
  }

  @Test(
    "Zones are UTC, an offset or an IANA name, and nothing that only looks like one",
    arguments: [
      ("UTC", "UTC"), ("+01:00", "+01:00"), ("-09:30", "-09:30"),
      ("America/New_York", "America/New_York"), ("Mars", nil), ("EST", nil),
      ("America/Springfield", nil), ("", nil), ("+1", nil),
    ])
  func zoneNames(text: String, name: String?) {
    #expect(LocalZone(text)?.name == name)
  }
}
