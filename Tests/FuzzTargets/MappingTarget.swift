import Ingestion
import Vocabulary

/// Foreign files of rows, through mappings that together use all that a mapping can say.
enum MappingTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 3)
    let mapping = mapping(parted.next(), parted.next(), parted.next())
    try ScratchFile.with(parted.text) { (path) throws(Contradiction) in
      let outcome = try Outcome(path, mapping.feed, as: .mapped(mapping))
      let again = try Outcome(path, mapping.feed, as: .mapped(mapping), strictCSV: true)
      try RecordsTarget.agree(outcome, again)
      let glance = try glance(path, isJSON: false)
      guard let look = glance?.look(records: []) else { return }
      try Contradiction.unless(
        look.rows.allSatisfy { $0.count == look.headings.count }, "a row wider than the headings")
      for (position, heading) in look.headings.enumerated() {
        _ = look.position(of: heading)
        _ = FileGlance.Look.areTimes(look.values(at: position))
      }
    }
  }

  /// A first look, as `faultline init` takes it; `nil` if the file cannot be used.
  static func glance(_ path: String, isJSON: Bool) throws(Contradiction) -> FileGlance? {
    do {
      return try FileGlance(path: path, isJSON: isJSON)
    } catch is InputProblem {
      return nil
    } catch {
      throw Contradiction("an error that is no problem of the input: \(error)")
    }
  }

  private static func mapping(_ form: Int, _ encoding: Int, _ dates: Int) -> FeedMapping {
    let encodings = TextEncoding.allCases
    let zones = [LocalZone("America/New_York"), nil, LocalZone("+01:00"), LocalZone("UTC")]
    let dialects = [
      CSVDialect.commas, CSVDialect(delimiter: UInt8(ascii: ";")),
      CSVDialect(delimiter: 9, hasQuotes: false),
    ]
    let order: RepeatedHour = dates & 4 == 0 ? .refused : .firstThenSecond
    let format = formats[dates / 8 % formats.count]
    let columns = [changes, merges, incidents, metrics][form % 4](format)
    return FeedMapping(
      feed: [.deploys, .deploys, .incidents, .orderMetrics][form % 4], table: "feeds.input",
      layout: .rows(dialects[form / 4 % dialects.count]),
      encoding: encodings[encoding % encodings.count], zone: zones[dates % 4], repeatedHour: order,
      columns: columns,
      skip: [
        SkipRule(column: "State", condition: .isOne(["New", "-5"]), isOptional: true),
        SkipRule(column: "no", condition: .matches("(?i)^(dev|test)"), isOptional: true),
      ])
  }

  /// Found in the file, and then each kind of format by name.
  private static let formats: [DateFormat?] = [
    nil, nil, nil, DateFormat("d/M/yyyy H:mm"), DateFormat("rfc3339"), DateFormat("epoch-ms"),
    DateFormat("d/MMM/yy h:mm a"), DateFormat("EEE MMM d HH:mm:ss yyyy XXX"),
  ]

  /// As the list view of ServiceNow is read.
  private static func changes(_ format: DateFormat?) -> [ColumnMapping] {
    [
      ColumnMapping("deploy_id", from: ["Number", "no"], isRequired: true),
      ColumnMapping("service", from: ["Configuration item", "system"], aliases: ["a": "b"]),
      ColumnMapping("started_at", from: ["work_start", "when"], format: format),
      ColumnMapping("approved_at", from: ["approved"], format: format),
      ColumnMapping("approved_by", from: ["Approval"], values: ["Approved": "yes", "*": ""]),
      ColumnMapping("emergency", from: ["Type"], values: ["Emergency": "true", "*": "unknown"]),
    ]
  }

  /// As a log of commits is, with columns made of several.
  private static func merges(_ format: DateFormat?) -> [ColumnMapping] {
    [
      ColumnMapping("deploy_id", from: ["no", "system"], join: "-"),
      ColumnMapping("service", from: ["system"], match: "^([a-z]+)/", defaultValue: "cart"),
      ColumnMapping("started_at", from: ["when"], format: format),
      ColumnMapping("lines_changed", from: ["x[*]"], split: ", ", isCount: true),
      ColumnMapping("reviewers", from: ["x[2]", "x[1]"], split: "é"),
      ColumnMapping("summary", from: ["message"]),
    ]
  }

  private static func incidents(_ format: DateFormat?) -> [ColumnMapping] {
    [
      ColumnMapping("incident_id", from: ["Issue key", "no"]),
      ColumnMapping("started_at", from: ["Created", "when"], format: format),
      ColumnMapping("resolved_at", from: ["Resolved"], format: format, zone: LocalZone("-08:00")),
      ColumnMapping("severity", from: ["Priority"], match: "P[0-9]"),
      ColumnMapping("services", from: ["Components[*]"], split: ";", aliases: ["a": "b"]),
      ColumnMapping("lost_orders", from: ["x"]),
    ]
  }

  private static func metrics(_ format: DateFormat?) -> [ColumnMapping] {
    [
      ColumnMapping("timestamp", from: ["when"], format: format),
      ColumnMapping("marketplace", from: ["system"], defaultValue: "US"),
      ColumnMapping("orders", from: ["no"]), ColumnMapping("latency_ms", from: ["x"]),
    ]
  }
}
