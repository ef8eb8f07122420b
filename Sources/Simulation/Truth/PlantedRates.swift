import Statistics
import Vocabulary

/// Counts what of the recorded changes was behind drops.
struct PlantedRates {
  let settings: WorldSettings
  let drafts: [DraftChange]
  let ids: [Int: ChangeID]
  let drops: [TrueDrop]

  /// `nil` without eras.
  var all: [PlantedRate]? {
    guard !settings.eras.isEmpty else { return nil }
    let edges = [settings.start] + settings.eras.map(\.start) + [settings.window.end]
    let eras = zip(edges, edges.dropFirst()).compactMap { TimeWindow(start: $0, end: $1) }
    let lost = Dictionary(
      drops.compactMap { drop in drop.causeChange.map { ($0, drop.ordersLost) } }
    ) {
      $0 + $1
    }
    return ([settings.window] + eras).flatMap { window in
      PlantedRate.Kind.allCases.map { rate($0, window, lost: lost) }
    }
  }

  private func rate(
    _ kind: PlantedRate.Kind, _ window: TimeWindow, lost: [ChangeID: Double]
  ) -> PlantedRate {
    let chosen = drafts.indices.filter { index in
      let draft = drafts[index]
      return ids[index] != nil && draft.undoes == nil && window.contains(draft.start)
        && kind.holds(draft.provenance)
    }
    let losses = chosen.compactMap { ids[$0].flatMap { lost[$0] } }
    let lines = chosen.compactMap { drafts[$0].provenance.paperwork.linesChanged.valueIfAny }
    return PlantedRate(
      kind: kind, start: window.start, end: window.end, changes: chosen.count,
      behindDrops: losses.count, ordersLost: losses.reduce(0, +).rounded(),
      medianLines: Quantiles.median(lines.map(Double.init)) ?? 0)
  }
}

extension PlantedRate.Kind {
  fileprivate func holds(_ provenance: DraftProvenance) -> Bool {
    switch self {
    case .all: true
    case .aiAssisted: provenance.aiAssisted
    case .withoutAI: !provenance.aiAssisted
    case .undocumented: provenance.undocumented
    case .documented: !provenance.undocumented
    }
  }
}
