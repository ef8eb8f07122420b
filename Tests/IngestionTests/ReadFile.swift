import Ingestion
import TestSupport
import Vocabulary

/// What a file of this name and content reads as.
struct ReadFile {
  let reading: FileReading
  let batches: [SampleBatch]

  init(
    _ name: String, _ bytes: [UInt8], zone: TimeZoneRule? = nil, strictCSV: Bool = false
  ) throws {
    try self.init(name, bytes, as: .own(zone: zone), strictCSV: strictCSV)
  }

  init(_ name: String, _ text: String, mapping: FeedMapping) throws {
    try self.init(name, Array(text.utf8), mapping: mapping)
  }

  init(_ name: String, _ bytes: [UInt8], mapping: FeedMapping) throws {
    try self.init(name, bytes, as: .mapped(mapping), feed: mapping.feed)
  }

  init(
    _ name: String, _ bytes: [UInt8], as form: FileForm, feed: Feed? = nil, strictCSV: Bool = false
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(name, bytes)
    let named = feed.map { InputFile(path: path, name: name, feed: $0) }
    guard let file = try named ?? DatasetFolder.inputs(at: [path]).first else {
      throw InputProblem.notFound(path: path)
    }
    var batches: [SampleBatch] = []
    do {
      reading = try FeedReader.read(file, as: form, strictCSV: strictCSV) { batches.append($0) }
    } catch let problem as InputProblem {
      throw Unusable(
        text: problem.description.replacing(folder.path + "/", with: ""), problem: problem,
        batchesHandedOver: batches.count)
    }
    self.batches = batches
  }

  init(
    _ name: String, _ text: String, zone: TimeZoneRule? = nil, strictCSV: Bool = false
  ) throws {
    try self.init(name, Array(text.utf8), zone: zone, strictCSV: strictCSV)
  }

  /// The rows set aside, as their messages.
  var messages: [String] { reading.rejected.map(\.description) }

  /// The samples as text, `US 2026-03-05T14:02:00Z 12 -1`.
  var samples: [String] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in
        let name = batch.key.marketplace.name + (batch.key.service.map { "/\($0)" } ?? "")
        let time = Timestamp(secondsSinceEpoch: batch.time[row])
        return "\(name) \(time) \(batch.orders[row]) \(batch.errors[row])"
      }
    }
  }
}

/// A file that could not be used, with its message without the folder.
struct Unusable: Error {
  let text: String
  let problem: InputProblem
  let batchesHandedOver: Int
}
