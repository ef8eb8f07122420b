import Dispatch
import Vocabulary

/// A file of order metrics that is being read and parsed, whether or not anyone takes its samples
/// yet: what is ready waits, and then so does the reading.
final class MetricsInProgress: Sendable {
  private enum Step: Sendable {
    case event(MetricEvent)
    case end(Result<FileReading, any Error>)
  }

  private let steps = BoundedQueue<Step>(capacity: IngestionPolicy.handoversAhead)
  private let parsed = DispatchSemaphore(value: 0)

  init(_ reading: MetricReading) {
    DispatchQueue(label: "faultline.parse").async { [steps, parsed] in
      let result = Result {
        try reading.readAlone { event in
          guard steps.put(.event(event)) else { throw CancellationError() }
        }
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
    while let step = steps.take() {
      switch step {
      case .event(.samples(let batches)): for batch in batches { try samples(batch) }
      case .event(.startOver): try startOver()
      case .end(let result): return try result.get()
      }
    }
    throw CancellationError()
  }
}
