public import Vocabulary

/// How good links were on worlds made to test them, beside the best that could be said and beside the
/// rules of others.
public struct LinkTrial: Sendable {
  public private(set) var worlds = 0
  /// What the tool said, with the rules of others.
  public private(set) var tool = LinkTally()
  /// An oracle that knows what the feeds may tell, and one that knows more.
  public private(set) var oracle = LinkTally()
  public private(set) var allKnowing = LinkTally()
  /// The first of them, had it to date onsets by the counts.
  public private(set) var dating = LinkTally()
  /// What the tool said of the same drops with an onset that is wrong by one to three steps.
  public private(set) var shifted = LinkTally()
  /// What it said of them with onset, end and marketplaces as they were planted.
  public private(set) var placed = LinkTally()
  /// Of drops before which people had concluded something about 20 others or more: what was said
  /// without learning from it, and with it.
  public private(set) var unlearned = LinkTally()
  public private(set) var learned = LinkTally()
  /// Drops of each kind without a recorded change, and how many were put on one at 0.5 or more.
  public private(set) var blamed: [CauseKind: (cases: Int, blamed: Int, byOracle: Int)] = [:]

  public init() {}

  public mutating func addWorld() { worlds += 1 }

  /// - Parameters:
  ///   - said: by the tool of the drop as it was found.
  ///   - shifted: by the tool of the same drop with a wrong onset.
  ///   - placed: by the tool of the same drop where and when it was planted.
  ///   - best: by the oracle that knows what the feeds may tell.
  ///   - dating: by the same oracle, onsets being dated by the counts.
  ///   - peers: for each rule the changes it ranks, likeliest first.
  public mutating func add(
    _ planted: TrueDrop, said: Attribution, shifted other: Attribution,
    placed told: Attribution, oracle best: LinkOracle.Answer, dating: LinkOracle.Answer,
    allKnowing: LinkOracle.Answer, peers: [String: [ChangeID]]
  ) {
    tool.add(planted, said, peers: peers)
    shifted.add(planted, other, peers: [:])
    placed.add(planted, told, peers: [:])
    let cause = planted.cause == .change ? planted.causeChange : nil
    oracle.add(best.changes, none: best.none, cause: cause)
    self.dating.add(dating.changes, none: dating.none, cause: cause)
    self.allKnowing.add(allKnowing.changes, none: allKnowing.none, cause: cause)
    guard planted.cause != .change else { return }
    var own = blamed[planted.cause] ?? (0, 0, 0)
    own.cases += 1
    if said.suspects.contains(where: { $0.probability.value >= 0.5 }) { own.blamed += 1 }
    if best.changes.contains(where: { $0.probability >= 0.5 }) { own.byOracle += 1 }
    blamed[planted.cause] = own
  }
}

extension LinkTrial {
  /// What was said of a drop without and with what earlier ones teach; counts if they teach anything.
  public mutating func add(_ planted: TrueDrop, plain: Attribution, learned said: Attribution) {
    guard said.learned != nil else { return }
    unlearned.add(planted, plain, peers: [:])
    learned.add(planted, said, peers: [:])
  }
}

extension LinkTally {
  /// Links given at this probability or more, and how many were right.
  public func shown(from least: Double) -> (links: Int, right: Int) {
    let links = linked.filter { $0.probability >= least }
    return (links.count, links.count { $0.isTrue })
  }
}
