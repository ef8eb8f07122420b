import Glibc
import Vocabulary

/// How well the onsets of all marketplaces together fit the steps that came to them.
///
/// One fault shows everywhere after about the same delay, so the delay is integrated over once, for
/// all marketplaces: clear ones say when, unclear ones count for as little as they know. A marketplace
/// that fell without having been reached is explained by its own chance alone; one that held, by not
/// having been reached, or by a delay that would have outlasted the drop. Prepared once a drop.
struct JointOnsets {
  /// Logarithms that add up to the likelihood of onsets and places against other causes.
  struct Fit {
    /// The delay to the marketplaces reached first, of those that fell, and what their onsets mend of
    /// the places.
    let timing: Double
    /// What later ones add; `nil` unless the change came to them later.
    let spread: Double?
    /// Where orders fell.
    let scope: Double
  }

  /// Cells hit, the clearest in front.
  private let cells: [Int]
  private let scope: WatchedScope
  private let curves: OnsetCurves
  /// Density of each onset if it had nothing to do with the others, or with the change.
  private let alone: [Double]
  private let delays: DelayGrid
  private let horizon: Double
  private let window: TimeWindow
  private var others: [[Int]: Double] = [:]
  private var held: HeldTables

  /// - Parameters:
  ///   - scope: what candidates are held against.
  ///   - plain: the same with onsets as they were found.
  init?(scope: WatchedScope, plain: WatchedScope, drop: Drop, delays: DelayDistribution) {
    func signal(_ cell: Int) -> Double {
      scope.cells[cell].depth / max(1e-9, scope.cells[cell].standardError)
    }
    let clearest = scope.hits.sorted { (signal($1), $0) < (signal($0), $1) }
      .prefix(LinkModel.Together.mostPlaces)
    guard !clearest.isEmpty else { return nil }
    cells = Array(clearest)
    self.scope = scope
    curves = OnsetCurves(cells.compactMap { plain.cells[$0].onset }, middle: drop.midOnset.mode)
    self.delays = DelayGrid(
      delays, length: Double(drop.window.seconds) / 60,
      step: Double(drop.onset.stepSeconds) / 60,
      strays: OnsetStrays(
        share: clearest.count > 1 ? LinkModel.Together.commonStray : LinkModel.Onset.strayShare,
        latest: drop.lowAfterSteps(drop.midOnset, drop.parts)))
    horizon = delays.horizon
    // One place has no others near which it would lie by chance.
    alone = clearest.count > 1 ? curves.alone : [1 / horizon]
    window = drop.window
    held = HeldTables(scope)
  }

  /// - Parameter places: their weight by themselves.
  mutating func fit(
    _ candidate: Candidate, places: Double, likelihood: inout ScopeLikelihood
  ) -> Fit {
    let first = curves.minutes(candidate.steps[0].startedAt)
    let starts = cells.map { cell in
      candidate.forward
        .filter { $0.reach.includes(scope.cells[cell].marketplace) ?? true }
        .map { curves.minutes($0.startedAt) }
    }
    let reached = cells.indices.filter {
      candidate.presence[cells[$0]] >= LinkModel.Scope.reachedFrom
    }
    let earliest = reached.compactMap { starts[$0].first }.min() ?? first
    let together = reached.filter {
      starts[$0].first.map { $0 - earliest < LinkModel.Spread.resolution } ?? false
    }
    let all = Array(cells.indices)
    let everywhere = against(others: all, starts: all.map { _ in [first] })
    let timing =
      reached.isEmpty ? everywhere : against(others: together, starts: together.map { starts[$0] })
    let spread =
      together.count < reached.count
      ? against(others: reached, starts: reached.map { starts[$0] }) - timing : nil
    let recorded = recorded(candidate, starts: starts, likelihood: &likelihood) - other(all)
    let wrong = LinkModel.Together.wrongReach
    let anywhere = likelihood.weightAnywhere(Array(scope.cells.indices))
    let whole = LogSpace.sum([log(1 - wrong) + recorded, log(wrong) + everywhere + anywhere])
    // An onset that fits badly never makes places fit better than they do by themselves.
    let fallen = min(places, whole - timing - (spread ?? 0))
    return Fit(timing: whole - fallen - (spread ?? 0), spread: spread, scope: fallen)
  }

