import Vocabulary

extension TrendReport {
  /// The price of friction: what each control would have held, and what lay behind it; `nil` where the
  /// safeguards cover nothing.
  var frictionSection: Section? {
    hasRegister && audit.counts.changes > 0 ? audit.replay?.summarySection : nil
  }
}
