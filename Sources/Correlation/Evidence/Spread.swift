import Vocabulary

/// Whether marketplaces fell one after the other as a staged rollout came to them.
///
/// Only differences between marketplaces count here; the delay to the first is timing. Marketplaces
/// of one step speak with one voice. Prepared once a drop, since its onsets stay the same.
struct Spread {
  private let scope: WatchedScope
  /// By cell of the earlier step times the number of cells plus cell of the later one.
  private var lags: [Int: OnsetLag] = [:]

  /// Cells to which the change came at one time.
  private typealias Stage = (startedAt: Timestamp, cells: [Int])

  init(scope: WatchedScope) { self.scope = scope }

  /// `nil` unless the change came to the marketplaces hit at times that can be told apart.
  mutating func evidence(_ candidate: Candidate) -> Evidence? {
    guard candidate.reachIsKnown else { return nil }
    let stages = stages(of: candidate)
    guard let first = stages.first, stages.count > 1 else { return nil }
    var weight = 0.0
    var agreeing = 0
    var pairs = 0
    for (number, later) in stages.enumerated().dropFirst() {
      for earlier in stages[..<number] {
        let lags = lags(from: earlier, to: later)
        pairs += lags.count
        agreeing += lags.count(where: \.isLater)
      }
      let gap = later.startedAt.minutes(since: first.startedAt)
      let ratios = lags(from: first, to: later).map { $0.logRatio(gap: gap) }
      weight += ratios.reduce(0, +) / Double(max(1, ratios.count))
    }
    let model = LinkModel.Spread.self
    return Evidence(
      .spread(agreeing: agreeing, of: pairs),
      weight: LogOdds(weight.clamped(to: model.leastWeight...model.largestWeight)))
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

  private mutating func lags(from earlier: Stage, to later: Stage) -> [OnsetLag] {
    var found: [OnsetLag] = []
    for one in earlier.cells {
      for other in later.cells {
        guard let before = scope.cells[one].onset, let after = scope.cells[other].onset else {
          continue
        }
        let key = one * scope.cells.count + other
        let lag = lags[key] ?? OnsetLag(from: before, to: after)
        lags[key] = lag
        found.append(lag)
      }
    }
    return found
  }
}
