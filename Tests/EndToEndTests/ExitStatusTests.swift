import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Exit statuses")
struct ExitStatusTests {
  private let place: Workplace
  private let night = ["--db", "night.sqlite", "--reports", "reports"]

  init() throws { place = try Workplace() }

  @Test("A drop found is a result: the run ends with 0 and says what and where")
  func done() throws {
    try SmallDataset().write("data", in: place.folder)
    let run = try place.run(["nightly", "data"] + night)
    #expect(run.status == 0)
    #expect(run.out.contains("1 drop needs a look."))
    #expect(run.out.contains("2026-02-05-1400  DE and US"))
    #expect(run.out.hasSuffix("Next: faultline investigate 2026-02-05-1400 --db night.sqlite\n"))
    #expect(run.err == "")
    #expect(place.folder.exists("reports/index.html"))
  }

  @Test("With --fail-on drop a drop makes the status 10, and the report is there all the same")
  func failOnDrop() throws {
    try SmallDataset().write("data", in: place.folder)
    let run = try place.run(["nightly", "data", "--fail-on", "drop"] + night)
    #expect(run.status == 10)
    #expect(run.out.contains("1 drop needs a look."))
    #expect(place.folder.exists("reports/nightly.json"))
  }

  @Test("With --fail-on drop a night without a drop ends with 0")
  func failOnNoDrop() throws {
    try SmallDataset(planted: false).write("data", in: place.folder)
    let run = try place.run(["nightly", "data", "--fail-on", "drop"] + night)
    #expect(run.status == 0)
    #expect(run.out.contains("Nothing needs a look."))
  }

