/// One sample of a page.
struct PageSample: Equatable {
  /// Seconds since 1970.
  var time: Int64
  /// ≥ 0.
  var orders: Int32
  /// ≥ 0, or −1 if not given.
  var errors: Int32
  /// Milliseconds; NaN if not given.
  var latency: Float

  static func == (left: PageSample, right: PageSample) -> Bool {
    left.time == right.time && left.orders == right.orders && left.errors == right.errors
      && (left.latency == right.latency || (left.latency.isNaN && right.latency.isNaN))
  }
}

/// The length of a page, in seconds: a day of UTC.
let pageSeconds: Int64 = 86_400

extension Int64 {
  /// The start of the day of UTC that holds this moment.
  var startOfPage: Int64 {
    let remainder = self % pageSeconds
    return self - (remainder < 0 ? remainder + pageSeconds : remainder)
  }
}

extension ArraySlice<Int64> {
  /// Where the values from `limit` on begin; they ascend.
  func firstIndex(from limit: Int64) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
