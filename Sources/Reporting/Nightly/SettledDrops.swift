public import Vocabulary

extension NightlyReport {
  /// Drops that no team said to be none, largest first: what is counted.
  public var standing: [Finding] {
    findings.filter { verdicts[$0.drop.id]?.conclusion != .notADrop }
  }

  /// Those that somebody has to look at: without a verdict, or with one and still open.
  public var needingALook: [Finding] {
    standing.filter { verdicts[$0.drop.id] == nil || $0.drop.end.mode == nil }
  }

  /// Those that need a look, then those that teams settled, each largest first.
  var findingsByNeed: [Finding] {
    let needing = Set(needingALook.map(\.drop.id))
    return needingALook + findings.filter { !needing.contains($0.drop.id) }
  }

  /// `2 are settled by a team's verdict and 1 was said to be no drop`; `nil` if neither is.
  var settledClause: String? {
    let settled = standing.count - needingALook.count
    let none = findings.count - standing.count
    let parts = [
      settled == 0
        ? nil : "\(grouped(settled)) \(settled == 1 ? "is" : "are") settled by a team's verdict",
      none == 0 ? nil : "\(grouped(none)) \(none == 1 ? "was" : "were") said to be no drop",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : enumerated(parts)
  }
}

extension TeamVerdict {
  /// What a table says of a drop that a team has judged.
  var tableWords: String {
    switch conclusion {
    case .cause(let change): "settled: \(change.name) was confirmed as cause by the \(team) team"
    case .noRecordedChange:
      "settled: no recorded change was behind it, confirmed by the \(team) team"
    case .notADrop: "said to be no drop by the \(team) team"
    }
  }
}