  @Test("Orders that end long before --as-of are stale: 3, and the report says so first")
  func stale() throws {
    try SmallDataset().write("data", in: place.folder)
    let run = try place.run(["nightly", "data", "--as-of", "2026-02-11"] + night)
    #expect(run.status == 3)
    #expect(
      run.out.hasPrefix("Could not look after 9 Feb 00:00 UTC: the orders feed is 2 days old"))
    let json = try place.nightly([], options: ["--as-of", "2026-02-11"])
    #expect(json.run.status == 3)
    #expect(json.json["complete"] as? Bool == false)
  }

  @Test("A calendar that tells of next year makes no feed stale: 0")
  func calendarAhead() throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write(
      "data/calendar.csv",
      "starts_at,ends_at,kind,name\n2027-01-01T00:00:00Z,2027-01-02T00:00:00Z,holiday,New Year\n")
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
  }

  @Test("Too many rows set aside: load and nightly end with 3 and say how many")
  func setAside() throws {
    var data = SmallDataset()
    data.metrics.rows += (0..<50).map { "2026-01-0\($0 % 9 + 1)T0\($0 / 9):00:00Z,FR,12.\($0)" }
    try data.write("data", in: place.folder)
    let load = try place.run("load", "data", "--db", "load.sqlite")
    #expect(load.status == 3)
    #expect(load.out.contains("50 set aside"))
    let nightly = try place.run(["nightly", "data"] + night)
    #expect(nightly.status == 3)
    #expect(nightly.out.contains("50 of 1,730"))
  }

  @Test(
    "A word that is no command is answered with the command that was probably meant: 64",
    arguments: [
      ("nigthly", "No command \"nigthly\". Did you mean \"nightly\"?"),
      ("exprot", "No command \"exprot\". Did you mean \"export\"?"),
      ("Check", "No command \"Check\". Did you mean \"check\"?"),
      ("frobnicate", "No command \"frobnicate\". There are "),
    ])
  func unknownCommand(word: String, message: String) throws {
    let run = try place.run(word, "data", "--reports", "reports")
    #expect(run.status == 64)
    #expect(run.out == "")
    #expect(run.err.hasPrefix("faultline: \(message)"))
  }

  @Test(
    "Wrong arguments: 64, with a line on stderr and nothing on stdout",
    arguments: [
      (["nightly", "data", "--reports", "r", "--sincce", "2026-01-01"], "'--sincce'"),
      (["nightly", "data"], "'--reports <reports>'"),
      (["nightly", "data", "--reports", "r", "--since", "yesterday"], "'yesterday'"),
      (["nightly", "data", "--reports", "r", "--fail-on", "drops"], "\"drops\" is none of drop"),
      (["export", "orders"], "'orders'"),
    ])
  func usage(arguments: [String], message: String) throws {
    let run = try place.run(arguments)
    #expect(run.status == 64)
    #expect(run.out == "")
    #expect(run.err.contains(message))
    #expect(try place.folder.contents(of: ".").isEmpty)
  }

  @Test("Help and the version end with 0 on stdout")
  func help() throws {
    for arguments in [["--help"], ["help"], ["help", "nightly"], ["nightly", "--help"]] {
      let run = try place.run(arguments)
      #expect(run.status == 0)
      #expect(run.out.contains("USAGE: faultline"))
      #expect(run.err == "")
    }
    let version = try place.run("--version")
    #expect(version.status == 0)
    #expect(version.out.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("An unusable file: 65, and the reports of the night before stand")
  func unusable() throws {
    try place.folder.write("reports/index.html", "the night before")
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("data/order_metrics.csv", "timestamp,orders\n")
    let run = try place.run(["nightly", "data"] + night)
    #expect(run.status == 65)
    #expect(run.err.contains("data/order_metrics.csv:1: has no column \"marketplace\""))
    #expect(try place.folder.contents(of: "reports").keys.sorted() == ["index.html"])
  }

  @Test("A dataset that is not there: 66, and no database is made")
  func missing() throws {
    let run = try place.run(["nightly", "nowhere"] + night)
    #expect(run.status == 66)
    #expect(run.err == "faultline: nowhere: no such file or folder\n")
    #expect(try place.folder.contents(of: ".").isEmpty)
  }

  @Test("A database that is not there cannot be exported from: 66")
  func noDatabase() throws {
    let run = try place.run("export", "drops", "--db", "none.sqlite")
    #expect(run.status == 66)
    #expect(run.err.contains("none.sqlite: no such database"))
  }

  @Test("A nightly run on an empty database: 66, with what to do")
  func noOrders() throws {
    for window in [[], ["--since", "2026-03-01T00:00:00Z", "--until", "2026-03-02T00:00:00Z"]] {
      let run = try place.run(["nightly"] + night + window)
      #expect(run.status == 66)
      #expect(run.err.contains("The database holds nothing yet. Load a dataset"))
    }
  }

  @Test("A file in the place of the reports folder: 73, and the file stays as it is")
  func cannotWrite() throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("reports", "not a folder")
    let run = try place.run(["nightly", "data"] + night)
    #expect(run.status == 73)
    #expect(run.err.contains("reports"))
    #expect(
      try String(contentsOfFile: "\(place.path)/reports", encoding: .utf8) == "not a folder")
  }

  @Test("A database in a folder that is not there: 73")
  func cannotMakeDatabase() throws {
    try SmallDataset().write("data", in: place.folder)
    let run = try place.run("load", "data", "--db", "nowhere/night.sqlite")
    #expect(run.status == 73)
    #expect(run.err.contains("nowhere/night.sqlite"))
  }

  @Test("While another run holds the database: 75, at once, and nothing is written")
  func lock() throws {
    try SmallDataset().write("data", in: place.folder)
    let file = open("\(place.path)/night.sqlite.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(file) }
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    for arguments in [["nightly", "data"] + night, ["load", "data", "--db", "night.sqlite"]] {
      let run = try place.run(arguments)
      #expect(run.status == 75)
      #expect(run.err.contains("holds night.sqlite. Wait for it to end and try again."))
    }
    #expect(!place.folder.exists("night.sqlite"))
    #expect(!place.folder.exists("reports"))
    #expect(flock(file, LOCK_UN) == 0)
    #expect(try place.run("load", "data", "--db", "night.sqlite").status == 0)
  }

  @Test(
    "Bad settings: 78, naming the file and the key",
    arguments: [
      ("[detection]\nlook_back_week = 6\n", "look_back_week"),
      ("[detecton]\nlook_back_weeks = 6\n", "detecton"),
      ("[detection]\nlook_back_weeks = 60\n", "look_back_weeks: not from 2 to 26"),
      ("[feeds.order_metric]\ntimezone = \"UTC\"\n", "feeds.order_metric: no such feed"),
      ("[feeds.deploys]\ntimezone = \"Mars\"\n", "\"Mars\" is neither UTC nor an offset"),
      ("[detection\n", "settings.toml"),
    ])
  func settings(text: String, message: String) throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("settings.toml", text)
    let run = try place.run(["nightly", "data", "--config", "settings.toml"] + night)
    #expect(run.status == 78)
    #expect(run.err.hasPrefix("faultline: settings.toml:"))
    #expect(run.err.contains(message))
    #expect(!place.folder.exists("night.sqlite"))
  }

  @Test("Settings that are not there: 78")
  func missingSettings() throws {
    let run = try place.run("check", "data", "--config", "none.toml")
    #expect(run.status == 78)
    #expect(run.err.contains("none.toml: cannot be read"))
  }
}
