public import Vocabulary

/// Whether a replay said truly, over many worlds, what lay behind the changes that controls would have
/// held.
public struct ReplayTally: Sendable {
  /// One combination of controls over the worlds.
  struct Score: Sendable {
    let name: String
    var worlds = 0
    /// Worlds whose interval of orders held what was planted.
    var held = 0
    /// Worlds in which a change that would have been held was behind a drop.
    var atStake = 0
    var heldAtStake = 0
    /// Worlds whose interval of linked changes held how many were behind drops that were found.
    var countHeld = 0
    /// Over all worlds, each in units of the orders lost in it.
    var plantedShare = 0.0
    var saidShare = 0.0
    /// Worlds in which more was planted than the interval reaches.
    var above = 0
  }

  private(set) var scores: [Score] = []

  public init() {}

  /// - Parameter isHeld: whether a combination of controls would have held a change.
  public mutating func add(
    _ replay: ControlReplay, of world: World, outcome: DetectionOutcome,
    isHeld: (ChangeID, HeldChanges) -> Bool
  ) {
    let causes = world.truth.drops.compactMap { drop in
      drop.causeChange.map { (change: $0, lost: drop.ordersLost, drop: drop.id) }
    }
    let found = Set(outcome.matches.filter { $0.found != nil }.map(\.planted.id))
    let all = max(1, world.truth.drops.reduce(0) { $0 + $1.ordersLost })
    for one in replay.combinations {
      let behind = causes.filter { isHeld($0.change, one) }
      let planted = behind.reduce(0) { $0 + $1.lost }
      let changes = Double(Set(behind.filter { found.contains($0.drop) }.map(\.change)).count)
      let index = position(of: one)
      scores[index].worlds += 1
      let holds = one.orders.low <= planted && planted <= one.orders.high
      scores[index].held += holds ? 1 : 0
      scores[index].above += planted > one.orders.high ? 1 : 0
      if planted > 0 {
        scores[index].atStake += 1
        scores[index].heldAtStake += holds ? 1 : 0
      }
      scores[index].countHeld +=
        one.impacting.low <= changes && changes <= one.impacting.high ? 1 : 0
      scores[index].plantedShare += planted / all
      scores[index].saidShare += one.orders.value / all
    }
  }

  private mutating func position(of one: HeldChanges) -> Int {
    let name = one.controls.map(\.rawValue).joined(separator: " or ")
    if let known = scores.firstIndex(where: { $0.name == name }) { return known }
    scores.append(Score(name: name))
    return scores.count - 1
  }
}

extension ScoreText {
  /// A line a combination of controls.
  public static func replay(_ tally: ReplayTally) -> String {
    var lines = [
      "replay: worlds whose 90 % interval held the planted orders behind changes that would have been "
        + "held; those where something was planted; planted above the interval; intervals of the number "
        + "of linked changes that held; mean share of a world's lost orders, said and planted"
    ]
    for score in tally.scores {
      let worlds = Double(max(1, score.worlds))
      lines.append(
        "  \(score.name): \(share(score.held, score.worlds)); "
          + "\(share(score.heldAtStake, score.atStake)); \(share(score.above, score.worlds)); "
          + "\(share(score.countHeld, score.worlds)); \(fixed(score.saidShare / worlds, 3)) and "
          + fixed(score.plantedShare / worlds, 3))
    }
    return lines.joined(separator: "\n")
  }
}
