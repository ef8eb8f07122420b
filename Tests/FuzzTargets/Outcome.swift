import Ingestion
import Vocabulary

/// What became of a file: a reading with its samples, or the reason why it cannot be used.
enum Outcome {
  case read(FileReading, [SampleBatch])
  case unusable(InputProblem)

  /// Reads the file at `path` and checks what a reading promises, whatever the bytes.
  init(
    _ path: String, _ feed: Feed, as form: FileForm, strictCSV: Bool = false
  ) throws(Contradiction) {
    let file = InputFile(path: path, name: "input", feed: feed)
    try self.init { startOver, samples in
      try FeedReader.read(
        file, as: form, strictCSV: strictCSV, startOver: startOver, samples: samples)
    }
  }

  init(
    _ read: (_ startOver: () -> Void, _ samples: (SampleBatch) -> Void) throws -> FileReading
  ) throws(Contradiction) {
    var batches: [SampleBatch] = []
    do {
      let reading = try read({ batches = [] }, { batches.append($0) })
      self = .read(reading, batches)
    } catch let problem as InputProblem {
      self = .unusable(problem)
    } catch {
      throw Contradiction("an error that is no problem of the input: \(error)")
    }
    try check()
  }

  private func check() throws(Contradiction) {
    switch self {
    case .unusable(let problem):
      try Contradiction.unless(!problem.description.isEmpty, "a problem without words")
    case .read(let reading, let batches):
      try Outcome.check(reading)
      try Outcome.check(batches, reading)
    }
  }

  private static func check(
    _ reading: FileReading
  ) throws(Contradiction) {
    try Contradiction.unless(
      reading.rowsUsable == reading.stored + reading.duplicates,
      "\(reading.rowsUsable) usable rows, \(reading.stored) stored, \(reading.duplicates) repeated")
    // Rows given back after mending stand in several files.
    let places = reading.rejected.map(\.place)
    try Contradiction.unless(
      places == places.sorted(), "rows set aside out of order: \(places)")
    try Contradiction.unless(
      places.allSatisfy { $0.line >= 1 }, "a row set aside that is on no line")
    try Contradiction.unless(
      reading.rejected.allSatisfy { !$0.reason.isEmpty && !$0.description.isEmpty },
      "a row set aside without a reason")
    try Contradiction.unless(
      reading.extraCells.isEmpty
        || reading.extraCells.count == reading.stored
          && reading.extraCells.allSatisfy { $0.count == reading.extraColumns.count },
      "cells of \(reading.extraCells.count) rows for \(reading.stored) records")
    try Contradiction.unless(
      (reading.firstAt == nil) == (reading.lastAt == nil), "a first moment and no last")
    if let first = reading.firstAt, let last = reading.lastAt {
      try Contradiction.unless(first <= last, "first moment \(first), last \(last)")
      try Contradiction.unless(
        Outcome.years.contains(first.civil.year) && Outcome.years.contains(last.civil.year),
        "moments that nobody believes: \(first), \(last)")
    }
  }

  /// Those of the contract, and one more on each side for offsets.
  private static let years = 1989...2101

  private static func check(
    _ batches: [SampleBatch], _ reading: FileReading
  ) throws(Contradiction) {
    guard case .samples(let count) = reading.records else { return }
    let handedOver = batches.reduce(0) { $0 + $1.count }
    try Contradiction.unless(handedOver == count, "\(count) samples, \(handedOver) handed over")
    for batch in batches {
      try Contradiction.unless(
        zip(batch.time, batch.time.dropFirst()).allSatisfy { $0 < $1 }, "times that go back")
      try Contradiction.unless(batch.orders.allSatisfy { $0 >= 0 }, "fewer than no orders")
      try Contradiction.unless(batch.errors.allSatisfy { $0 >= -1 }, "fewer than no errors")
      let counts = [batch.orders.count, batch.errors.count, batch.latency?.count ?? batch.count]
      try Contradiction.unless(counts.allSatisfy { $0 == batch.count }, "columns of other lengths")
    }
  }

  /// Order metrics the same, whatever the batches in which they came: in order, a text a sample.
  var samples: [String]? {
    guard case .read(_, let batches) = self else { return nil }
    return batches.flatMap { batch in
      batch.time.indices.map { row in
        let latency = batch.latency.map { String($0[row].bitPattern) } ?? "\(Float.nan.bitPattern)"
        return
          "\(batch.key) \(batch.time[row]) \(batch.orders[row]) \(batch.errors[row]) \(latency)"
      }
    }.sorted()
  }
}

extension FileReading {
  fileprivate var stored: Int {
    switch records {
    case .deploys(let records): records.count
    case .incidents(let records): records.count
    case .services(let records): records.count
    case .calendar(let records): records.count
    case .changeRecords(let records): records.count
    case .samples(let count): count
    }
  }
}
