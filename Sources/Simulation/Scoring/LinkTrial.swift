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
  /// What the tool said of the same drops with onsets that are wrong by one to three steps, earlier
  /// and later: each drop six times.
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

  /// One planted drop that was found, and what was said of it.
  public struct Case: Sendable {
    let planted: TrueDrop
    /// By the tool of the drop as it was found.
    let said: Attribution
    /// By the tool of the same drop, once for each way in which its onset was made wrong.
    let shifted: [Attribution]
    /// By the tool of the same drop where and when it was planted.
    let placed: Attribution
    /// By the oracle that knows what the feeds may tell.
    let oracle: LinkOracle.Answer
    /// By the same oracle, onsets being dated by the counts.
    let dating: LinkOracle.Answer
    let allKnowing: LinkOracle.Answer
    /// For each rule the changes it ranks, likeliest first.
    let peers: [String: [ChangeID]]

    public init(
      planted: TrueDrop, said: Attribution, shifted: [Attribution], placed: Attribution,
      oracle: LinkOracle.Answer, dating: LinkOracle.Answer, allKnowing: LinkOracle.Answer,
      peers: [String: [ChangeID]]
    ) {
      self.planted = planted
      self.said = said
      self.shifted = shifted
      self.placed = placed
      self.oracle = oracle
      self.dating = dating
      self.allKnowing = allKnowing
      self.peers = peers
    }
  }

  public mutating func addWorld() { worlds += 1 }

  /// What was said of all drops of one world.
  public mutating func add(_ cases: [Case]) {
    addWorld()
    for one in cases { add(one) }
  }

  private mutating func add(_ one: Case) {
    tool.add(one.planted, one.said, peers: one.peers)
    for other in one.shifted { shifted.add(one.planted, other, peers: [:]) }
    placed.add(one.planted, one.placed, peers: [:])
    let cause = one.planted.cause == .change ? one.planted.causeChange : nil
    oracle.add(one.oracle.changes, none: one.oracle.none, cause: cause)
    dating.add(one.dating.changes, none: one.dating.none, cause: cause)
    allKnowing.add(one.allKnowing.changes, none: one.allKnowing.none, cause: cause)
    guard one.planted.cause != .change else { return }
    var own = blamed[one.planted.cause] ?? (0, 0, 0)
    own.cases += 1
    if one.said.suspects.contains(where: { $0.probability.value >= 0.5 }) { own.blamed += 1 }
    if one.oracle.changes.contains(where: { $0.probability >= 0.5 }) { own.byOracle += 1 }
    blamed[one.planted.cause] = own
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
