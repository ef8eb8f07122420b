import Detection
import Vocabulary

/// Where a series that is usually complete had too few rows, or the same count in all, to see a drop in.
struct UnseenHours {
  /// A window may be months long. What lies further back than this was for nights of then to tell, and
  /// is among the stretches that are no drops; nights missed for a week are still told together.
  private static let reachSeconds = 7 * 86_400

  /// Short against any limit that feeds have.
  private static let blockSeconds = 3600

  /// The fewest steps whose share of rows tells few of them from the usual one.
  private static let blockSteps = 4

  /// A series that has this share of its rows is complete but for stray losses. One whose rows come
  /// now and then, for steps without orders have none, stays far below.
  private static let steadyShare = 0.9

  /// With half of the rows and more a drop that lasts an hour shows.
  private static let unseenShare = 0.5

  /// Fewer rows may lie evenly apart by chance.
  private static let fewestRowsApart = 4

  /// Where a step is another, nearly all distances say so; a lost row makes one of them twice as long.
  private static let rowsApartShare = 0.9

  /// The usual share of rows is that of the same hour in so many weeks before, as expected orders are.
  let weeks: Int
  /// What is no longer than a feed may be late is not told; nor are two steps.
  let limitSeconds: Int
  /// Where nothing is sold, nothing is missed.
  let maintenance: [CalendarEvent]

  init(weeks: Int, limitSeconds: Int, calendar: [CalendarEvent]) {
    self.weeks = weeks
    self.limitSeconds = limitSeconds
    maintenance = calendar.filter { $0.kind == .maintenance }
  }

  /// The stretches of the end of `window`, those of one time and cause in one, by time.
  func stretches(of series: [Series], in window: TimeWindow) -> [UnseenStretch] {
    let storefronts = series.filter { $0.key.isStorefront }
    let found = (storefronts.isEmpty ? series : storefronts).flatMap {
      stretches(of: $0, in: window) + repeats(of: $0, in: window)
    }
    return found.sorted(by: UnseenStretch.earlierFirst).reduce(into: []) { all, one in
      let known = all.indices.first { place in
        all[place].isAbout(one, give: UnseenHours.blockSeconds)
          && all[place].joined(with: one) != nil
      }
      if let known, let both = all[known].joined(with: one) {
        all[known] = both
      } else {
        all.append(one)
      }
    }
  }

  /// Where one count came again and again.
  private func repeats(of series: Series, in window: TimeWindow) -> [UnseenStretch] {
    let told = UnseenHours.told(of: series, in: window)
    let weeks = (told.lowerBound - weeks * 7 * 86_400 / series.stepSeconds)..<told.upperBound
    return RepeatedCounts.find(
      in: series.orders, window: weeks, stepSeconds: series.stepSeconds
    ).filter { $0.overlaps(told) && $0.count * series.stepSeconds > limitSeconds }.map { steps in
      UnseenStretch(
        window: TimeWindow(
          start: series.time(at: steps.lowerBound), seconds: steps.count * series.stepSeconds),
        series: [series.key], cause: .oneCount)
    }
  }

  /// The steps at the end of `window` that are told of.
  private static func told(of series: Series, in window: TimeWindow) -> Range<Int> {
    let start = max(window.start, window.end.advanced(bySeconds: -reachSeconds))
    let first = max(0, series.index(of: start))
    return first..<max(first, min(series.count, series.index(of: window.end)))
  }

  private func stretches(of series: Series, in window: TimeWindow) -> [UnseenStretch] {
    let told = UnseenHours.told(of: series, in: window)
    let (first, last) = (told.lowerBound, told.upperBound)
    let length = UnseenHours.length(of: series)
    var stretches: [UnseenStretch] = []
    var begin: Int?
    for block in stride(from: first, to: last, by: length) {
      let steps = block..<min(last, block + length)
      let isUnseen = isUnseen(steps, of: series)
      if isUnseen { begin = begin ?? block }
      let end = isUnseen ? steps.upperBound : block
      if let known = begin, !isUnseen || end == last {
        stretches += stretch(known..<end, of: series).map { [$0] } ?? []
        begin = nil
      }
    }
    return stretches
  }

  /// Of a block, in steps.
  private static func length(of series: Series) -> Int {
    max(blockSteps, blockSeconds / series.stepSeconds)
  }

