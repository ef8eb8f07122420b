import Vocabulary

/// The fall of one marketplace in a drop.
struct Fall: Hashable, Sendable {
  let marketplace: Int
  var profile: FallProfile
}

/// A planted drop while the world is made.
struct DraftDrop: Hashable, Sendable {
  var cause: CauseKind
  /// Position of the draft behind it, hidden or not; `nil` if no change was.
  var change: Int?
  var falls: [Fall]
  /// Website errors planted for each order planted to be lost.
  var errorsPerLostOrder: Double
  /// Positions of harmless drafts placed shortly before it.
  var decoys: [Int] = []
  /// What a scenario says of it.
  var note: String?

  /// From the first onset to the last end.
  var window: TimeWindow {
    let onset = falls.map(\.profile.onset).min() ?? Timestamp(secondsSinceEpoch: 0)
    let end = falls.map(\.profile.end).max() ?? onset
    return TimeWindow(start: onset, seconds: end.seconds(since: onset))
  }
}
