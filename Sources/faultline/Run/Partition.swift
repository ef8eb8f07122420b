import Datastore
import Detection
import Vocabulary

/// Series judged together: all that one run of the filter is given, or one series alone.
struct Partition {
  let settings: DetectionSettings
  let calendar: [CalendarEvent]
  let since: Timestamp?
  let until: Timestamp?

  /// What went through the filter beside its rows.
  struct Tally {
    /// Rows that fit into no step of their series.
    var unplaced = 0
    var drops = 0

    mutating func add(_ reading: SeriesReading, drops: Int) {
      unplaced += reading.unplaced.count
      self.drops += drops
    }
  }

  /// As a nightly run over the same orders and window finds them.
  func drops(_ all: [Series]) async -> [Drop] {
    let series =
      until.map { moment in all.map { $0.before(moment) }.filter { $0.count > 0 } } ?? all
    guard let start = series.map(\.window.start).min(), let end = series.map(\.window.end).max(),
      let window = TimeWindow(start: since ?? start, end: max(until ?? end, since ?? start))
    else { return [] }
    return await Detector(settings: settings).detect(series, calendar: calendar, window: window)
      .drops
  }
}
