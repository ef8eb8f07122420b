import Ingestion
import Testing
import Vocabulary

/// One row in one file, and the one message it is set aside with.
struct BadRow: Sendable, CustomTestStringConvertible {
  let file: String
  let header: String
  let row: String
  let message: String

  init(_ file: String, _ header: String, _ row: String, _ message: String) {
    (self.file, self.header, self.row, self.message) = (file, header, row, message)
  }

  var testDescription: String { row }
}

private let time = "not a time like 2026-03-05T14:02:00Z"
private let noOffset =
  "has no offset; add Z or an offset such as +01:00, or name a zone for this file in the settings"
private let ok = "2026-03-05T14:02:00Z"

private let shortened =
  "a long number that a spreadsheet shortened, so that its last digits are lost; export the column "
  + "as text"

private func metric(_ row: String, _ message: String) -> BadRow {
  BadRow(
    "order_metrics.csv", "timestamp,marketplace,orders,service,errors,latency_ms", row,
    "order_metrics.csv:2: \(message)")
}

private func stamp(_ text: String, _ reason: String) -> BadRow {
  BadRow(
    "order_metrics.csv", "timestamp,marketplace,orders", "\(text),US,1",
    "order_metrics.csv:2: column \"timestamp\" value \"\(text)\": \(reason)")
}

private func deploy(_ column: String, _ value: String, _ reason: String) -> BadRow {
  BadRow(
    "deploys.csv", "deploy_id,service,started_at,\(column)", "D-1,cart,\(ok),\(value)",
    "deploys.csv:2: column \"\(column)\" value \"\(value)\": \(reason)")
}

private func incident(_ column: String, _ value: String, _ reason: String) -> BadRow {
  BadRow(
    "incidents.csv", "incident_id,started_at,\(column)", "I-1,\(ok),\(value)",
    "incidents.csv:2: column \"\(column)\" value \"\(value)\": \(reason)")
}

@Suite("Rows that cannot be used")
struct RowsSetAsideTests {
  static let numbers: [BadRow] = [
    metric("\(ok),US,\"12,5\",,,", "column \"orders\" value \"12,5\": not a whole number"),
    metric("\(ok),US,12.5,,,", "column \"orders\" value \"12.5\": not a whole number"),
    metric("\(ok),US,1e3,,,", "column \"orders\" value \"1e3\": not a whole number"),
    metric("\(ok),US,+7,,,", "column \"orders\" value \"+7\": not a whole number"),
    metric("\(ok),US,0x1F,,,", "column \"orders\" value \"0x1F\": not a whole number"),
    metric("\(ok),US,1 000,,,", "column \"orders\" value \"1 000\": not a whole number"),
    metric("\(ok),US,NaN,,,", "column \"orders\" value \"NaN\": not a whole number"),
    metric("\(ok),US,-,,,", "column \"orders\" value \"-\": not a whole number"),
    metric("\(ok),US,١٢,,,", "column \"orders\" value \"١٢\": not a whole number"),
    metric(
      "\(ok),US,-1,,,",
      "column \"orders\" value \"-1\": negative, but a number of things is 0 or more"),
    metric(
      "\(ok),US,2147483648,,,", "column \"orders\" value \"2147483648\": larger than 2147483647"),
    metric(
      "\(ok),US,99999999999999999999999,,,",
      "column \"orders\" value \"99999999999999999999999\": larger than 2147483647"),
    metric("\(ok),US,,,,", "column \"orders\": empty, but required"),
    metric("\(ok),US,\"  \",,,", "column \"orders\": empty, but required"),
    metric("\(ok),,5,,,", "column \"marketplace\": empty, but required"),
    metric(",US,5,,,", "column \"timestamp\": empty, but required"),
    metric("\(ok),US,5,,x,", "column \"errors\" value \"x\": not a whole number"),
    metric(
      "\(ok),US,5,,-2,",
      "column \"errors\" value \"-2\": negative, but a number of things is 0 or more"),
    metric("\(ok),US,5,,,fast", "column \"latency_ms\" value \"fast\": not a number"),
    metric("\(ok),US,5,,,nan", "column \"latency_ms\" value \"nan\": not a number"),
    metric("\(ok),US,5,,,1e400", "column \"latency_ms\" value \"1e400\": not a number"),
    metric(
      "\(ok),US,5,,,-1.5",
      "column \"latency_ms\" value \"-1.5\": negative, but a number of things is 0 or more"),
    metric("\(ok),US,5,,", "has 5 cells where the header has 6"),
    metric("\(ok),US,5,,,,", "has 7 cells where the header has 6"),
    metric("\(ok)", "has 1 cells where the header has 6"),
    metric(
      "\(ok),U\"S,5,,,",
      "a quote stands alone in a cell; put the cell in quotes and double the quote in it"),
    metric(
      "\(ok),\"U\"S,5,,,",
      "a quote stands alone in a cell; put the cell in quotes and double the quote in it"),
  ]

