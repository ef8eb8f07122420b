import Datastore
import Ingestion
import Vocabulary

/// Reads files and stores them, all of one load in one transaction.
enum DatasetLoading {
  static func load(
    _ files: [InputFile], into store: Store, settings: Settings, strictCSV: Bool = false,
    common: CommonOptions, log: StageLog
  ) throws -> [Intake] {
    let progress = ReadingProgress(files)
    let intakes = try store.load(at: Clock.now, toolVersion: toolVersion) { loading in
      try files.enumerated().map { index, file in
        common.progress("Loading \(file.name)", progress.share(before: index))
        let form = settings.sources.form(of: file)
        let known = try loading.recall(
          file.feed, file: file.name, sha256: ContentHash.sha256(ofFile: file.path),
          form: form.fingerprint)
        if let known {
          log.ended("\(file.name): loaded before")
          return known
        }
        let reading = try FeedReader.read(file, as: form, strictCSV: strictCSV) { batch in
          try loading.append(batch)
        }
        let intake = try loading.finish(reading, form: form.fingerprint)
        log.ended("\(file.name): loaded \(intake.rowsLoaded) of \(intake.rowsRead) rows")
        return intake
      }
    }
    common.progress("Loading", 1)
    if !files.isEmpty { log.ended("Committed the load") }
    return intakes
  }
}
