import Vocabulary

/// Hands over a few batches at once: waking the taker for each would cost more than a small batch.
struct HandOver {
  enum Step: Sendable {
    case samples([SampleBatch])
    case startOver
  }

  private let put: (Step) throws -> Void
  private var waiting: [SampleBatch] = []
  private var waitingRows = 0

  init(put: @escaping (Step) throws -> Void) { self.put = put }

  mutating func take(_ event: MetricEvent) throws {
    switch event {
    case .samples(let batch):
      waiting.append(batch)
      waitingRows += batch.count
      if waitingRows >= IngestionPolicy.batchRows
        || waiting.count >= IngestionPolicy.batchRows / 64
      {
        try flush()
      }
    case .startOver:
      (waiting, waitingRows) = ([], 0)
      try put(.startOver)
    }
  }

  /// Hands over what waits.
  mutating func flush() throws {
    guard !waiting.isEmpty else { return }
    try put(.samples(waiting))
    (waiting, waitingRows) = ([], 0)
  }
}
