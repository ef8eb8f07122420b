import ArgumentParser
import Datastore
import Detection
import Ingestion
import Reporting
import Vocabulary

struct Detect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "A filter: sorted series rows on stdin, drops on stdout.",
    discussion: "Rows are CSV with the columns timestamp, marketplace, service, orders and, if "
      + "known, errors, sorted by marketplace, service and time; another order ends with 65. The "
      + "rows of one run are judged together, so that one event in several marketplaces is one "
      + "drop. Neither the database nor any file is touched. See docs/detect.md.")

  @Option(help: "Known events (CSV with the columns of calendar.csv).")
  var calendar: String?

  @Option(help: "Drops that overlap the time from here on (RFC 3339, or a date).")
  var since: Moment?

  @Option(help: "End of the window; orders after it are not looked at.")
  var until: Moment?

  @Flag(
    name: .customLong("per-series"),
    help: "Judge each series alone as soon as it ends: one series in memory, and a drop for each.")
  var perSeries = false

  @Flag(help: "Rows come as frames of fixed length (docs/detect.md), not as text.")
  var binary = false

  @Flag(
    name: .customLong("no-header"),
    help: "Neither rows nor drops have a header: the columns stand in the order named above.")
  var noHeader = false

  @Flag(help: "Cells of rows are separated by tabs and never stand in quotes.")
  var tabs = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if binary, tabs { throw ValidationError("--tabs is for text, not for --binary.") }
    if let since, let until, until.timestamp < since.timestamp {
      throw ValidationError("--since is after --until.")
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      Memory.keepWeeks()
      let settings = try Settings(path: common.config)
      let events = try calendar.map { try CalendarFile.events($0, settings) } ?? []
      let partition = Partition(
        settings: settings.detection, calendar: events, since: since?.timestamp,
        until: until?.timestamp)
      let table = DropTable(common.json ? .jsonLines : .csv(hasHeader: !noHeader))
      var stream = try SeriesStream(
        standardInputAs: binary ? .frames : .text(hasHeader: !noHeader, hasTabs: tabs))
      try Diagnostics.deliver(table.head)
      var found = Partition.Tally()
      if perSeries {
        while let batch = try stream.next() {
          let reading = SeriesReading(assembling: batch)
          let drops = await partition.drops(reading.series)
          found.add(reading, drops: drops.count)
          try Diagnostics.deliver(table.lines(drops))
        }
      } else {
        var series: [Series] = []
        while let batch = try stream.next() {
          let reading = SeriesReading(assembling: batch)
          series += reading.series
          found.add(reading, drops: 0)
        }
        let drops = await partition.drops(series)
        found.drops = drops.count
        try Diagnostics.deliver(table.lines(drops))
      }
      return report(stream.count, found, settings: settings)
    }
  }

  /// Says what became of the rows, so that an engine can compare them with those it sent.
  private func report(
    _ count: StreamCount, _ found: Partition.Tally, settings: Settings
  ) -> ExitStatus {
    for words in count.firstSetAside { common.say(words) }
    if count.rowsSetAside > count.firstSetAside.count {
      common.say("\(count.rowsSetAside) rows were set aside in all.")
    }
    if found.unplaced > 0 {
      common.say(
        "\(found.unplaced) rows fit into no step of their series and were not looked at.")
    }
    if common.verbose {
      common.say(
        "rows_read=\(count.rowsRead) rows_counted=\(count.rowsCounted) "
          + "rows_repeated=\(count.rowsRepeated) rows_set_aside=\(count.rowsSetAside) "
          + "rows_without_step=\(found.unplaced) series=\(count.series) drops=\(found.drops)")
    }
    let isTooMuch = settings.hasTooManySetAside(count.rowsSetAside, of: count.rowsRead)
    return isTooMuch ? .incomplete : .done
  }
}
