import Vocabulary

/// What a user may set about detection, with the reason for each default.
public struct DetectionSettings: Sendable, Hashable {
  /// Weeks of history an expectation rests on. Six same weekdays let a trimmed mean shrug off one
  /// bad and one good week, and keep the profile younger than a season.
  public var lookBackWeeks = 6

  /// False drops allowed per marketplace and quarter, those of its services among them. Three tenths are six a
  /// quarter for 20 marketplaces: what a person will read without learning to ignore the report.
  public var falseDropsPerQuarter = 0.3

  /// Falls shallower than this are not reported however certain: the expectation itself is hardly
  /// better, and nobody acts on less.
  public var smallestFall = 0.02

  /// The level of every interval of a loss.
  public var intervalLevel = 0.9

  public init() {}

  /// Where the history begins that an expectation from `moment` on rests on.
  func lookBack(from moment: Timestamp) -> Timestamp {
    moment.advanced(bySeconds: -lookBackWeeks * DetectionModel.blockSeconds)
  }
}
