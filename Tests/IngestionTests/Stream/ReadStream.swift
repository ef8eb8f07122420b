import Ingestion
import TestSupport
import Vocabulary

/// What a stream of these bytes reads as.
struct ReadStream {
  let batches: [SampleBatch]
  let count: StreamCount

  init(_ bytes: [UInt8], _ form: SeriesStream.Form, name: String = "stream") throws {
    let folder = try TemporaryFolder()
    var batches: [SampleBatch] = []
    do {
      var stream = try SeriesStream(path: folder.write(name, bytes), form)
      while let batch = try stream.next() { batches.append(batch) }
      count = stream.count
    } catch let problem as InputProblem {
      throw Unusable(
        text: problem.description.replacing(folder.path + "/", with: ""), problem: problem,
        batchesHandedOver: batches.count)
    }
    self.batches = batches
  }

  init(
    _ rows: [String], header: String? = "timestamp,marketplace,service,orders,errors",
    tabs: Bool = false
  ) throws {
    let lines = (header.map { [$0] } ?? []) + rows
    try self.init(
      Array(lines.map { $0 + "\n" }.joined().utf8),
      .text(hasHeader: header != nil, hasTabs: tabs))
  }

  /// The sentence that refuses the stream; `nil` if it was taken.
  static func refusal(_ read: () throws -> ReadStream) throws -> String? {
    do {
      _ = try read()
      return nil
    } catch let unusable as Unusable {
      return unusable.text
    }
  }
}
