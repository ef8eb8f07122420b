import Vocabulary

/// Changes with the controls that would have held them and the drops linked to them.
struct ReplayedHistory {
  private let changes: [AuditedChange]
  /// By position in `changes`.
  private let holding: [Set<Control>]
  /// For each change the probability of its link to a drop, and what the drop cost.
  private let links: [[Link]]
  private let draws: LinkDraws
  /// The position of the drop that cost most, the first of equals.
  private let largest: Int?
  let lostOrders: Estimate
  let largestLoss: Estimate?
  let largestDrop: DropID?

  private struct Link {
    let probability: Double
    let lost: Double
    let isLargest: Bool
  }

  init(_ changes: [AuditedChange], drops: [ReplayedDrop], holding: [Set<Control>]) {
    self.changes = changes
    self.holding = holding
    let positions = Dictionary(
      changes.indices.map { (changes[$0].change.id, $0) }, uniquingKeysWith: { first, _ in first })
    let largest = drops.indices.max {
      (drops[$0].lostOrders.value, $1) < (drops[$1].lostOrders.value, $0)
    }
    var links = [[Link]](repeating: [], count: changes.count)
    for (index, drop) in drops.enumerated() {
      for link in drop.links {
        guard let position = positions[link.change] else { continue }
        links[position].append(
          Link(
            probability: link.probability, lost: max(0, drop.lostOrders.value),
            isLargest: index == largest))
      }
    }
    self.links = links
    self.largest = largest
    largestLoss = largest.map { drops[$0].lostOrders }
    largestDrop = largest.flatMap { drops[$0].id }
    draws = LinkDraws(drops, positions: positions)
    lostOrders = LinkDraws.estimate(
      drops.reduce(0) { $0 + max(0, $1.lostOrders.value) }, draws.allOrders)
  }

  /// What any of `controls` would have held among the changes at these positions.
  func held(by controls: [Control], among positions: [Int]) -> HeldChanges {
    let held = positions.filter { !holding[$0].isDisjoint(with: controls) }
    let linked = held.filter { !links[$0].isEmpty }
    var isCounted = [Bool](repeating: false, count: changes.count)
    for position in linked { isCounted[position] = true }
    let drawn = linked.isEmpty ? [] : draws.totals(isCounted, largest: largest)
    let impacting = linked.reduce(0.0) { sum, position in
      sum + 1 - links[position].reduce(1) { $0 * (1 - $1.probability) }
    }
    func orders(_ isCounted: (Link) -> Bool) -> Double {
      linked.reduce(0.0) { sum, position in
        links[position].reduce(sum) { isCounted($1) ? $0 + $1.probability * $1.lost : $0 }
      }
    }
    return HeldChanges(
      controls: controls, held: held.count,
      undoing: held.count { changes[$0].change.isOnlyUndoing },
      impacting: LinkDraws.estimate(impacting, drawn.map(\.impacting)),
      orders: LinkDraws.estimate(orders { _ in true }, drawn.map(\.orders)),
      ordersBesideLargest: LinkDraws.estimate(
        orders { !$0.isLargest }, drawn.map { $0.orders - $0.inLargest }))
  }

  /// Each control alone, then all together.
  func heldEach(among positions: [Int]) -> [HeldChanges] {
    (Control.allCases.map { [$0] } + [Control.allCases]).map { held(by: $0, among: positions) }
  }
}

extension Change {
  /// Whether every step undoes another change.
  fileprivate var isOnlyUndoing: Bool { rollout.steps.allSatisfy { $0.rollbackOf != nil } }
}
