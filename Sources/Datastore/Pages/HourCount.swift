/// What the samples of one series and hour come to.
struct HourCount: Sendable {
  /// Start of the hour in seconds since 1970.
  let hour: Int64
  let orders: Int64
  /// `nil` if no sample gives any.
  let errors: Int64?
  let samples: Int64

  /// Of a page, ascending. A sample counts in the hour in which its step starts.
  static func hours(of page: PageColumns) -> [HourCount] {
    var hours: [HourCount] = []
    var start = page.time.startIndex
    while start < page.time.endIndex {
      let begin = page.time[start] - page.time[start] % 3600
      let end = page.time[start...].firstIndex(from: begin + 3600)
      hours.append(
        HourCount(
          hour: begin, orders: page.orders[start..<end].sumOfGiven ?? 0,
          errors: page.errors[start..<end].sumOfGiven, samples: Int64(end - start)))
      start = end
    }
    return hours
  }
}

extension ArraySlice<Int32> {
  /// The sum of the values that are not negative; `nil` if all are. No page is so long that it
  /// would not fit.
  fileprivate var sumOfGiven: Int64? {
    withUnsafeBufferPointer { values in
      var sum: Int64 = 0
      var all: Int32 = -1
      for value in values {
        sum &+= Int64(Swift.max(value, 0))
        all &= value
      }
      return all < 0 ? nil : sum
    }
  }
}