  private func isUnseen(_ steps: Range<Int>, of series: Series) -> Bool {
    guard series.share(of: steps) <= UnseenHours.unseenShare,
      let usual = usualShare(of: steps, series), usual >= UnseenHours.steadyShare
    else { return false }
    let time = series.time(at: steps.lowerBound)
    return !maintenance.contains {
      $0.window.contains(time) && $0.applies(to: series.key.marketplace)
    }
  }

  /// The share of rows that half of the weeks before reached; of the days before in the first week, and
  /// `nil` on the first day.
  private func usualShare(of steps: Range<Int>, _ series: Series) -> Double? {
    func shares(_ count: Int, every seconds: Int) -> [Double] {
      (1...max(1, count)).compactMap { number in
        let back = number * seconds / series.stepSeconds
        return steps.lowerBound < back
          ? nil : series.share(of: steps.lowerBound - back..<steps.upperBound - back)
      }
    }
    let weekly = shares(weeks, every: 7 * 86_400)
    let all = (weekly.isEmpty ? shares(6, every: 86_400) : weekly).sorted()
    return all.isEmpty ? nil : all[all.count / 2]
  }

  /// What was missing in a run of steps; `nil` if that is too short to be told.
  private func stretch(_ steps: Range<Int>, of series: Series) -> UnseenStretch? {
    let holes = series.holes(around: steps, by: UnseenHours.length(of: series))
    let isEmpty = series.share(of: holes) == 0
    let told = isEmpty ? holes : steps
    let window = TimeWindow(
      start: series.time(at: told.lowerBound), seconds: told.count * series.stepSeconds)
    guard window.seconds > max(limitSeconds, 2 * series.stepSeconds) else { return nil }
    return UnseenStretch(
      window: window, series: [series.key], cause: isEmpty ? .noRows : cause(told, series))
  }

  private func cause(_ steps: Range<Int>, _ series: Series) -> UnseenStretch.Cause {
    let rows = steps.filter { series.orders.storage[$0] != Samples.hole }
    let apart = zip(rows, rows.dropFirst()).map { $1 - $0 }
    let counts = Dictionary(apart.map { ($0, 1) }, uniquingKeysWith: +)
    if rows.count >= UnseenHours.fewestRowsApart,
      let usual = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), usual.key > 1,
      Double(usual.value) >= UnseenHours.rowsApartShare * Double(apart.count)
    {
      return .rowsApart(
        seconds: usual.key * series.stepSeconds, stepSeconds: series.stepSeconds)
    }
    return .fewRows(missing: steps.count - rows.count, of: steps.count)
  }
}

extension Series {
  /// The share of steps that have a row; `steps` are some, and lie inside.
  fileprivate func share(of steps: Range<Int>) -> Double {
    let rows = orders.storage[steps].count { $0 != Samples.hole }
    return Double(rows) / Double(steps.count)
  }

  /// From the first step without a row to the last, `steps` widened by up to so many that have none.
  fileprivate func holes(around steps: Range<Int>, by most: Int) -> Range<Int> {
    let isHole = { self.orders.storage[$0] == Samples.hole }
    var first = steps.first(where: isHole) ?? steps.lowerBound
    var end = (steps.last(where: isHole) ?? first) + 1
    let bounds = max(0, first - most)..<min(count, end + most)
    while first > bounds.lowerBound, isHole(first - 1) { first -= 1 }
    while end < bounds.upperBound, isHole(end) { end += 1 }
    return first..<end
  }
}

extension UnseenStretch {
  fileprivate static func earlierFirst(_ one: Self, _ other: Self) -> Bool {
    (one.window.start, other.window.end, one.series[0])
      < (other.window.start, one.window.end, other.series[0])
  }

  /// Whether both are one stretch to a reader: the edges of what has no rows, or one count, lie near to
  /// each other, and where some came there are no edges to tell.
  fileprivate func isAbout(_ other: UnseenStretch, give seconds: Int) -> Bool {
    guard cause == .noRows || cause == .oneCount else { return window.overlaps(other.window) }
    return abs(window.start.seconds(since: other.window.start)) <= seconds
      && abs(window.end.seconds(since: other.window.end)) <= seconds
  }
}
