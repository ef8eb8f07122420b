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
        return try load(file, loading, settings, strictCSV)
      }
    }
  }

  /// A file whose name is known is hashed first, because most likely nothing of it is new; any
  /// other is hashed while it is read.
  private static func load(
    _ file: InputFile, _ loading: Loading, _ settings: Settings, _ strictCSV: Bool
  ) throws -> Intake {
    if try loading.knows(file.feed, file: file.name) {
      let hash = try ContentHash.sha256(ofFile: file.path)
      if let known = try loading.recall(file.feed, file: file.name, sha256: hash) { return known }
    }
    let reading = try FeedReader.read(
      file, zone: settings.zones[file.feed], strictCSV: strictCSV,
      startOver: { try loading.startOver() }, samples: { try loading.append($0) })
    if let known = try loading.recall(file.feed, file: file.name, sha256: reading.sha256) {
      try loading.startOver()
      return known
    }
    return try loading.finish(reading)
  }
}
