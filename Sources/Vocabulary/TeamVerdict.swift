/// What a team concluded about a drop; the only source from which a cause is ever stated.
public struct TeamVerdict: Hashable, Sendable {
  public enum Conclusion: Hashable, Sendable {
    /// The team confirmed this change as the cause.
    case cause(ChangeID)
    /// The team found that no recorded change was behind it.
    case noRecordedChange
    /// The team found that it was not a drop.
    case notADrop
  }

  public let drop: DropID
  public let conclusion: Conclusion
  /// A team, never a person.
  public let team: String
  public let recordedAt: Timestamp

  public init(drop: DropID, conclusion: Conclusion, team: String, recordedAt: Timestamp) {
    self.drop = drop
    self.conclusion = conclusion
    self.team = team
    self.recordedAt = recordedAt
  }
}
