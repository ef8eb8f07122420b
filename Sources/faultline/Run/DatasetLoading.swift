import Datastore
import Ingestion
import Vocabulary

/// Reads files and stores them, all of one load in one transaction.
enum DatasetLoading {
  static func load(
    _ files: [InputFile], into store: Store, settings: Settings, strictCSV: Bool,
    progress: (Double) -> Void
  ) throws -> [Intake] {
    try store.load(at: Clock.now, toolVersion: toolVersion) { loading in
      try files.enumerated().map { index, file in
        progress(Double(index) / Double(files.count))
        let hash = try ContentHash.sha256(ofFile: file.path)
        let form = settings.sources.form(of: file)
        if let known = try loading.recall(
          file.feed, file: file.name, sha256: hash, form: form.fingerprint)
        {
          return known
        }
        let reading = try FeedReader.read(file, as: form, strictCSV: strictCSV) { batch in
          try loading.append(batch)
        }
        return try loading.finish(reading, form: form.fingerprint)
      }
    }
  }
}
