import Vocabulary

/// Makes of each batch what its taker wants, and hands that over a few batches at once: waking the
/// taker for each would cost more than a small batch.
struct HandOver<Prepared: Sendable> {
  enum Step: Sendable {
    case samples([Prepared])
    case startOver
  }

  private let prepare: (SampleBatch) -> Prepared
  private let put: (Step) throws -> Void
  private var waiting: [Prepared] = []
  private var waitingRows = 0

  init(prepare: @escaping (SampleBatch) -> Prepared, put: @escaping (Step) throws -> Void) {
    self.prepare = prepare
    self.put = put
  }

  mutating func take(_ event: MetricEvent) throws {
    switch event {
    case .samples(let batch):
      waiting.append(prepare(batch))
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
