import Statistics
import Vocabulary

/// Detection over many worlds, in counts from which any rate can be made.
public struct DetectionTally: Sendable {
  /// Planted drops by strength: what was there and what was found.
  public struct Recall: Sendable {
    public let name: String
    public let signals: Range<Double>
    /// Whether strength is that for an ideal detector, rather than loss over noise.
    public var ofFilter = false
    public internal(set) var planted = 0
    public internal(set) var found = 0
    /// How many an ideal detector would find on average at the same threshold: one that knows the
    /// expected line, the noise, and where and when to look, and sees Φ(filter signal − threshold).
    public internal(set) var ideal = 0.0
  }

  public internal(set) var recall = [
    Recall(name: "signal 4 and more", signals: 4..<Double.infinity),
    Recall(name: "signal 2.5 to 4", signals: 2.5..<4),
    Recall(name: "signal below 2.5", signals: 0..<2.5),
    Recall(name: "filter signal 8 and more", signals: 8..<Double.infinity, ofFilter: true),
    Recall(name: "filter signal 6 to 8", signals: 6..<8, ofFilter: true),
    Recall(name: "filter signal 4 to 6", signals: 4..<6, ofFilter: true),
    Recall(name: "filter signal below 4", signals: 0..<4, ofFilter: true),
  ]
  public internal(set) var worlds = 0
  public internal(set) var falseDrops = 0
  /// False drops beside a holiday or promotion that the calendar lacks, a change of clocks, counts
  /// booked late or a shift of demand.
  public internal(set) var falseBeside = 0
  /// Drops of a planted one that another drop tells better.
  public internal(set) var toldAgain = 0
  /// Of planted drops with signal 4 and more: those told in several, and those told as part of another.
  private(set) var inPieces = 0
  private(set) var withAnother = 0
  public internal(set) var marketplaceQuarters = 0.0
  /// Found minus planted onset of the marketplaces found, in steps, of drops with signal 4 and more.
  public internal(set) var onsetErrors: [Double] = []
  /// Planted onsets inside the 90 % range (give or take the step it is told by).
  public internal(set) var onsetsCovered = 0
  /// The same for the onset in the first marketplace, found to be hit or not.
  public internal(set) var firstOnsetsCovered = 0
  /// Relative errors of the loss, of ended drops with signal 4 and more whose rows are all there.
  public internal(set) var lossErrors: [Double] = []
  /// Those of the oracle (`Hindsight`) for the same drops.
  public internal(set) var oracleErrors: [Double] = []
  public internal(set) var lossesCovered = 0
  /// Quiet windows on which reported intervals were tried, and held.
  public internal(set) var quietTried = 0
  public internal(set) var quietHeld = 0

  public init() {}

  /// - Parameter threshold: the signal that a fall in one series had to have.
  mutating func add(_ outcome: DetectionOutcome, stepSeconds: Int, threshold: Double) {
    worlds += 1
    for match in outcome.matches { add(match, stepSeconds: stepSeconds, threshold: threshold) }
    falseDrops += outcome.falseDrops.count
    toldAgain += outcome.again.count
    falseBeside += outcome.falseDrops.count { !outcome.beside($0).isEmpty }
    marketplaceQuarters += outcome.marketplaceQuarters
  }

  mutating func add(_ match: DropMatch, stepSeconds: Int, threshold: Double) {
    for index in recall.indices {
      let signal = recall[index].ofFilter ? match.planted.filterSignal : match.planted.signal
      guard recall[index].signals.contains(signal) else { continue }
      recall[index].planted += 1
      recall[index].found += match.found == nil ? 0 : 1
      recall[index].ideal += Normal.cumulative(match.planted.filterSignal - threshold)
    }
    guard match.planted.signal >= 4 else { return }
    inPieces += match.pieces.isEmpty ? 0 : 1
    withAnother += match.toldWithAnother ? 1 : 0
    guard let found = match.found else { return }
    addOnset(found.onset, of: match.planted, in: Set(found.marketplaces), stepSeconds)
    guard !match.planted.stillOpen, match.planted.observedShare > 0.999 else { return }
    lossErrors.append(found.lostOrders.value / match.planted.ordersLost - 1)
    oracleErrors.append(match.hindsight.oracleLoss / match.planted.ordersLost - 1)
    if found.lostOrders.low <= match.planted.ordersLost,
      match.planted.ordersLost <= found.lostOrders.high
    {
      lossesCovered += 1
    }
    quietTried += found.coverage?.tried ?? 0
    quietHeld += found.coverage?.held ?? 0
  }

  /// A rollout's first marketplaces may show nothing; the onset told is judged by those that the found
  /// drop names.
  private mutating func addOnset(
    _ onset: TimeDistribution, of planted: TrueDrop, in found: Set<Marketplace>, _ stepSeconds: Int
  ) {
    let seen = planted.parts.filter { found.contains($0.marketplace) }.map(\.onset).min()
    let truth = seen ?? planted.start
    let off = onset.mode.seconds(since: truth)
    onsetErrors.append(Double(off) / Double(stepSeconds) + 0.5)
    let range = onset.range(0.9)
    if range.low <= truth, truth < range.high.advanced(bySeconds: stepSeconds) {
      onsetsCovered += 1
    }
    if range.low <= planted.start, planted.start < range.high.advanced(bySeconds: stepSeconds) {
      firstOnsetsCovered += 1
    }
  }
}

/// The same for all worlds together, for each kind of world and for each kind and shape of planted drop.
public struct DetectionScores: Sendable {
  public private(set) var all = DetectionTally()
  private(set) var byWorld: [String: DetectionTally] = [:]
  private(set) var byDrop: [String: DetectionTally] = [:]
  /// Of drops that were planted for their shape.
  private(set) var byShape: [PlantedShape: DetectionTally] = [:]
  private(set) var named = NamedTally()

  public init() {}

  /// - Parameter threshold: the signal that a fall in one series had to have.
  public mutating func add(_ outcome: DetectionOutcome, of world: World, threshold: Double) {
    let step = world.settings.stepSeconds
    all.add(outcome, stepSeconds: step, threshold: threshold)
    for name in WorldKind.names(world.settings) {
      byWorld[name, default: DetectionTally()]
        .add(outcome, stepSeconds: step, threshold: threshold)
    }
    for match in outcome.matches {
      for name in DropKind.names(match, marketplaces: world.series.count) {
        byDrop[name, default: DetectionTally()].add(match, stepSeconds: step, threshold: threshold)
      }
      if let shape = match.planted.note.flatMap(PlantedShape.init) {
        byShape[shape, default: DetectionTally()]
          .add(match, stepSeconds: step, threshold: threshold)
      }
    }
    named.add(outcome)
  }
}
