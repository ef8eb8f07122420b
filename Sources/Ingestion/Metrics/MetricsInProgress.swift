import Dispatch
import Vocabulary

/// A file of order metrics that is being read and parsed, whether or not anyone takes its samples
/// yet: what is ready waits, and then so does the reading.
final class MetricsInProgress: Sendable {
  private enum Step: Sendable {
    case handOver(HandOver.Step)
    case end(Result<FileReading, any Error>)
  }

  private let steps: BoundedQueue<Step>
  private let hash: SharedHash
  private let parsed = DispatchSemaphore(value: 0)

  init(_ reading: MetricReading) {
    let steps = BoundedQueue<Step>(capacity: IngestionPolicy.handoversAhead)
    let hash = SharedHash(most: IngestionPolicy.buffersToHash, call: steps.wakeTaker)
    (self.steps, self.hash) = (steps, hash)
    DispatchQueue(label: "faultline.parse").async { [parsed] in
      let result = Result {
        var handOver = HandOver { step in
          guard steps.put(.handOver(step), meanwhile: hash.help) else {
            throw CancellationError()
          }
        }
        let told = try reading.readAlone(hash: hash) { try handOver.take($0) }
        try handOver.flush()
        return told
      }
      _ = steps.put(.end(result))
      parsed.signal()
    }
  }

  /// Ends it, however far it came.
  deinit {
    steps.cancel()
    parsed.wait()
  }

  /// Calls both closures on the calling thread; to be called once.
  func finish(
    startOver: () throws -> Void, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    while let step = steps.take(meanwhile: hash.help) {
      switch step {
      case .handOver(.samples(let all)): try all.forEach(samples)
      case .handOver(.startOver): try startOver()
      case .end(let result): return try result.get()
      }
    }
    throw CancellationError()
  }
}
