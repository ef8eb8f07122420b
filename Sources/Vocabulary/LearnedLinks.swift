/// What the links of a drop go by in the place of the defaults, from drops that people had judged
/// before it.
public struct LearnedLinks: Hashable, Sendable {
  /// Conclusions recorded before the drop.
  public let cases: Int
  /// Of these, how many named a recorded change.
  public let explained: Int
  /// The share of drops that recorded changes explain, the default being worth some cases.
  public let share: Probability
  /// Half of the drops that a change explains begin within so many minutes of it.
  public let medianDelayMinutes: Double

  public init(cases: Int, explained: Int, share: Probability, medianDelayMinutes: Double) {
    self.cases = cases
    self.explained = explained
    self.share = share
    self.medianDelayMinutes = medianDelayMinutes
  }
}
