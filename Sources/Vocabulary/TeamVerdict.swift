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

extension TeamVerdict.Conclusion {
  /// What people know of a drop: the team's conclusion, else the cause that its incidents confirm; `nil`
  /// if neither says anything.
  public init?(_ verdict: TeamVerdict?, confirmed: ChangeID?) {
    guard let known = verdict?.conclusion ?? confirmed.map({ .cause($0) }) else { return nil }
    self = known
  }
}

extension ChangeID {
  /// The one change that incidents name as the cause and linking considered; `nil` of none or several.
  public static func confirmed(
    by named: some Sequence<ChangeID>, among considered: [ChangeID]
  ) -> ChangeID? {
    let both = considered.filter(Set(named).contains)
    return both.count == 1 ? both[0] : nil
  }
}
