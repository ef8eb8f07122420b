import Vocabulary

extension Drop {
  /// What else a drop may be that fills what was counted of its local day; `nil` of all others.
  var dayOffSentence: String? {
    guard mayBeDayOff else { return nil }
    let those = marketplaces.count == 1 ? "its local day" : "their local day"
    return
      "It may be a day off that the calendar lacks: orders have been low since \(those) began. "
      + "Until that is known changes before it count for little."
  }

  /// What to do about that first.
  var dayOffStep: String? {
    mayBeDayOff ? "If it is a day off, add it to the calendar and run again. If not:" : nil
  }
}
