import Vocabulary

extension TimeDistribution {
  /// The share of this moment at or after `moment`, taken as even inside each step.
  func share(after moment: Timestamp) -> Double {
    let offset = moment.seconds(since: first)
    if offset <= 0 { return 1 }
    let index = offset / stepSeconds
    if index >= weights.count { return 0 }
    let inside = Double(offset - index * stepSeconds) / Double(stepSeconds)
    return weights[index] * (1 - inside) + weights[(index + 1)...].reduce(0, +)
  }

  /// The end of the step that holds the upper end of the central range `level`.
  func end(ofRange level: Double) -> Timestamp {
    range(level).high.advanced(bySeconds: stepSeconds)
  }
}
