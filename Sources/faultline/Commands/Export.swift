import ArgumentParser
import Datastore
import Reporting
import Vocabulary

struct Export: AsyncParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case drops, links, changes, controls, samples
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, json
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Tables of what nightly runs recorded, or the orders loaded, for other tools.")

  @Argument(help: "What to export.")
  var subject: Subject

  @Option(help: "The format.")
  var format = Format.csv

  @Option(help: "Of samples: those of this marketplace only.")
  var marketplace: String?

  @Option(help: "Of samples: those of this service only.")
  var service: String?

  @Option(help: "Of samples: those from this moment on.")
  var since: Moment?

  @Option(help: "Of samples: those before this moment.")
  var until: Moment?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let narrows = marketplace != nil || service != nil || since != nil || until != nil
    if narrows, subject != .samples {
      throw ValidationError(
        "--marketplace, --service, --since and --until are for \"export samples\".")
    }
    if let since, let until, until.timestamp < since.timestamp {
      throw ValidationError("--since is after --until.")
    }
  }

  func run() async throws {
    try await exiting(common.color) {
      let store = try Store(readingFrom: common.db)
      let isCSV = format == .csv && !common.json
      guard let table = Datastore.ExportTable.Subject(rawValue: subject.rawValue) else {
        try exportSamples(store, isCSV ? .csv : .json)
        return .done
      }
      let stored = try store.export(table)
      let text = Reporting.ExportTable(
        columns: stored.columns,
        rows: stored.rows.map { row in row.map(Reporting.ExportTable.Cell.init) })
      try Diagnostics.result(isCSV ? text.csv : text.json)
      return .done
    }
  }

  /// Page by page, so that it makes no difference how many there are.
  private func exportSamples(_ store: Store, _ form: SampleText.Form) throws {
    let window = TimeWindow(
      start: since?.timestamp ?? .earliest, end: until?.timestamp ?? .latest)
    var text = SampleText(form)
    try Diagnostics.result(text.head)
    try store.forEachPage(
      marketplace: marketplace.map(Marketplace.init), service: service.map(Service.init), in: window
    ) { batch in
      try Diagnostics.result(text.lines(batch), endsLine: false)
    }
    try Diagnostics.result(text.tail, endsLine: false)
  }
}

extension Timestamp {
  /// Before and after every moment that is believed.
  fileprivate static let earliest = Timestamp(Civil(year: 1, month: 1, day: 1))
  fileprivate static let latest = Timestamp(Civil(year: 9999, month: 1, day: 1))
}

extension Reporting.ExportTable.Cell {
  fileprivate init(_ value: Datastore.ExportTable.Value) {
    switch value {
    case .none: self = .unknown
    case .whole(let number): self = .integer(Int(number))
    case .number(let number): self = .number(number, decimals: 6)
    case .text(let text): self = .text(text)
    }
  }
}
