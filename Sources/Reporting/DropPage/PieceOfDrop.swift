import Vocabulary

/// A drop that is told week by week is not near expected before its first week ends and behind its last one begins.
extension DropPage {
  /// Orders just behind the end that are no more than this part of those expected are not back.
  private static let stillLow = 0.25
  private static let behindSeconds = 3600
  /// Shorter ones are told whole.
  private static let pieceSeconds = 4 * 86_400

  /// Whether it ends where its week does, and orders stay away.
  var goesOn: Bool {
    guard let end = drop.end.mode, drop.window.seconds > DropPage.pieceSeconds,
      let trace = finding.trace, trace.stepSeconds > 0
    else { return false }
    let first = end.seconds(since: trace.start) / trace.stepSeconds
    let steps = (first..<(first + max(1, DropPage.behindSeconds / trace.stepSeconds)))
      .clamped(to: trace.observed.indices)
    // The week itself saw no further, or there would be orders that are back.
    guard !steps.isEmpty else { return true }
    let known = steps.filter { trace.observed[$0] != nil }
    let seen = known.reduce(0) { $0 + Double(trace.observed[$1] ?? 0) }
    let expected = known.reduce(0) { $0 + trace.expected[$1] }
    return expected > 0 && seen <= DropPage.stillLow * expected
  }

  /// How orders stood before it, for who cannot see the figure.
  var wordsBefore: String {
    let start = drop.onset.mode.short
    return drop.beganEarlier ? "low before \(start) already" : "near expected until \(start)"
  }

  /// Likewise behind it.
  var wordsBehind: String {
    guard let end = drop.end.mode else { return "still low where the data end" }
    return goesOn ? "still low behind \(end.short)" : "near expected again from \(end.short)"
  }
}
