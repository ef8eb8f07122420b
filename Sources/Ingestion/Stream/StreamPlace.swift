/// Where a row stands in a stream of series.
public enum StreamPlace: Hashable, Sendable {
  /// Of text, 1-based; a header is line 1.
  case line(Int)
  /// Of frames, 1-based.
  case frame(Int)
  /// Of the table of series before the frames, 1-based.
  case entry(Int)

  var words: String {
    switch self {
    case .line(let number): "line \(number)"
    case .frame(let number): "frame \(number)"
    case .entry(let number): "series \(number) of the table"
    }
  }
}
