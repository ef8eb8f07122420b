import Datastore
import Ingestion
import Vocabulary

/// Reads files and stores them, each in a transaction of its own.
enum DatasetLoading {
  static func load(
    _ files: [InputFile], into store: Store, settings: Settings, strictCSV: Bool = false,
    common: CommonOptions, log: StageLog
  ) throws -> [Intake] {
    Memory.keep()
    let progress = ReadingProgress(files)
    let run = LoadRun(store, at: Clock.now, toolVersion: toolVersion)
    let intakes = try files.enumerated().map { index, file in
      common.progress("Loading \(file.name)", progress.share(before: index))
      return try run.file { loading in
        let intake = try load(file, loading, settings.sources.form(of: file), strictCSV)
        log.ended(
          intake.alreadyLoaded
            ? "\(file.name): loaded before"
            : "\(file.name): loaded \(intake.rowsLoaded) of \(intake.rowsRead) rows")
        return intake
      }
    }
    common.progress("Loading", 1)
    return intakes
  }

  /// A file whose name is known is hashed first, because most likely nothing of it is new; any
  /// other is hashed while it is read.
  private static func load(
    _ file: InputFile, _ loading: Loading, _ form: FileForm, _ strictCSV: Bool
  ) throws -> Intake {
    if try loading.knows(file.feed, file: file.name) {
      let hash = try ContentHash.sha256(ofFile: file.path)
      let known = try loading.recall(
        file.feed, file: file.name, sha256: hash, form: form.fingerprint)
      if let known { return known }
    }
    let reading = try FeedReader.read(
      file, as: form, strictCSV: strictCSV,
      startOver: { try loading.startOver() }, samples: { try loading.append($0) })
    let known = try loading.recall(
      file.feed, file: file.name, sha256: reading.sha256, form: form.fingerprint)
    if let known {
      try loading.startOver()
      return known
    }
    return try loading.finish(reading, form: form.fingerprint)
  }
}
