import ArgumentParser
import Ingestion
import Reporting
import Vocabulary

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read files as load would and write nothing: all problems at once.")

  @Argument(help: "A dataset folder, or single files; without any, those that the settings name.")
  var dataset: [String] = []

  @Flag(name: .customLong("strict-csv"), help: "Refuse a file with a single stray quote.")
  var strictCSV = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      let log = StageLog(common)
      try settings.needFiles(dataset)
      var (files, problems) = settings.sources.search(dataset)
      var intakes: [Intake] = []
      var rejected: [RejectedRow] = []
      var named = NamedRecords()
      let progress = ReadingProgress(files)
      for (index, file) in files.enumerated() {
        common.progress("Reading \(file.name)", progress.share(before: index))
        do {
          let reading = try FeedReader.read(
            file, as: settings.sources.form(of: file), strictCSV: strictCSV
          ) { _ in }
          for sentence in reading.findings { common.say("\(file.name): \(sentence)") }
          intakes.append(Intake(reading))
          rejected += reading.rejected
          named.take(reading.records)
          log.ended(
            "\(file.name): \(reading.rowsRead - reading.rejected.count) of \(reading.rowsRead) "
              + "rows usable")
        } catch let problem as InputProblem {
          problems.append(problem)
        }
      }
      common.progress("Reading", 1)
      if common.json {
        try Diagnostics.result(TerminalText.loadJSON(intakes))
      } else if !common.quiet {
        try Diagnostics.result(
          TerminalText.check(
            intakes, rejected: rejected, unusable: problems.map(\.description), notes: named.notes))
      }
      if let problems = InputProblems(problems) { return ExitStatus(problems.kind) }
      return rejected.isEmpty ? .done : .incomplete
    }
  }
}

extension Intake {
  /// What a load of this file into an empty database would take.
  init(_ reading: FileReading) {
    self.init(
      feed: reading.feed, file: reading.file, sha256: reading.sha256, rowsRead: reading.rowsRead,
      rowsLoaded: reading.rowsRead - reading.rejected.count,
      rowsSetAside: reading.rejected.count, rowsDuplicate: reading.duplicates, rowsReplacing: 0,
      firstAt: reading.firstAt, lastAt: reading.lastAt, alreadyLoaded: false,
      extraColumns: reading.extraColumns, rowsSkipped: reading.rowsSkipped)
  }
}

/// Whether deploys of the files name change records that the files do not have.
private struct NamedRecords {
  private var records: [ChangeRecord] = []
  private var named: [Paperwork] = []

  mutating func take(_ records: FileReading.Records) {
    switch records {
    case .deploys(let deploys): named += deploys.map(\.paperwork)
    case .changeRecords(let more): self.records += more
    case .incidents, .services, .calendar, .samples: break
    }
  }

  var notes: [String] {
    let missing = ChangeRegister(records).missing(named)
    return missing.numbers.isEmpty
      ? [] : [TerminalText.recordsMissing(missing.numbers, deploys: missing.naming)]
  }
}
