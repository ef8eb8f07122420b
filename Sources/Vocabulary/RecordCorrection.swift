/// A value of a known record that a later file gave otherwise: said, so that no event moves in
/// silence.
public struct RecordCorrection: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case time(Timestamp)
    /// A name, or names joined by semicolons.
    case text(String)
  }

  public let feed: Feed
  /// The deploy or the incident.
  public let id: String
  /// As the contract calls it.
  public let column: String
  public let old: Value
  /// `nil` if the later file says nothing.
  public let new: Value?
  /// Where the later value stands.
  public let place: SourcePlace

  public init(
    feed: Feed, id: String, column: String, old: Value, new: Value?, place: SourcePlace
  ) {
    self.feed = feed
    self.id = id
    self.column = column
    self.old = old
    self.new = new
    self.place = place
  }
}
