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

    /// Steps that may belong to the fall: from the early end of the onset to the late end of the end,
    /// and on while orders stay clearly low, since falls and recoveries have ramps.
    let reach: Range<Int>
  }

  var parts: [Part]
  /// The part that led to it.
  let anchor: Part
}
