import Vocabulary

/// Whether marketplaces fell one after the other as a staged rollout came to them.
///
/// Only differences between marketplaces count here; the delay to the first is timing. Marketplaces
/// of one step speak with one voice.
struct Spread {
  private let scope: WatchedScope
  /// The middle half of each cell's onset.
  private let middles: [(low: Timestamp, high: Timestamp)?]

  /// Cells to which the change came at one time.
  private typealias Stage = (startedAt: Timestamp, cells: [Int])

  init(scope: WatchedScope) {
    self.scope = scope
    middles = scope.cells.map { $0.onset?.range(0.5) }
  }

  /// `nil` unless the change came to the marketplaces hit at times that can be told apart.
  ///
  /// - Parameter weight: what the later ones add; `nil` if there are none.
  func evidence(_ candidate: Candidate, weight: Double?) -> Evidence? {
    guard let weight else { return nil }
    let stages = stages(of: candidate)
    guard stages.count > 1 else { return nil }
    var agreeing = 0
    var pairs = 0
    for (number, later) in stages.enumerated().dropFirst() {
      for earlier in stages[..<number] {
        pairs += earlier.cells.count * later.cells.count
        for one in earlier.cells {
          agreeing += later.cells.count { isLater($0, than: one) }
        }
      }
    }
    return Evidence(.spread(agreeing: agreeing, of: pairs), weight: LogOdds(weight))
  }

  /// Whether the middle halves of two onsets lie apart, this one after the other.
  private func isLater(_ cell: Int, than other: Int) -> Bool {
    guard let after = middles[cell], let before = middles[other] else { return false }
    return before.high < after.low
  }

  /// Cells hit that the change had reached when they fell, by the time it came to them.
  private func stages(of candidate: Candidate) -> [Stage] {
    let reached = candidate.reachedHits(in: scope)
      .compactMap { cell in candidate.reachedAt[cell].map { (startedAt: $0, cell: cell) } }
      .sorted { ($0.startedAt, $0.cell) < ($1.startedAt, $1.cell) }
    var stages: [Stage] = []
    for (startedAt, cell) in reached {
      if let last = stages.last,
        startedAt.minutes(since: last.startedAt) < LinkModel.Spread.resolution
      {
        stages[stages.count - 1].cells.append(cell)
      } else {
        stages.append((startedAt, [cell]))
      }
    }
    return stages
  }
}
