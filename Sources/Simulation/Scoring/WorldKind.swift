import Vocabulary

/// The kinds by which worlds are told apart when scores are broken down.
enum WorldKind {
  /// One name for each way of telling them apart.
  static func names(_ settings: WorldSettings) -> [String] {
    let orders = settings.demand.dailyOrders / Double(settings.marketplaces.count) / 24
    return [
      "step \(settings.stepSeconds / 60) min",
      band(settings.days, [70: "under 10 weeks", 140: "10 to 20 weeks"], "20 to 39 weeks"),
      band(
        settings.marketplaces.count, [7: "3 to 6 marketplaces", 13: "7 to 12 marketplaces"],
        "13 to 20 marketplaces"),
      settings.special.onCalendar == 0
        ? "no calendar"
        : settings.special.onCalendar < 1 ? "calendar with holes" : "whole calendar",
      band(
        Int(1000 * settings.demand.slowNoise), [30: "quiet (noise 2 to 3 %)"],
        "noisy (noise 3 to 6 %)"),
      band(
        Int(orders), [1000: "small (under 1,000 orders an hour)", 10_000: "middling"],
        "large (10,000 orders an hour and more)"),
    ]
  }

  /// Names in the order in which they are printed: by what tells them apart, then by size.
  static let order = [
    "step 1 min", "step 5 min", "step 15 min", "under 10 weeks", "10 to 20 weeks",
    "20 to 39 weeks", "3 to 6 marketplaces", "7 to 12 marketplaces", "13 to 20 marketplaces",
    "no calendar", "calendar with holes", "whole calendar", "quiet (noise 2 to 3 %)",
    "noisy (noise 3 to 6 %)", "small (under 1,000 orders an hour)", "middling",
    "large (10,000 orders an hour and more)",
  ]

  private static func band(_ value: Int, _ below: [Int: String], _ rest: String) -> String {
    below.sorted { $0.key < $1.key }.first { value < $0.key }?.value ?? rest
  }
}

/// The kinds by which planted drops are told apart.
enum DropKind {
  static let order = [
    "under 30 min", "30 min to 3 h", "over 3 h", "comes on at once", "comes on slowly",
    "one marketplace", "several", "all", "silent", "errors rise",
  ]

  static func names(_ match: DropMatch, marketplaces: Int) -> [String] {
    let planted = match.planted
    let seconds = planted.end.seconds(since: planted.start)
    return [
      seconds < 1800 ? "under 30 min" : seconds < 10_800 ? "30 min to 3 h" : "over 3 h",
      match.hindsight.comesOnSlowly ? "comes on slowly" : "comes on at once",
      planted.parts.count == 1
        ? "one marketplace" : planted.parts.count < marketplaces ? "several" : "all",
      planted.extraErrors > 0 ? "errors rise" : "silent",
    ]
  }
}
