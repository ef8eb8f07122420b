import Glibc
import Vocabulary

/// An observation without which another answer would come first.
struct RankingTurn: Hashable, Sendable {
  /// The change that it speaks for or against.
  let change: ChangeID
  let evidence: Evidence
  /// The answer that would come first; `nil` for no recorded change.
  let first: ChangeID?
}

extension Attribution {
  /// Every observation beyond timing that decides which answer comes first: the order is made again
  /// with each left out. Timing is left in, since when things began is on record.
  var rankingTurns: [RankingTurn] {
    guard let leader = suspects.max(by: { $0.probability < $1.probability }) else { return [] }
    let none = noRecordedChange.value
    let leads = leader.probability.value > none
    let second = suspects.filter { $0.change != leader.change }
      .max { $0.probability < $1.probability }
    let isNoneNext = none >= (second?.probability.value ?? 0)
    let next = max(none, second?.probability.value ?? 0)
    let top = max(none, leader.probability.value)
    let losing =
      !leads
      ? []
      : leader.evidenceFor.filter {
        !$0.observation.isTiming && leader.probability.value * exp(-$0.weight.value) < next
      }.map {
        RankingTurn(
          change: leader.change, evidence: $0, first: isNoneNext ? nil : second?.change)
      }
    let rivals = leads ? suspects.filter { $0.change != leader.change } : suspects
    let winning = rivals.flatMap { rival in
      rival.evidenceAgainst.filter {
        !$0.observation.isTiming && rival.probability.value * exp(-$0.weight.value) > top
      }.map { RankingTurn(change: rival.change, evidence: $0, first: rival.change) }
    }
    return losing + winning
  }

  /// What would change which answer comes first, as a sentence; at most one observation a change, by
  /// its kind and weight, as the tables beside it have them.
  var whatWouldChange: String {
    var seen: Set<ChangeID> = []
    let turns = rankingTurns.filter { seen.insert($0.change).inserted }
    guard !turns.isEmpty else {
      return "No single observation beyond timing would change which answer comes first."
    }
    let clauses = turns.prefix(3).map { turn in
      let weight = signed(turn.evidence.weight)
      let piece = "without “\(turn.evidence.observation.kind.words)” (\(weight))"
      return turn.first == turn.change
        ? "\(piece) \(turn.change.name) would lead"
        : "\(piece) \(turn.change.name) would give way to "
          + (turn.first.map(\.name) ?? "no recorded change")
    }
    return "What would change which answer comes first: \(clauses.joined(separator: "; "))."
  }
}

extension Evidence.Observation {
  fileprivate var isTiming: Bool {
    if case .timing = self { true } else { false }
  }
}
