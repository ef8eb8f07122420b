import ArgumentParser
import Datastore
import Reporting

struct Export: AsyncParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case drops, links, changes, controls
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, json
  }

  static let configuration = CommandConfiguration(
    abstract: "Tables of what nightly runs recorded, for other tools.")

  @Argument(help: "What to export.")
  var subject: Subject

  @Option(help: "The format.")
  var format = Format.csv

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let stored = try Store(readingFrom: common.db).export(
        Datastore.ExportTable.Subject(rawValue: subject.rawValue) ?? .drops)
      let table = Reporting.ExportTable(
        columns: stored.columns,
        rows: stored.rows.map { row in row.map(Reporting.ExportTable.Cell.init) })
      Diagnostics.result(format == .csv && !common.json ? table.csv : table.json)
      return .done
    }
  }
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
