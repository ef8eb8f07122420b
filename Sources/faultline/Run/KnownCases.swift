import Correlation
import Datastore
import Vocabulary

extension KnownCase {
  /// What a team said of a recorded drop; `nil` if there was no drop, so that there is nothing to link.
  ///
  /// Causes that incidents name teach nothing: whether one is known when a drop is judged depends on how
  /// the same records were split over runs, and figures must not.
  init?(_ recorded: RecordedVerdict) {
    let cause: ChangeID?
    switch recorded.verdict.conclusion {
    case .cause(let change): cause = change
    case .noRecordedChange: cause = nil
    case .notADrop: return nil
    }
    self.init(
      drop: recorded.verdict.drop, onset: recorded.window.start,
      marketplaces: recorded.marketplaces, cause: cause, knownAt: recorded.verdict.recordedAt)
  }
}
