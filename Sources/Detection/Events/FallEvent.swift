/// A fall with the series that show it.
struct FallEvent {
  /// One series' share of the event.
  struct Part {
    /// Index of the watched series.
    let watched: Int
    let fall: Fall
    let onset: EdgeWeights
    let end: EdgeWeights
    /// Not seen to end.
    let isOpen: Bool

    /// Steps that may belong to the fall: from the early end of the onset to the late end of the end.
    var reach: Range<Int> {
      let first = onset.quantile(0.05)
      return first..<max(first + 1, end.quantile(0.95) + 1)
    }
  }

  var parts: [Part]
  /// The part that led to it.
  let anchor: Part
}
