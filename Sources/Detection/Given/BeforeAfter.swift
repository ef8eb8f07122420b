import Statistics
import Vocabulary

/// A given stretch measured by what came just before it, for cells whose usual day is not known.
///
/// Every cell is compared with its own level before; what the cells that did not fall did meanwhile
/// tells how demand moved for all (difference in differences). Noise is that of counts, scaled up to
/// what the stretch before showed (quasi-Poisson).
struct BeforeAfter {
  private let clock: SharedClock
  private let cells: [CellLevel]
  private let given: GivenWindow
  private let level: Double

  /// A cell fell if chance alone would make one of all cells look so once in a hundred stretches.
  private static let falseAlarm = 0.01

  /// `nil` if no cell has orders both before and inside the stretch.
  init?(_ series: [Series], given: GivenWindow, level: Double) {
    guard let clock = SharedClock(series) else { return nil }
    self.clock = clock
    cells = clock.cells(series, given: given)
    guard !cells.isEmpty else { return nil }
    self.given = given
    self.level = level
  }

  func drop() -> (drop: Drop, trace: Trace?)? {
    let (fallen, movement) = split()
    let hit = given.named(fallen.isEmpty ? cells : fallen) { $0.key.marketplace }
    guard let during = hit.first?.during else { return nil }
    let edges = (fallen.isEmpty ? nil : edges(hit, movement)) ?? StepEdges(asGiven: during)
    let keys = Set(hit.map(\.key))
    let spared = cells.filter { !keys.contains($0.key) }
    let loss = CellLoss(hit, steps: edges.steps, movement: movement, level: level)
    let onset = clock.distribution(fallen.isEmpty ? edges.onset : edges.onset.blurredEarlier())
    let end =
      edges.isOpen ? DropEnd.open(dataUntil: clock.dataEnd) : .ended(clock.distribution(edges.end))
    let drop = Drop(
      id: DropID(""), onset: onset, end: end,
      parts: hit.map { $0.part(edges.steps, movement, onset: onset, end: end) },
      unaffected: spared.map { $0.unaffected(edges.steps, movement) },
      observedOrders: Int(loss.observed), expectedOrders: loss.expected, lostOrders: loss.lost,
      catchUp: edges.isOpen ? nil : loss.catchUp(until: clock.steps),
      comparisonLoss: spared.isEmpty ? nil : loss.compared, websiteErrors: loss.errors,
      coverage: nil, signal: max(0, loss.signal), shortHistoryDays: clock.wholeDays(before: given))
    return (drop, loss.trace(clock))
  }

  /// The cells that fell, and how all moved meanwhile.
  private func split() -> (fallen: [CellLevel], movement: Movement) {
    let reach = Normal.quantile(1 - BeforeAfter.falseAlarm / Double(cells.count))
    var fallen: Set<SeriesKey> = []
    var movement = Movement(unfallen: [], all: cells)
    // Each round the cells that fell leave the comparison, and show the others more clearly.
    for _ in 0..<8 {
      let now = Set(cells.filter { $0.signal(movement) >= reach }.map(\.key))
      if now == fallen { break }
      fallen = now
      movement = Movement(unfallen: cells.filter { !now.contains($0.key) }, all: cells)
    }
    return (cells.filter { fallen.contains($0.key) }, movement)
  }

  private func edges(_ hit: [CellLevel], _ movement: Movement) -> StepEdges? {
    guard let cell = hit.first else { return nil }
    let slack = given.slackSeconds / clock.stepSeconds
    return StepEdges(
      hit, starts: cell.before.upperBound...(cell.during.upperBound - 1),
      lastEnd: min(clock.steps, cell.during.upperBound + slack), dataEnd: clock.steps,
      movement: movement)
  }
}
