import Statistics
import Vocabulary

/// Stretches of hours in which orders stood far higher than usual though no calendar says why: a promotion,
/// or news.
///
/// Nothing is learnt from them, and the level may jump at their edges, as at those of an event of the
/// calendar.
struct Surges {
  private let line: ExpectedLine
  private let pooled: PooledResidual
  /// Stretches of two hours.
  private let span: Int

  private static let pooledSeconds = 1800
  private static let spanSeconds = 7200
  /// Evenings and nights are higher now and then by themselves.
  private static let shortestSeconds = 6 * 3600
  /// Of what is higher for longer, or day by day, the level has changed.
  private static let longestSeconds = 3 * 86_400
  private static let nightSeconds = 16 * 3600
  /// What is higher for so long is not higher day by day.
  private static let daySeconds = 86_400
  /// Two hours must be higher by this part, and by so many standard errors.
  private static let least = 0.15
  private static let signal = 5.0
  /// As long as orders are higher by this part of the surge it lasts.
  private static let lastingPart = 0.5
  /// What falls inside a surge is over after so long, or after this if it takes orders below what is usual
  /// without the surge, by this part.
  private static let bridgedSeconds = 7200
  private static let interruptedSeconds = 6 * 3600
  private static let belowUsual = 0.1
  /// Where such a part was missing just before, customers come back.
  private static let missedBefore = 0.25
  /// At most this part of the cycles may be as high at the same hours.
  private static let mostAlike = 0.25
  /// Of fewer cycles one that fell would make the others look high.
  private static let fewestCycles = 5

  /// Offsets into the window of `line`; none where too little repeats to tell.
  static func find(in line: ExpectedLine) -> [Range<Int>] {
    guard line.plan.cycle == .week, line.stepSeconds <= spanSeconds else { return [] }
    return Surges(line).found()
  }

  private init(_ line: ExpectedLine) {
    self.line = line
    let width = max(1, Surges.pooledSeconds / line.stepSeconds)
    let residual = zip(line.residual, line.inEvent).map { $1 ? Double.nan : $0 }
    pooled = PooledResidual(residual, expected: line.expected, width: width)
    span = max(1, Surges.spanSeconds / (width * line.stepSeconds))
  }

  private var cellSeconds: Int { pooled.width * line.stepSeconds }

  private func found() -> [Range<Int>] {
    var surges: [Range<Int>] = []
    for run in clearRuns() {
      let known = surges.last?.upperBound ?? 0
      if run.lowerBound >= known { surges.append(lasting(run, from: known)) }
    }
    return chains(surges.filter(isSurge)).filter { chain in
      chain[chain.count - 1].upperBound - chain[0].lowerBound
        <= Surges.longestSeconds / cellSeconds
    }.joined().map(steps)
  }

  /// Those between which lies no more than a night, or after one that lasted over a night no more than what
  /// may interrupt it.
  private func chains(_ surges: [Range<Int>]) -> [[Range<Int>]] {
    surges.reduce(into: []) { chains, surge in
      if let last = chains.last?.last {
        let isLong = min(last.count, surge.count) * cellSeconds >= Surges.daySeconds
        let most = isLong ? Surges.interruptedSeconds : Surges.nightSeconds
        if surge.lowerBound - last.upperBound <= most / cellSeconds {
          chains[chains.count - 1].append(surge)
          return
        }
      }
      chains.append([surge])
    }
  }

  /// Cells of which each two hours are clearly higher than usual.
  private func clearRuns() -> [Range<Int>] {
    let means = (0...max(0, pooled.residual.count - span)).map { mean($0..<($0 + span)) }
    guard let usual = Quantiles.scaledMAD(means.filter { !$0.isNaN }) else { return [] }
    var runs: [Range<Int>] = []
    for (first, mean) in means.enumerated() where mean > Surges.least {
      let orders = pooled.expected[first..<(first + span)].reduce(0, +)
      let variance = usual * usual + line.fit.dispersion / max(1e-9, orders)
      guard mean * mean > Surges.signal * Surges.signal * variance else { continue }
      if let last = runs.last, first <= last.upperBound {
        runs[runs.count - 1] = last.lowerBound..<(first + span)
      } else {
        runs.append(first..<(first + span))
      }
    }
    return runs
  }

  /// Weighted by what is expected; NaN where half is unknown or more.
  private func mean(_ cells: Range<Int>) -> Double {
    let sums = sums(cells)
    return 2 * sums.known > cells.count && sums.usual > 0 ? sums.surplus / sums.usual : .nan
  }

  /// Orders beyond what is usual and those usual, as far as they are known.
  private func sums(_ cells: Range<Int>) -> (surplus: Double, usual: Double, known: Int) {
    var (surplus, usual, known) = (0.0, 0.0, 0)
    for cell in cells.clamped(to: pooled.residual.indices) where !pooled.residual[cell].isNaN {
      surplus += pooled.residual[cell] * pooled.expected[cell]
      usual += pooled.expected[cell]
      known += 1
    }
    return (surplus, usual, known)
  }

