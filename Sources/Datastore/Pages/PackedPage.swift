import Vocabulary

/// One page with what its row and the hours say of it, as the database keeps them.
struct PackedPage {
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

  /// The pages of a batch, ascending by day.
  static func pages(of batch: SampleBatch) -> [PackedPage] {
    var pages: [PackedPage] = []
    var start = 0
    while start < batch.count {
      let day = batch.time[start].startOfPage
      let end = batch.time[start...].firstIndex(from: day + pageSeconds)
      pages.append(PackedPage(PageColumns(batch, start..<end), day: day))
      start = end
    }
    return pages
  }
}
