/// How times without an offset are to be read.
public enum TimeZoneRule: Hashable, Sendable {
  case utc
  /// Seconds east of UTC.
  case offset(seconds: Int)

  /// Reads `UTC`, `Z` or an offset such as `+01:00`; `nil` for anything else, a zone with summer
  /// time included.
  public init?(_ text: String) {
    if ["UTC", "Z", "GMT"].contains(text.uppercased()) {
      self = .utc
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, let seconds = TimeText.offset(bytes.span, at: 0) else { return nil }
    self = .offset(seconds: Int(seconds))
  }

  /// Seconds east of UTC.
  var secondsEast: Int64 {
    switch self {
    case .utc: 0
    case .offset(let seconds): Int64(seconds)
    }
  }
}
