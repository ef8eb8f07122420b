import Datastore
import Ingestion
import Vocabulary

/// Reads files and stores them, each in a transaction of its own.
enum DatasetLoading {
  static func load(
    _ files: [InputFile], into store: Store, settings: Settings, strictCSV: Bool = false,
    common: CommonOptions, log: StageLog
  ) throws -> [Intake] {
    let progress = ReadingProgress(files)
    let run = LoadRun(store, at: Clock.now, toolVersion: toolVersion)
    let intakes = try files.enumerated().map { index, file in
      common.progress("Loading \(file.name)", progress.share(before: index))
      return try run.file { loading in
        let known = try loading.recall(
          file.feed, file: file.name, sha256: ContentHash.sha256(ofFile: file.path))
        if let known {
          log.ended("\(file.name): loaded before")
          return known
        }
        let reading = try FeedReader.read(
          file, zone: settings.zones[file.feed], strictCSV: strictCSV
        ) { batch in try loading.append(batch) }
        let intake = try loading.finish(reading)
        log.ended("\(file.name): loaded \(intake.rowsLoaded) of \(intake.rowsRead) rows")
        return intake
      }
    }
    common.progress("Loading", 1)
    return intakes
  }
}
