@testable import Datastore
import TestSupport
import Vocabulary

/// A database path in a folder of its own, removed with it.
final class TemporaryDatabase {
  private let place: TemporaryFolder
  var folder: String { place.path }
  var path: String { folder + "/test.sqlite" }

  init() throws { place = try TemporaryFolder() }

  /// A store whose file is there, has tables, and is open.
  func store() throws -> Store {
    let store = try Store(path: path)
    try store.write { _ in }
    try store.read { _ in }
    return store
  }
}

/// 2026-03-05T00:00:00Z
let midnight = Timestamp(secondsSinceEpoch: 1_772_668_800)

/// One sample as a test writes it.
struct TestSample: Hashable {
  var marketplace = "US"
  var service: String?
  var minute: Int
  var orders: Int32
  var errors: Int32 = SampleBatch.noErrors
}

extension Loading {
  /// Appends the samples as a reader hands them over: by series and time.
  func append(_ samples: [TestSample]) throws {
    let bySeries = Dictionary(grouping: samples) { sample in
      SeriesKey(
        marketplace: Marketplace(sample.marketplace), service: sample.service.map(Service.init))
    }
    for (key, samples) in bySeries.sorted(by: { $0.key < $1.key }) {
      let rows = samples.sorted { $0.minute < $1.minute }
      let batch = SampleBatch(
        key: key, time: rows.map { midnight.secondsSinceEpoch + Int64($0.minute) * 60 },
        orders: rows.map(\.orders), errors: rows.map(\.errors))
      try append(batch)
    }
  }
}

extension FileReading {
  /// A reading of `name`; the hash is made up from `content`.
  static func file(
    _ name: String, _ records: Records, content: Int, rejected: [RejectedRow] = [],
    rows: Int? = nil, extra: [[String]] = []
  ) -> FileReading {
    let count =
      switch records {
      case .deploys(let all): all.count
      case .incidents(let all): all.count
      case .services(let all): all.count
      case .calendar(let all): all.count
      case .changeRecords(let all): all.count
      case .samples(let number): number
      }
    let digits = String(content, radix: 16)
    return FileReading(
      file: name, sha256: String(repeating: "0", count: 64 - digits.count) + digits,
      rowsRead: rows ?? count + rejected.count, records: records, rejected: rejected,
      duplicates: 0, firstAt: midnight, lastAt: midnight, extraColumns: ["extra", "a;b"],
      extraCells: extra)
  }
}

extension Store {
  /// Loads one file of samples as one load.
  @discardableResult
  func load(_ samples: [TestSample], content: Int, name: String = "order_metrics.csv") throws
    -> Intake
  {
    try load(at: midnight, toolVersion: "0") { loading in
      try loading.append(samples)
      return try loading.finish(.file(name, .samples(samples.count), content: content))
    }
  }

  /// Loads one file of records as one load.
  @discardableResult
  func load(
    _ records: FileReading.Records, content: Int, name: String = "deploys.csv",
    extra: [[String]] = []
  ) throws -> Intake {
    try load(at: midnight, toolVersion: "0") { loading in
      try loading.finish(.file(name, records, content: content, extra: extra))
    }
  }
}

func deploy(
  _ id: String, change: String? = nil, service: String = "cart", minute: Int = 0, line: Int = 2,
  reach: Reach = .everywhere, authorship: Authorship = .unknown, paperwork: Paperwork = Paperwork()
) -> DeployRecord {
  DeployRecord(
    deployment: Deployment(
      id: DeployID(id), change: ChangeID(change ?? id), service: Service(service),
      startedAt: midnight.advanced(bySeconds: minute * 60), reach: reach,
      place: SourcePlace(file: "deploys.csv", line: line)),
    authorship: authorship, paperwork: paperwork, summary: nil)
}
