import Vocabulary

// The orders in which a report lists things: total, so that the same input gives the same bytes.

extension Finding {
  /// Larger loss first, then the earlier onset, then the id.
  static func largerFirst(_ one: Finding, _ other: Finding) -> Bool {
    let (loss, otherLoss) = (one.drop.lostOrders.value, other.drop.lostOrders.value)
    if loss != otherLoss { return loss > otherLoss }
    return (one.drop.onset.mode, one.drop.id) < (other.drop.onset.mode, other.drop.id)
  }
}

extension Feed {
  /// Place in the contract's list of feeds.
  var rank: Int { Feed.allCases.firstIndex(of: self) ?? Feed.allCases.count }
}

extension DismissedStretch {
  var order: (Timestamp, Timestamp, String, String) {
    (window.start, window.end, kind.rawValue, series.first?.words ?? "")
  }
}

extension ControlResult {
  var order: (ChangeID, Int) { (change, Control.allCases.firstIndex(of: control) ?? 0) }
}

extension SeriesKey {
  /// `US`, or `US (checkout)` for the orders that went through one service.
  var words: String {
    if let service { "\(marketplace.name) (\(service.name))" } else { marketplace.name }
  }
}