  /// From where on, `earliest` at most, and how long orders stand about as high as over `run`.
  private func lasting(_ run: Range<Int>, from earliest: Int) -> Range<Int> {
    let high = Surges.lastingPart * mean(run)
    func isHigh(_ cell: Int) -> Bool {
      pooled.residual.indices.contains(cell) && pooled.residual[cell] > high
    }
    var (first, end) = (run.lowerBound, run.upperBound)
    while first < end - 1, !isHigh(first) { first += 1 }
    while end > first + 1, !isHigh(end - 1) { end -= 1 }
    while first > earliest, isHigh(first - 1) { first -= 1 }
    while true {
      while isHigh(end) { end += 1 }
      guard let next = behindFall(from: end, isHigh) else { return first..<end }
      end = next
    }
  }

  /// Where orders are high again behind a fall that a surge is interrupted by: they came down below what
  /// is usual without it, or for a short while.
  private func behindFall(from end: Int, _ isHigh: (Int) -> Bool) -> Int? {
    let most = Surges.interruptedSeconds / cellSeconds
    guard let next = (end..<(end + most)).first(where: { isHigh($0) && isHigh($0 + 1) }) else {
      return nil
    }
    let isShort = (next - end) * cellSeconds <= Surges.bridgedSeconds
    return isShort || mean(end..<next) < -Surges.belowUsual ? next : nil
  }

  private func isSurge(_ cells: Range<Int>) -> Bool {
    cells.count * cellSeconds >= Surges.shortestSeconds && !makesUp(cells) && standsOut(cells)
  }

  /// Whether customers make up for what was missing just before: they bring no more than that.
  private func makesUp(_ cells: Range<Int>) -> Bool {
    var first = cells.lowerBound
    while mean((first - span)..<first) < -Surges.missedBefore { first -= span }
    let missed = -sums(first..<cells.lowerBound).surplus
    return first < cells.lowerBound && sums(cells).surplus <= missed
  }

  /// Whether hardly another cycle comes near: a few that fell make all others look high.
  private func standsOut(_ cells: Range<Int>) -> Bool {
    let high = Surges.lastingPart * mean(cells)
    let cycle = line.plan.cycleSteps / pooled.width
    let others = (-line.plan.cycles...line.plan.cycles).filter { $0 != 0 }.map { cycles in
      mean((cells.lowerBound + cycles * cycle)..<(cells.upperBound + cycles * cycle))
    }
    let known = 1 + others.count { !$0.isNaN }
    let alike = 1 + others.count { $0 > high }
    return known >= Surges.fewestCycles && Double(alike) <= Surges.mostAlike * Double(known)
  }

  /// The steps of `cells`, edges placed to the step.
  private func steps(_ cells: Range<Int>) -> Range<Int> {
    let height = mean(cells)
    let count = line.observed.count
    let first =
      cells.lowerBound == 0 ? 0 : edge(near: cells.lowerBound, height: height, rises: true)
    let end =
      cells.upperBound >= pooled.residual.count
      ? count : edge(near: cells.upperBound, height: height, rises: false)
    return first..<max(first + 1, min(count, end))
  }

  /// The step within a cell of an edge that best parts usual orders from those of the surge.
  private func edge(near cell: Int, height: Double, rises: Bool) -> Int {
    let near = cell * pooled.width
    let reach = ((near - pooled.width)..<(near + pooled.width)).clamped(to: line.observed.indices)
    // What is gained by taking a step for a part of the surge, up to each step.
    var gain = 0.0
    var best = (gain: 0.0, step: reach.lowerBound)
    for step in reach {
      if !line.residual[step].isNaN {
        let expected = line.expected[step]
        gain += expected * (line.residual[step] - height / 2) * (rises ? -1 : 1)
      }
      if gain > best.gain { best = (gain, step + 1) }
    }
    return best.step
  }
}

extension Surges {
  /// One as an event that no calendar holds, of no kind: where it begins and ends is a guess.
  static func event(
    over surge: Range<Int>, of series: Series, _ plan: WindowPlan
  ) -> CalendarEvent {
    CalendarEvent(
      window: TimeWindow(
        start: series.time(at: plan.steps.lowerBound + surge.lowerBound),
        seconds: surge.count * series.stepSeconds),
      marketplaces: [series.key.marketplace], kind: nil)
  }

  /// Those that ended in the block, by the hour in which they did, as reports name them.
  static func ended(in series: Watched, block: TimeWindow) -> [DismissedStretch] {
    series.surges.compactMap { surge in
      let end = series.time(at: surge.upperBound)
      guard block.contains(end), surge.upperBound < series.scan.dataEnd else { return nil }
      return DismissedStretch(
        kind: .promotionEnded, window: TimeWindow(start: end, seconds: 3600),
        series: [series.series.key], depth: series.plainFall(surge).map { Share(-$0) })
    }
  }
}
