public import Vocabulary

/// The samples of a batch as the database keeps them.
///
/// Packing needs no database and takes as long as storing: it is done where there is time for it.
public struct PackedSamples: Sendable {
  let key: SeriesKey
  /// Ascending by day.
  let pages: [PackedPage]

  public init(_ batch: SampleBatch) {
    key = batch.key
    var pages: [PackedPage] = []
    var start = 0
    while start < batch.count {
      let day = batch.time[start].startOfPage
      let end = batch.time[start...].firstIndex(from: day + pageSeconds)
      pages.append(PackedPage(PageColumns(batch, start..<end), day: day))
      start = end
    }
    self.pages = pages
  }
}

/// One page with what its row and the hours say of it.
struct PackedPage: Sendable {
  let day: Int64
  let count: Int
  let firstAt: Int64
  let lastAt: Int64
  let payload: [UInt8]
  let hours: [HourCount]

  /// `columns` are of the day that begins at `day`, and not empty.
  init(_ columns: PageColumns, day: Int64) {
    self.day = day
    count = columns.count
    firstAt = columns.time[columns.time.startIndex]
    lastAt = columns.time[columns.time.endIndex - 1]
    payload = PageCodec.encode(columns, day: day)
    hours = HourCount.hours(of: columns)
  }
}