  static let times: [BadRow] = [
    stamp("2026-03-05T14:02:00", noOffset),
    stamp("2026-03-05 14:02:00", noOffset),
    stamp("2026-02-30T00:00:00Z", "no such date or time of day"),
    stamp("2025-02-29T00:00:00Z", "no such date or time of day"),
    stamp("2100-02-29T00:00:00Z", "no such date or time of day"),
    stamp("2026-13-01T00:00:00Z", "no such date or time of day"),
    stamp("2026-00-10T00:00:00Z", "no such date or time of day"),
    stamp("2026-04-31T00:00:00Z", "no such date or time of day"),
    stamp("2026-03-00T00:00:00Z", "no such date or time of day"),
    stamp("2026-03-05T24:00:00Z", "no such date or time of day"),
    stamp("2026-03-05T14:60:00Z", "no such date or time of day"),
    stamp("2026-03-05T14:02:61Z", "no such date or time of day"),
    stamp("2016-12-31T23:59:60Z", "a leap second; write 59 or the next minute"),
    stamp(
      "2026-03-05T14:02:00.5Z", "has a fraction of a second; times are to the second"),
    stamp("2026-03-05T14:02:00.Z", time),
    stamp("2026-03-05T14:02Z", time),
    stamp("2026-03-05", time),
    stamp("05/03/2026 14:02:00", time),
    stamp("2026-3-5T14:02:00Z", time),
    stamp("2026-03-05T14:02:00+0100", time),
    stamp("2026-03-05T14:02:00+01", time),
    stamp("2026-03-05T14:02:00+24:00", time),
    stamp("2026-03-05T14:02:00+01:60", time),
    stamp("2026-03-05T14:02:00ZZ", time),
    stamp("2026-03-05T14:02:00 UTC", time),
    stamp("1772719320", time),
    stamp("1989-12-31T23:59:59Z", "a year outside 1990 to 2100"),
    stamp("2101-01-01T00:00:00Z", "a year outside 1990 to 2100"),
  ]

  static let words: [BadRow] = [
    deploy("status", "done", "not one of succeeded, failed, in_progress, rolled_back"),
    deploy(
      "change_type", "hotfix",
      "not one of code, config, flag, schema, infrastructure, data, other"),
    deploy("standards_check", "ok", "not one of passed, failed, missing"),
    deploy("reliability_tests", "skipped", "not one of passed, failed, missing"),
    deploy(
      "ai_assisted", "maybe", "not one of true, false, authored, assisted, advised, none"),
    deploy("emergency", "si", "not one of true, false, yes, no, 1, 0"),
    deploy("lines_changed", "many", "not a whole number"),
    deploy("finished_at", "2026-03-05T14:01:59Z", "before started_at (2026-03-05T14:02:00Z)"),
    deploy("rolled_back_at", "2026-03-05T14:01:59Z", "before started_at (2026-03-05T14:02:00Z)"),
    deploy("approved_at", "yesterday", time),
    incident(
      "resolved_at", "2026-03-05T15:01:59+01:00", "before started_at (2026-03-05T14:02:00Z)"),
    incident("mitigated_at", "2026-03-05T14:01:59Z", "before started_at (2026-03-05T14:02:00Z)"),
    incident("lost_orders", "about 50", "not a whole number"),
    incident("website_errors", "-3", "negative, but a number of things is 0 or more"),
    incident("detected_at", "14:05", time),
    BadRow(
      "calendar.csv", "starts_at,ends_at,kind", "\(ok),\(ok),birthday",
      "calendar.csv:2: column \"kind\" value \"birthday\": "
        + "not one of holiday, promotion, maintenance, external"),
    BadRow(
      "calendar.csv", "starts_at,ends_at", "\(ok),2026-03-05T14:01:00Z",
      "calendar.csv:2: column \"ends_at\" value \"2026-03-05T14:01:00Z\": "
        + "before starts_at (2026-03-05T14:02:00Z)"),
    BadRow(
      "services.csv", "service,tier", "cart,one",
      "services.csv:2: column \"tier\" value \"one\": not a whole number"),
    BadRow(
      "services.csv", "service,tier", " ,1",
      "services.csv:2: column \"service\": empty, but required"),
    deploy("change_record", "1.2E+11", shortened),
    deploy("change_id", "12E+5", shortened),
    incident("cause_change_id", "7.25E+14", shortened),
    BadRow(
      "change_records.csv", "change_record,planned_start_at", ",\(ok)",
      "change_records.csv:2: column \"change_record\": empty, but required"),
    BadRow(
      "change_records.csv", "change_record,planned_start_at,planned_end_at",
      "CHG1,\(ok),2026-03-05T14:01:00Z",
      "change_records.csv:2: column \"planned_end_at\" value \"2026-03-05T14:01:00Z\": "
        + "before planned_start_at (2026-03-05T14:02:00Z)"),
    BadRow(
      "change_records.csv", "change_record,emergency", "CHG1,perhaps",
      "change_records.csv:2: column \"emergency\" value \"perhaps\": "
        + "not one of true, false, yes, no, 1, 0"),
    BadRow(
      "deploys.csv", "deploy_id,service,started_at", ",,",
      "deploys.csv:2: column \"deploy_id\": empty, but required; "
        + "also column \"service\": empty, but required; "
        + "also column \"started_at\": empty, but required"),
    BadRow(
      "incidents.csv", "incident_id,started_at", ",soon",
      "incidents.csv:2: column \"incident_id\": empty, but required; "
        + "also column \"started_at\" value \"soon\": \(time)"),
    BadRow(
      "order_metrics.csv", "timestamp,marketplace,orders", "now,US,few",
      "order_metrics.csv:2: column \"timestamp\" value \"now\": \(time); "
        + "also column \"orders\" value \"few\": not a whole number"),
  ]

