import Datastore
import Glibc
import Ingestion
import Vocabulary

/// The changes that the gate was asked about, with what their verdict needs beside them.
struct AskedChanges {
  let changes: [Change]
  let register: [ServiceEntry]
  /// Rows of the files that cannot be used: nothing can be said of what they plan.
  let rejected: [RejectedRow]

  /// From the database, in the order asked.
  init(_ names: [String], in store: Store, path: String) throws {
    changes = try names.map { name in
      if let change = try store.change(ChangeID(name)) { return change }
      let known = Set(try store.changes().map(\.id.name)).sorted()
      throw AskedChanges.unknown(
        name, in: path, known: known,
        "Give changes that are not deployed yet with --file deploys.csv.")
    }
    register = try store.services()
    rejected = []
  }

  /// From files, by start; if names are given only those, in the order given. Feeds that the files
  /// lack come from the database, if there is one.
  init(_ names: [String], files: [String], database: String, settings: Settings) throws {
    var deploys: [DeployRecord] = []
    var services: [ServiceEntry]?
    var records: [ChangeRecord]?
    var rejected: [RejectedRow] = []
    let inputs = try settings.sources.inputs(at: files, dispensable: [.incidents, .orderMetrics])
    for input in inputs where ![.incidents, .orderMetrics, .calendar].contains(input.feed) {
      let reading = try FeedReader.read(input, as: settings.sources.form(of: input)) { _ in }
      rejected += reading.rejected
      switch reading.records {
      case .deploys(let rows): deploys += rows
      case .services(let entries): services = (services ?? []) + entries
      case .changeRecords(let rows): records = (records ?? []) + rows
      case .incidents, .calendar, .samples: break
      }
    }
    if services == nil || records == nil, access(database, F_OK) == 0 {
      let store = try Store(readingFrom: database)
      services = try services ?? store.services()
      records = try records ?? store.changeRecords()
    }
    let planned = Change.grouping(deploys.map(ChangeRegister(records ?? []).completing))
    guard !planned.isEmpty || !rejected.isEmpty else {
      throw ToolFailure(
        status: .inputMissing,
        message: "\(files.joined(separator: ", ")): no planned change. --file takes deploys.csv.")
    }
    changes =
      try names.isEmpty
      ? planned
      : names.map { name in
        if let change = planned.first(where: { $0.id.name == name }) { return change }
        throw AskedChanges.unknown(
          name, in: files.joined(separator: ", "), known: planned.map(\.id.name), "")
      }
    register = services ?? []
    self.rejected = rejected
  }

  private static func unknown(
    _ name: String, in place: String, known: [String], _ advice: String
  ) -> ToolFailure {
    let near = NearestWord.of(name, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
    return ToolFailure(
      status: .usage,
      message: "\(place): no change \"\(name)\".\(near)" + (advice.isEmpty ? "" : " \(advice)"))
  }
}
