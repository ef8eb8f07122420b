import Vocabulary

extension DismissedStretch.Kind {
  /// What it was, in a few words.
  var name: String {
    switch self {
    case .knownEvent: "known event"
    case .holidayLike: "like a holiday"
    case .promotionEnded: "promotion ended"
    case .feedGap: "feed gap"
    case .feedStuck: "feed repeats itself"
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
    case .feedStuck: "One count came again and again. That says nothing about orders."
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
  /// Stretches that were like a day off which no calendar names: how many, the deepest, and what to do;
  /// `nil` of none.
  var unnamedDaysSentence: String? {
    let days = dismissed.filter { $0.kind == .holidayLike }
    guard let deepest = days.max(by: { ($0.depth?.value ?? 0) < ($1.depth?.value ?? 0) }) else {
      return nil
    }
    let depth = deepest.depthWords.map { ", \($0)" } ?? ""
    let which =
      "\(enumerated(deepest.series.map(\.words), limit: 4)) \(deepest.window.words) UTC\(depth)"
    return days.count == 1
      ? "One stretch was like a day off that the calendar lacks (\(which)): if it was one, add it to "
        + "the calendar."
      : "\(spelled(days.count)) stretches were like days off that the calendar lacks (the deepest: "
        + "\(which)): if they were, add them to the calendar."
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
