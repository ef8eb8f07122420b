import Vocabulary

extension TrendReport {
  /// The price of friction: which changes each control would have held, and what that costs. Stands
  /// between the controls and the orders lost; `nil` until a replay is handed to the report.
  var frictionSection: Section? { nil }
}
