import Vocabulary

@testable import Reporting

extension Night {
  /// The first link of the checkout drop, as a run would have recorded it.
  static var checkoutLink: ExplainedLink {
    let drop = RecordedDrop(checkoutFinding) { $0.statement }
    let suspect = drop.suspects[0]
    return ExplainedLink(
      drop: drop, suspect: suspect, change: report().changes[suspect.change],
      incidents: checkoutFinding.incidents)
  }
}
