import Vocabulary

extension DismissedStretch.Kind {
  /// What it was, in a few words.
  var name: String {
    switch self {
    case .knownEvent: "known event"
    case .holidayLike: "like a holiday"
    case .promotionEnded: "promotion ended"
    case .feedGap: "feed gap"
    case .counterReset: "counted late"
    case .demandShift: "demand shift"
    case .scheduleChange: "clock change"
    }
  }

  /// Why it is not a drop.
  var reason: String {
    switch self {
    case .knownEvent: "The calendar names an event that covers it."
    case .holidayLike: "Orders were low for whole local days, as on a holiday the calendar lacks."
    case .promotionEnded: "Orders had stood above expectation before and came back to it."
    case .feedGap: "No rows came. That says nothing about orders."
    case .counterReset: "What was missing was counted in the steps that followed."
    case .demandShift: "Demand sank slowly nearly everywhere."
    case .scheduleChange: "The daily shape moved by an hour, as when clocks change."
    }
  }
}

extension DismissedStretch.Kind {
  /// What to do about it, where something can be done.
  var nextStep: String? {
    self == .holidayLike ? "If it was a day off, add it to the calendar and run again." : nil
  }
}

extension NightlyReport {
  /// Days that looked like a day off and that no calendar names, with how far orders were down: at most
  /// two are named, since the table has all of them.
  var unnamedDays: [String] {
    let days = dismissed.filter { $0.kind == .holidayLike }
    return days.prefix(2).map { day in
      let places = enumerated(day.series.map(\.words), limit: 4)
      let depth = day.depthWords.map { " (\($0))" } ?? ""
      return "\(places), \(day.window.words) UTC\(depth): like a day off that the calendar lacks. "
        + "If it was one, add it to the calendar."
    } + (days.count > 2 ? ["\(grouped(days.count - 2)) more stretches were like it."] : [])
  }
}

extension DismissedStretch {
  /// How far orders were down; `nil` where nothing was counted. What ends leaves them where they usually
  /// are, and so by how much they came down is no shortfall.
  var depthWords: String? {
    depth.map {
      kind == .promotionEnded ? "came down by \(percent($0)) of expected" : belowExpected($0)
    }
  }
}
