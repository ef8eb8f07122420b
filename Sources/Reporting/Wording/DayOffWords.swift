import Vocabulary

extension Drop {
  /// What else a drop may be that fills what was counted of its local day; `nil` of all others.
  var dayOffSentence: String? { mayBeDayOff ? dayOffWords(marketplaces.count) : nil }

  /// What to do about that first.
  var dayOffStep: String? {
    mayBeDayOff ? "If it is a day off, add it to the calendar and run again. If not:" : nil
  }
}

extension RecordedDrop {
  /// As of a drop.
  var dayOffSentence: String? { mayBeDayOff ? dayOffWords(marketplaces.count) : nil }
}

private func dayOffWords(_ marketplaces: Int) -> String {
  "It may be a day off that the calendar lacks: orders have been low since "
    + "\(marketplaces == 1 ? "its" : "their") local day began. "
    + "Until that is known changes before it count for little."
}
