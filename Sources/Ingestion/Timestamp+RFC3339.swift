public import Vocabulary

extension Timestamp {
  /// The moment of an RFC 3339 text with an offset, by the rules for cells; `nil` if it is none.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard let seconds = try? TimeText.parse(bytes.span, zone: nil) else { return nil }
    self.init(secondsSinceEpoch: seconds)
  }
}
