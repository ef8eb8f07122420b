/// The numbers of the replay, each with its reason.
enum ReplayModel {
  /// That of every other interval in the reports.
  static let level = 0.9
  /// The 5 % point of a draw then has a standard error of half a percentage point.
  static let draws = 2000
  /// Any would do; a fixed one gives the same figures from the same records.
  static let seed: UInt64 = 4
}
