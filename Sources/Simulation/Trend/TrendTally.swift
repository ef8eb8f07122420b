import Glibc
public import Vocabulary

/// What one comparison said in many worlds with the same planted ratio.
public struct TrendTally: Sendable {
  public let truth: Double
  public private(set) var worlds = 0
  private var covered = 0
  private var missedLow = 0
  private var missedHigh = 0
  private var claimed = 0
  private var wrongWay = 0
  private var estimates: [Double] = []
  private var raws: [Double] = []
  private var undiluted: [Double] = []
  private var stratifiedCovered = 0
  private var stratifiedMade = 0
  private var rawCovered = 0
  private var widths: [Double] = []

  public init(truth: Double) { self.truth = truth }

  public mutating func add(_ said: GroupComparison) {
    worlds += 1
    if let adjusted = said.adjusted {
      estimates.append(adjusted.value)
      widths.append(log(adjusted.high / max(adjusted.low, 1e-6)))
      if adjusted.low > truth { missedLow += 1 }
      if adjusted.high < truth { missedHigh += 1 }
      if adjusted.low <= truth, truth <= adjusted.high { covered += 1 }
      if said.isClear {
        claimed += 1
        if (adjusted.value - 1) * (truth - 1) < 0 { wrongWay += 1 }
      }
    }
    if let raw = said.raw {
      raws.append(raw.value)
      if raw.low <= truth, truth <= raw.high { rawCovered += 1 }
    }
    if let value = said.undiluted?.value { undiluted.append(value) }
    if let stratified = said.stratified {
      stratifiedMade += 1
      if stratified.low <= truth, truth <= stratified.high { stratifiedCovered += 1 }
    }
  }

  static let heading = [
    "planted", "worlds", "held", "too high", "too low", "clear", "wrong way", "median", "raw",
    "undiluted", "raw held", "strata held", "of", "width",
  ]

  var row: [String] {
    func share(_ part: Int, _ all: Int) -> String {
      all == 0 ? "-" : TrendTally.decimal(100 * Double(part) / Double(all), 1) + "%"
    }
    func median(_ values: [Double]) -> String {
      let sorted = values.sorted()
      return sorted.isEmpty ? "-" : TrendTally.decimal(sorted[sorted.count / 2], 2)
    }
    return [
      TrendTally.decimal(truth, 1), String(worlds), share(covered, worlds),
      share(missedLow, worlds),
      share(missedHigh, worlds), share(claimed, worlds), String(wrongWay), median(estimates),
      median(raws), median(undiluted), share(rawCovered, raws.count),
      share(stratifiedCovered, stratifiedMade), String(stratifiedMade),
      median(widths.map { exp($0 / 2) }),
    ]
  }

  static func decimal(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    guard (value * scale).magnitude < 1e15 else { return "-" }
    let units = Int((value * scale).rounded())
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return (units < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}

/// Tallies of several comparisons and planted ratios, and how ambiguous the links were.
public struct TrendScores: Sendable {
  private var tallies: [(comparison: ChangeComparison, tally: TrendTally)] = []
  /// Weaker answers are not kept: they say nothing of ambiguity, and there are millions.
  private static let leastLink = 0.01

  private var links = LinkTally()
  private var drops = 0
  private var worlds = 0

  public init() {}

  public mutating func add(_ world: TrendWorld, _ said: [GroupComparison]) {
    worlds += 1
    drops += world.drops.count
    for (drop, cause) in zip(world.drops, world.causes) {
      links.add(
        drop.links.filter { $0.probability >= TrendScores.leastLink }
          .map { ($0.change, $0.probability) }, none: drop.noRecordedChange, cause: cause)
    }
    for (comparison, truth) in [
      (ChangeComparison.aiAssisted, world.plan.aiRatio),
      (.undocumented, world.plan.undocumentedRatio),
    ] {
      guard let one = said.first(where: { $0.comparison == comparison }) else { continue }
      let index = tallies.firstIndex { $0.comparison == comparison && $0.tally.truth == truth }
      if let index {
        tallies[index].tally.add(one)
      } else {
        var tally = TrendTally(truth: truth)
        tally.add(one)
        tallies.append((comparison, tally))
      }
    }
  }

  private static let legend = """
    held: the 95% interval of the adjusted ratio held the planted one; too high and too low: it lay
    above or below it. clear: a clear difference was claimed (of several comparisons, adjusted for
    their number). median, raw, undiluted: medians of the adjusted ratio, of the ratio of shares as
    they stand, and of that with links shared out by the groups' own rates. strata: Mantel-Haenszel
    by system, size band and hour band, where it exists. width: half the median interval, as a factor.
    """

  private var ambiguity: String {
    let (first, all, none) = (links.named(within: 1), links.withCause, links.withoutCause)
    func share(_ part: Int, _ whole: Int) -> String {
      whole == 0 ? "-" : "\((200 * part + whole) / (2 * whole))% (\(part) of \(whole))"
    }
    return """
      \(worlds) half-years, \(drops) drops found. First suspect right: \(share(first, all)); no \
      recorded change behind it, and yet put on one at 0.5 or more: \
      \(share(none.blamed, none.cases)); calibration error \
      \(TrendTally.decimal(links.calibrationError, 3)).
      """
  }

  /// A table for people.
  public var text: String {
    let ordered = tallies.sorted {
      ($0.comparison.rawValue, $0.tally.truth) < ($1.comparison.rawValue, $1.tally.truth)
    }
    let rows =
      [["comparison"] + TrendTally.heading]
      + ordered.map { [$0.comparison.rawValue] + $0.tally.row }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      zip(row, widths).enumerated().map { index, cell in
        let fill = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + fill : fill + cell.0
      }.joined(separator: "  ")
    }
    return ([ambiguity, ""] + table + ["", TrendScores.legend]).joined(separator: "\n") + "\n"
  }
}