  @Test(
    "A bad row is set aside with its place, column, value and reason, and its neighbours stay",
    arguments: numbers + times + words)
  func setsAside(_ bad: BadRow) throws {
    let good = RowsSetAsideTests.goodRow(bad)
    let file = try ReadFile(bad.file, "\(bad.header)\n\(bad.row)\n\(good)\n")
    #expect(file.messages == [bad.message])
    #expect(file.reading.rowsRead == 2)
    #expect(file.reading.rowsUsable == 1)
  }

  /// A usable row with as many cells as the header.
  private static func goodRow(_ bad: BadRow) -> String {
    let count = bad.header.split(separator: ",").count
    let start =
      switch bad.file {
      case "order_metrics.csv": ["2026-03-06T00:00:00Z", "DE", "3"]
      case "deploys.csv": ["D-2", "cart", "2026-03-06T00:00:00Z"]
      case "incidents.csv": ["I-2", "2026-03-06T00:00:00Z"]
      case "services.csv": ["search"]
      case "change_records.csv": ["CHG2"]
      default: ["2026-03-06T00:00:00Z", "2026-03-07T00:00:00Z"]
      }
    return (start + Array(repeating: "", count: count - start.count)).joined(separator: ",")
  }

  @Test("The cells of a row set aside are kept as they were")
  func keepsCells() throws {
    let file = try ReadFile(
      "order_metrics.csv", "timestamp,marketplace,orders,note\n\(ok),US,\"1,5\",\"a \"\"b\"\"\"\n")
    #expect(file.reading.rejected.first?.cells == [ok, "US", "1,5", "a \"b\""])
  }

  @Test("Bytes that are not UTF-8 spoil their row only")
  func notUTF8() throws {
    var bytes = Array("timestamp,marketplace,orders\n\(ok),".utf8)
    bytes += [0x4d, 0xfc] + Array(",5\n\(ok),DE,6\n".utf8)
    let file = try ReadFile("order_metrics.csv", bytes)
    #expect(
      file.messages == [
        "order_metrics.csv:2: column \"marketplace\" value \"M\u{fffd}\": not valid UTF-8"
      ])
    #expect(file.samples == ["DE \(ok) 6 -1"])
  }

  @Test("A record without quotes that goes on and on is set aside, and memory stays small")
  func longLine() throws {
    let long = String(repeating: "x,", count: 3_000_000)
    let file = try ReadFile(
      "order_metrics.csv", "timestamp,marketplace,orders\n\(ok),US,\(long)\n\(ok),DE,6\n")
    #expect(file.messages == ["order_metrics.csv:2: longer than 1048576 bytes"])
    #expect(file.samples == ["DE \(ok) 6 -1"])
  }

  @Test("A value is shown on one line, whatever it holds")
  func oneLine() throws {
    let file = try ReadFile(
      "order_metrics.csv", "timestamp,marketplace,orders\n\(ok),US,\"a\nb\u{202e}\"\n")
    #expect(
      file.messages == [
        #"order_metrics.csv:2: column "orders" value "a\nb\u{202e}": not a whole number"#
      ])
  }
}