  /// Onsets of marketplaces which the change reached at `starts`, against other causes.
  private mutating func against(others places: [Int], starts: [[Double]]) -> Double {
    let sum = delays.points.reduce(0) { sum, point in
      sum
        + zip(places, starts).reduce(point.weight) { $0 * reached($1.0, $1.1, after: point) }
    }
    return log(max(sum, LinkModel.Together.least)) - other(places)
  }

  /// Onsets and places of all marketplaces if the change went where its rows say; places alone are
  /// held against other causes.
  private mutating func recorded(
    _ candidate: Candidate, starts: [[Double]], likelihood: inout ScopeLikelihood
  ) -> Double {
    let dated = Set(cells)
    let beside = BesidePlaces(
      scope.cells.indices.filter { !dated.contains($0) }, scope: scope, candidate: candidate,
      window: window, delays: delays)
    let there = delays.points.map { point in
      cells.indices.map { starts[$0].isEmpty ? 0 : reached($0, starts[$0], after: point) }
    }
    let components = LinkModel.Scope.components
    let ways = components.map { way($0, starts: starts) }
    let logs = beside.logs(nothingFalls: ways.map(\.nothingFalls), tables: &held)
    let terms = zip(components, zip(ways, logs)).map { component, told in
      let (way, places) = told
      let top = places.max() ?? 0
      let sum = delays.points.indices.reduce(0.0) { sum, point in
        sum
          + zip(there[point], way.cells).reduce(
            delays.points[point].weight * exp(places[point] - top)
          ) { $0 * ($1.1.reached * $1.0 + $1.1.alone) }
      }
      return log(component.share) + top + log(max(sum, LinkModel.Together.least))
    }
    return LogSpace.sum(terms) + cells.reduce(0) { $0 + scope.cells[$1].reading }
      - likelihood.other(Array(scope.cells.indices))
  }

  /// One way in which faults show: the weights of each marketplace's onset if the change had reached it
  /// and if it fell, or only seemed to, without; and the logarithm of the chance that none falls.
  private func way(
    _ component: LinkModel.Scope.Component, starts: [[Double]]
  ) -> (nothingFalls: Double, cells: [(reached: Double, alone: Double)]) {
    var nothingFalls = 0.0
    let weights = cells.indices.map { place -> (reached: Double, alone: Double) in
      let reached = starts[place].isEmpty ? 0 : component.whereReached
      let chance = max(reached, component.whereNotReached)
      nothingFalls += log1p(-chance)
      let seeming = (1 - chance) * exp(-scope.cells[cells[place]].reading)
      return (reached, (component.whereNotReached + seeming) * alone[place])
    }
    return (nothingFalls, weights)
  }

  /// Density of one onset, the change having come to its marketplace at `starts`.
  private func reached(_ place: Int, _ starts: [Double], after delay: DelayGrid.Point) -> Double {
    let stray = LinkModel.Together.strayShare
    let first = LinkModel.Together.firstStepShare
    var density = 0.0
    for (number, start) in starts.enumerated() {
      let share =
        starts.count == 1 ? 1 : number == 0 ? first : (1 - first) / Double(starts.count - 1)
      density +=
        share * curves.density(place, scatter: delay.scatter, at: start + delay.minutes)
    }
    return (1 - stray) * density + stray * alone[place]
  }

  /// Onsets of `places` if something else was behind the drop, at any moment alike: mostly all at
  /// once, or each with one before it or anew.
  private mutating func other(_ places: [Int]) -> Double {
    if let known = others[places] { return known }
    let stray = LinkModel.Together.strayShare
    var products = [Double](repeating: curves.unit, count: curves.count)
    for place in places {
      for (point, density) in curves.densities(place, scatter: 0).enumerated() {
        products[point] *= (1 - stray) * density + stray * alone[place]
      }
    }
    let together = products.reduce(0, +)
    let again = LinkModel.Together.againShare
    let apart = places.indices.dropFirst().reduce(1.0) { product, number in
      let same = places[..<number].reduce(0) { $0 + sameOnset($1, places[number]) }
      return product
        * (again * same / Double(number) + (1 - again) * alone[places[number]])
    }
    let share = LinkModel.Spread.otherTogetherShare
    let logarithm =
      log(max(share * together + (1 - share) * apart, LinkModel.Together.least)) - log(horizon)
    others[places] = logarithm
    return logarithm
  }

  private func sameOnset(_ one: Int, _ other: Int) -> Double {
    curves.unit
      * zip(curves.densities(one, scatter: 0), curves.densities(other, scatter: 0))
      .reduce(0) { $0 + $1.0 * $1.1 }
  }
}
