import Ingestion
import Vocabulary

/// Patterns of dates, which settings write, and what is read by them: the first line is the
/// pattern, each further one a time.
enum DatesTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 2)
    let zones = ["UTC", "America/New_York", "Australia/Lord_Howe", "+05:45", "Africa/Casablanca"]
    let zone = LocalZone(zones[parted.next() % zones.count])
    let order: RepeatedHour = parted.next() % 2 == 0 ? .refused : .firstThenSecond
    let lines = parted.text.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
    let format = DateFormat(String(decoding: lines[0], as: UTF8.self))
    let times = lines.count > 1 ? Array(lines[1]) : []
    let values = times.split(separator: 10).prefix(200).map { String(decoding: $0, as: UTF8.self) }
    _ = FileGlance.Look.areTimes(values)
    guard let format else { return }
    let mapping = FeedMapping(
      feed: .incidents, table: "feeds.input", zone: zone, repeatedHour: order,
      columns: [
        ColumnMapping("incident_id", from: ["when"]),
        ColumnMapping("started_at", from: ["when"], format: format),
      ])
    try ScratchFile.with(Array("when\n".utf8) + times) { (path) throws(Contradiction) in
      _ = try Outcome(path, .incidents, as: .mapped(mapping))
    }
  }
}
