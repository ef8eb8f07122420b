import Vocabulary

extension HeldChanges {
  /// `change record or two reviewers`: a change is held if one of them is not in place.
  var name: String {
    controls.count == Control.allCases.count
      ? "all four together" : controls.map(\.name).joined(separator: " or ")
  }
}

extension ControlReplay {
  /// The first sentences: what all controls together would have held, and what lay behind it.
  var lead: String {
    guard changes > 0, let together else {
      return "No change to a system that the safeguards cover is recorded in this period."
    }
    let held =
      "All four controls together would have held back \(grouped(together.held)) of "
      + "\(counted(changes, "change")), \(weekly(together.held)) a week."
    guard drops > 0 else { return held + " No drop is recorded in this period." }
    return held
      + " Of the \(lostOrders.rounded.words) orders lost in \(counted(drops, "drop")), "
      + "\(together.orders.rounded.words) were lost behind changes they would have held back"
      + largestWords(together)
      + ". \(together.harmless.rounded.words) of the changes held back are "
      + "linked to no drop."
  }

  /// How much of that is the one drop that cost most.
  private func largestWords(_ held: HeldChanges) -> String {
    guard let largestLoss, drops > 1 else { return "" }
    let name = largestDrop.map { " (\($0.name))" } ?? ""
    return
      ", \(held.ordersBesideLargest.rounded.words) of them not in the drop that cost most\(name), "
      + largestLoss.rounded.words
  }

  /// Changes a week, from `number` over the time that is on record; a count, so without an interval.
  func weekly(_ number: Int) -> String {
    let weeks = Double(recorded.seconds) / (7 * 86_400)
    guard weeks >= 1 else { return "—" }
    let rate = Double(number) / weeks
    return fixed(rate, decimals: rate < 10 ? 1 : 0)
  }

  /// What stands behind the figures, and what they do not say.
  var assumptions: Phrase {
    """
    This is arithmetic over what was recorded, not a proof. It takes for granted that a change held \
    back would have been mended before it shipped, and that its drop would not have come otherwise. A drop \
    counts for a change by the probability of their link, and drops that no recorded change explains \
    count for none; intervals (\(percent(Share(lostOrders.level)))) are drawn from both, the links and \
    what each drop cost. A change is held back if a control is not met\
    \(unknownHolds ? ", or if the records do not say, since the policy lets unknown block" : ""); \
    what the policy excuses is not. How long a change held back waits, and what its delay costs, is not \
    in the records.
    """
  }
}
