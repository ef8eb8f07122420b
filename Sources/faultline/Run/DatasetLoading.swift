import Datastore
import Ingestion
import Vocabulary

/// Reads files and stores them, each in a transaction of its own.
enum DatasetLoading {
  /// The first file of order metrics, read from before its database is there: making one takes as
  /// long as reading a tenth of five million rows.
  struct Begun {
    fileprivate let file: InputFile
    fileprivate let reading: StartedReading
  }

  /// `nil` if the database is there, which may know the file.
  static func begin(
    _ files: [InputFile], for database: String, settings: Settings, strictCSV: Bool = false
  ) -> Begun? {
    guard !Store.isThere(path: database),
      let file = files.first(where: { $0.feed == .orderMetrics }),
      let reading = FeedReader.begin(
        file, as: settings.sources.form(of: file), strictCSV: strictCSV)
    else { return nil }
    Memory.keep()
    return Begun(file: file, reading: reading)
  }

  static func load(
    _ files: [InputFile], into store: Store, begun: Begun? = nil, settings: Settings,
    strictCSV: Bool = false, common: CommonOptions, log: StageLog
  ) throws -> [Intake] {
    Memory.keep()
    let progress = ReadingProgress(files)
    let run = LoadRun(store, at: Clock.now, toolVersion: toolVersion)
    var begun = begun
    let intakes = try files.enumerated().map { index, file in
      common.progress("Loading \(file.name)", progress.share(before: index))
      return try run.file { loading in
        let reading = begun?.file == file ? begun.take()?.reading : nil
        let intake = try load(
          file, loading, settings.sources.form(of: file), strictCSV, begun: reading)
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
    _ file: InputFile, _ loading: Loading, _ form: FileForm, _ strictCSV: Bool,
    begun: StartedReading?
  ) throws -> Intake {
    if try loading.knows(file.feed, file: file.name) {
      let hash = try ContentHash.sha256(ofFile: file.path)
      let known = try loading.recall(
        file.feed, file: file.name, sha256: hash, form: form.fingerprint)
      if let known { return known }
    }
    let startOver = { try loading.startOver() }
    let samples = { try loading.append($0) }
    let reading =
      try begun?.finish(startOver: startOver, samples: samples)
      ?? FeedReader.read(
        file, as: form, strictCSV: strictCSV, startOver: startOver, samples: samples)
    let known = try loading.recall(
      file.feed, file: file.name, sha256: reading.sha256, form: form.fingerprint)
    if let known {
      try loading.startOver()
      return known
    }
    return try loading.finish(reading, form: form.fingerprint)
  }
}
