import Vocabulary

// The order in which changes near drops are listed: a list is cut somewhere, and those that matter
// must not be behind the cut.

extension Finding {
  /// Those that fit the drop first, by probability; then those that began the shortest before it.
  func nearestFirst(_ changes: [Change]) -> [Change] {
    changes.sorted { $0.isNearer([self], than: $1, [self]) }
  }
}

extension Change {
  /// Whether this change matters more to one of `findings` than `other` does to one of `others`.
  func isNearer(_ findings: [Finding], than other: Change, _ others: [Finding]) -> Bool {
    let (one, two) = (nearness(findings), other.nearness(others))
    if one.fit != two.fit { return one.fit > two.fit }
    if one.seconds != two.seconds { return one.seconds < two.seconds }
    return Change.earlierFirst(self, other)
  }

  /// The best fit, 0 if it fits none, and the shortest time from one of its steps to an onset.
  private func nearness(_ findings: [Finding]) -> (fit: Double, seconds: Int) {
    let fit = findings.compactMap { finding in
      finding.attribution.fitting.first { $0.change == id }?.probability.value
    }
    let seconds = findings.flatMap { finding in
      rollout.steps.map { step in
        let before = finding.drop.onset.mode.seconds(since: step.startedAt)
        // What began after the drop stands behind all that began before it.
        return before >= 0 ? before : Change.afterwards - before
      }
    }
    return (fit.max() ?? 0, seconds.min() ?? .max)
  }

  /// More seconds than any look-back has.
  private static let afterwards = 366 * 86_400
}
