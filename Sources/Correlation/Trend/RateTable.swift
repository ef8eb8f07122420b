import Statistics
import Vocabulary

/// The one place where the rate of a group of changes is made; every figure, table and sentence takes
/// it from here.
struct RateTable: Sendable {
  let links: ChangeLinks
  private let losses: LossDraws

  init(_ links: ChangeLinks) {
    self.links = links
    losses = LossDraws(links.events)
  }

  /// The changes at these positions.
  ///
  /// - Parameter withLoss: Whether to count orders too, which takes longer.
  func rate(_ members: [Int], withLoss: Bool = false) -> GroupRate {
    let linked = members.reduce(0) { $0 + links.linked[$1] }
    let strongest = members.count { links.isStrongest[$0] }
    return GroupRate(
      changes: members.count, linked: linked,
      share: RateTable.share(linked, of: members.count), strongest: strongest,
      strongestShare: RateTable.share(Double(strongest), of: members.count),
      loss: withLoss ? loss(of: members) : nil)
  }

  private func loss(of members: [Int]) -> GroupLoss {
    var isMember = [Bool](repeating: false, count: links.linked.count)
    for member in members { isMember[member] = true }
    func belongs(_ answer: ChangeLinks.Answer) -> Bool {
      if case .change(let change) = answer { isMember[change] } else { false }
    }
    return GroupLoss(shared: losses.total(belongs), strongest: losses.strongest(belongs))
  }

  var lostUnexplained: Estimate { losses.total { $0 == .none } }
  var lostElsewhere: Estimate { losses.total { $0 == .elsewhere } }
  var lostInAll: Estimate { losses.total { _ in true } }

  private static func share(_ cases: Double, of all: Int) -> Estimate? {
    guard all > 0 else { return nil }
    let limits = BinomialLimits.clopperPearson(cases, of: Double(all), level: TrendModel.level)
    return Estimate(
      value: cases / Double(all), low: limits.low, high: limits.high, level: TrendModel.level)
  }
}
