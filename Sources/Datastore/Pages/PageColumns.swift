import Vocabulary

/// Samples of one series and day in columns, strictly ascending by time.
struct PageColumns {
  let time: ArraySlice<Int64>
  let orders: ArraySlice<Int32>
  let errors: ArraySlice<Int32>
  /// `nil` if no sample has one.
  let latency: ArraySlice<Float>?

  var count: Int { time.count }

  /// A part of a batch.
  init(_ batch: SampleBatch, _ rows: Range<Int>) {
    time = batch.time[rows]
    orders = batch.orders[rows]
    errors = batch.errors[rows]
    latency = batch.latency?[rows]
  }

  init(_ samples: [PageSample]) {
    time = samples.map(\.time)[...]
    orders = samples.map(\.orders)[...]
    errors = samples.map(\.errors)[...]
    latency = samples.map(\.latency)[...]
  }

  /// One value a sample.
  var samples: [PageSample] {
    let latencies = latency.map(Array.init)
    return zip(zip(time, orders), errors).enumerated().map { index, row in
      PageSample(
        time: row.0.0, orders: row.0.1, errors: row.1, latency: latencies?[index] ?? .nan)
    }
  }
}
