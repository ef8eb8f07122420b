import Foundation
import TestSupport
import Testing

/// One file of a good dataset put out of order, and what the tool says about it.
struct SpoiledFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let file: String
  let bytes: @Sendable (SmallDataset) -> [UInt8]
  /// After the name of the file, which `check`, `load` and `nightly` say alike.
  let message: String

  init(
    _ description: String, _ file: String, says message: String,
    _ bytes: @escaping @Sendable (SmallDataset) -> String
  ) {
    testDescription = description
    self.file = file
    self.message = message
    self.bytes = { Array(bytes($0).utf8) }
  }

  init(
    _ description: String, _ file: String, says message: String,
    bytes: @escaping @Sendable (SmallDataset) -> [UInt8]
  ) {
    testDescription = description
    self.file = file
    self.message = message
    self.bytes = bytes
  }

  func write(in folder: TemporaryFolder) throws {
    let data = SmallDataset()
    try data.write("data", in: folder)
    try folder.write("data/\(file)", bytes(data))
  }
}

@Suite("Bad input")
struct BadInputTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  static let unusable: [SpoiledFile] = [
    .init(
      "no header", "order_metrics.csv",
      says: ":1: has no column \"timestamp\", \"marketplace\", \"orders\". It has: "
        + "2026-01-05T00:00:00Z, DE, \(SmallDataset().metrics.rows[0].split(separator: ",")[2]). "
        + "The first line looks like a row; put a header"
    ) {
      $0.metrics.rows.joined(separator: "\n")
    },
    .init("a missing column", "deploys.csv", says: ":1: has no column \"service\".") { data in
      data.deploys.text.replacing("change_id,service", with: "change_id,system")
    },
    .init(
      "a column twice", "order_metrics.csv", says: ":1: the column \"orders\" is there twice."
    ) { $0.metrics.text.replacing("marketplace,orders\n", with: "marketplace,orders,ORDERS\n") },
    .init(
      "a quote that is never closed", "deploys.csv",
      says: ":37: a quote that opens in this record is never closed"
    ) { $0.deploys.text.replacing("faster\"", with: "faster") },
    .init("a NUL byte", "order_metrics.csv", says: ":3: a NUL byte, which no CSV file has.") {
      $0.metrics.header + "\n\($0.metrics.rows[0])\n2026-01-05T00:00:00Z,U\0S,7\n"
    },
    .init("an empty file", "incidents.csv", says: ": is empty. It needs at least the header row.") {
      _ in ""
    },
    .init(
      "UTF-16", "deploys.csv", says: ": looks like UTF-16, not UTF-8.",
      bytes: { data in
        [0xff, 0xfe] + data.deploys.text.utf8.flatMap { [$0, 0] }
      }),
    .init(
      "plain text that claims to be compressed", "order_metrics_b.csv.gz",
      says: ": the compressed data are broken (no gzip header)."
    ) { $0.metrics.text + "\n" },
  ]

  @Test(
    "A file that cannot be used: 65 with place and reason, and nothing changes", arguments: unusable
  )
  func refused(spoiled: SpoiledFile) throws {
    try SmallDataset().write("good", in: place.folder)
    #expect(try place.nightly(["good"]).run.status == 0)
    let reports = try place.folder.contents(of: "reports")
    let drops = try place.run("export", "drops", "--db", "night.sqlite").out
    let held = try place.held("night.sqlite")
    try spoiled.write(in: place.folder)
    let message = "data/\(spoiled.file)\(spoiled.message)"

    let check = try place.run("check", "data")
    #expect(check.status == 65)
    #expect(check.out.contains("\(message)"))
    #expect(check.out.contains("1 problem, "))

    for command in [["load", "data"], ["nightly", "data", "--reports", "reports"]] {
      let run = try place.run(command + ["--db", "night.sqlite"])
      #expect(run.status == 65)
      #expect(run.out == "")
      #expect(run.err.hasPrefix("faultline: \(message)"))
    }
    #expect(try place.folder.contents(of: "reports") == reports)
    #expect(try place.run("export", "drops", "--db", "night.sqlite").out == drops)
    #expect(try place.held("night.sqlite") == held)
  }

  static let rows: [(file: String, row: String, message: String)] = [
    (
      "order_metrics", "2026-01-05T00:00:00Z,FR,\"12,5\"",
      "\"orders\" value \"12,5\": not a whole number"
    ),
    ("order_metrics", "2026-01-05T00:00:00Z,FR,-1", "\"orders\" value \"-1\": negative"),
    (
      "order_metrics", "2026-01-05T00:00:00,FR,1",
      "value \"2026-01-05T00:00:00\": has no offset; add Z"
    ),
    ("order_metrics", "2026-01-05T00:00:00Z,FR", "has 2 cells where the header has 3"),
    ("order_metrics", "2026-01-05T00:00:00Z,F\"R,1", "a quote stands alone in a cell"),
    (
      "order_metrics", "2026-01-05T00:00:00Z,,1",
      "column \"marketplace\": empty, but required"
    ),
    (
      "incidents", "INC-2,2026-01-05T00:00:00Z,Late,SEV3,2026-01-04T00:00:00Z,",
      "value \"2026-01-04T00:00:00Z\": before started_at (2026-01-05T00:00:00Z)"
    ),
    (
      "deploys", "D-1,C-1,cart,2026-01-05T00:00:00Z,*,done,,,,,,,,",
      "column \"status\" value \"done\": not one of succeeded, failed, in_progress, rolled_back"
    ),
    (
      "deploys", "D-1,C-1,,2026-01-05T00:00:00Z,*,,,,,,,,,",
      "column \"service\": empty, but required"
    ),
  ]

  @Test(
    "A row that cannot be used is set aside with its line, and nothing else is lost",
    arguments: rows)
  func setAside(file: String, row: String, message: String) throws {
    var data = SmallDataset()
    let drops = try clean.text("drops")
    var line = 0
    switch file {
    case "deploys": line = data.deploys.insert(row)
    case "incidents": line = data.incidents.insert(row)
    default: line = data.metrics.insert(row)
    }
    try data.write("data", in: place.folder)

    let check = try place.run("check", "data")
    #expect(check.status == 3)
    #expect(check.out.hasPrefix("\(file).csv:\(line): "))
    #expect(check.out.contains(message))
    #expect(check.out.contains("1 problem, 4 files usable, nothing written."))

    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    #expect(try night.text("drops") == drops)
    let inputs = try #require(night.json["inputs"] as? [[String: Any]])
    let intake = try #require(inputs.first { $0["file"] as? String == "\(file).csv" })
    #expect(intake["rows_set_aside"] as? Int == 1)
    let counts = try ["rows_read", "rows_loaded"].map { try #require(intake[$0] as? Int) }
    #expect(counts[0] == counts[1] + 1)
  }

  @Test("A file that is unusable on the first night leaves no folder for reports behind")
  func noEmptyFolder() throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("data/deploys.csv", "")
    #expect(try place.run(["nightly", "data", "--reports", "a/reports"]).status == 65)
    #expect(!place.folder.exists("a/reports"))
  }

  /// The same rows without the bad one.
  private var clean: Nightly {
    get throws {
      try SmallDataset().write("clean", in: place.folder)
      return try place.nightly(["clean"], db: "clean.sqlite", reports: "clean-reports")
    }
  }

  @Test("A cell that is not UTF-8 costs its row")
  func notUTF8() throws {
    let data = SmallDataset()
    try data.write("data", in: place.folder)
    try place.folder.write(
      "data/order_metrics.csv",
      Array(data.metrics.text.utf8) + Array("2026-01-05T00:00:00Z,F".utf8) + [
        0xe9, 0x2c, 0x31, 0x0a,
      ])
    let check = try place.run("check", "data")
    #expect(check.status == 3)
    #expect(check.out.contains("order_metrics.csv:1682: column \"marketplace\""))
    #expect(check.out.contains("not valid UTF-8"))
    #expect(try place.nightly(["data"]).text("drops") == clean.text("drops"))
  }

  @Test("A line of several megabytes costs its row and no other")
  func longLine() throws {
    var data = SmallDataset()
    data.metrics.rows.insert(
      "2026-01-05T00:00:00Z,\(String(repeating: "x", count: 4_000_000)),1", at: 100)
    try data.write("data", in: place.folder)
    let check = try place.run("check", "data")
    #expect(check.status == 3)
    #expect(check.out.hasPrefix("order_metrics.csv:102: longer than 1048576 bytes\n"))
    #expect(try place.nightly(["data"]).text("drops") == clean.text("drops"))
  }

  @Test(
    "A byte-order mark, other line ends and no last line end make no difference",
    arguments: ["\u{FEFF}", "\r", "\r\n", ""])
  func harmless(variant: String) throws {
    let data = SmallDataset()
    try data.write("data", in: place.folder)
    for (name, file) in data.files {
      let text =
        switch variant {
        case "\u{FEFF}": variant + file.text
        case "": String(file.text.dropLast())
        default: file.text.replacing("\n", with: variant)
        }
      try place.folder.write("data/\(name)", text)
    }
    let check = try place.run("check", "data")
    #expect(check.status == 0)
    #expect(check.out == "No problem found: 4 files usable, nothing written.\n")
    #expect(try place.nightly(["data"]).textWithoutInputs() == clean.textWithoutInputs())
  }

  @Test("Everything that is wrong with a dataset is said at once")
  func allAtOnce() throws {
    var data = SmallDataset()
    let line = data.deploys.insert("D-1,C-1,,2026-01-05T00:00:00Z,*,,,,,,,,,")
    try data.write("data", in: place.folder)
    try FileManager.default.removeItem(atPath: "\(place.path)/data/incidents.csv")
    try FileManager.default.removeItem(atPath: "\(place.path)/data/order_metrics.csv")
    try place.folder.write("data/order_metrics.csv/inside.csv", "")
    try place.folder.write("data/services.csv", "")
    let run = try place.run("check", "data")
    #expect(run.status == 66)
    #expect(
      run.out == """
        data/order_metrics.csv: is a folder or a device, not a file. Put the CSV file itself there.
        data/services.csv: is empty. It needs at least the header row.
        data: has no incidents.csv (or .csv.gz), which is required. Put it there; if there is \
        nothing to record, the header row alone.
        deploys.csv:\(line): column "service": empty, but required
        4 problems, 1 file usable, nothing written.

        """)
    for command in [["load", "data"], ["nightly", "data", "--reports", "reports"]] {
      let run = try place.run(command + ["--db", "night.sqlite"])
      #expect(run.status == 66)
      #expect(run.err.contains("data: has no incidents.csv"))
      #expect(run.err.contains("data/order_metrics.csv: is a folder"))
    }
    #expect(!place.folder.exists("night.sqlite"))
    #expect(!place.folder.exists("reports"))
  }

  @Test("check writes nothing, not even a database")
  func checkWritesNothing() throws {
    try SmallDataset().write("data", in: place.folder)
    #expect(try place.run("check", "data").status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["data"])
  }
}

extension SmallDataset.File {
  /// Puts a row in the middle and gives its line.
  fileprivate mutating func insert(_ row: String) -> Int {
    let middle = rows.count / 2
    rows.insert(row, at: middle)
    return middle + 2
  }
}
