import Datastore
import Reporting
import Vocabulary

extension RunDifferences {
  /// What the findings have that the drops recorded before have not, and the other way round.
  ///
  /// - Parameters:
  ///   - findings: of `window`, and of what was looked at again.
  ///   - relinked: beside them.
  ///   - now: what is on watch at the end of the orders.
  init(
    _ previous: PreviousRun, findings: [Finding], relinked: [RelinkedDrop], window: TimeWindow,
    known: Knowledge.Basis, now: [WatchedFall]
  ) {
    let pairs =
      findings.map { finding in (finding, previous.drops.record(of: finding.drop)) }
      + relinked.map { again in
        (again.finding, previous.all.first { $0.id == again.recorded })
      }
    let altered = pairs.compactMap { finding, before in
      before.flatMap { known.relinking?.relink(finding, recorded: $0) }
    }.sorted { $0.drop < $1.drop }
    let told = Set(altered.map(\.drop))
    var revised: [Revision] = []
    for case (let finding, let before?) in pairs {
      if before.lostOrders.tells(of: finding.drop.lostOrders, hasLateRows: known.late != nil) {
        revised.append(
          Revision(
            drop: finding.drop.id, kind: .loss(from: before.lostOrders, to: finding.drop.lostOrders)
          ))
      }
      guard !told.contains(finding.drop.id) else { continue }
      let now = LinkSummary(finding.attribution)
      let top = now.suspects.first?.change
      if before.strongest != top {
        revised.append(
          Revision(
            drop: finding.drop.id,
            kind: .strongestLink(from: before.strongest, to: top)))
      } else if let links = before.links, now.status != links.status {
        revised.append(Revision(drop: finding.drop.id, kind: .link(from: links, to: now)))
      }
    }
    let found = Set(pairs.compactMap { $0.1?.id })
    revised += previous.drops.filter { !found.contains($0.id) }.map {
      Revision(drop: $0.id, kind: .withdrawn)
    }
    let wereOpen = pairs.filter { $0.1?.isOpen == true }.map(\.0.drop)
    let settled = previous.watch.map { fall -> Settled in
      let drop = findings.map(\.drop).first { previous.shows($0, fall) }
      let goesOn = now.contains { $0.series == fall.series && $0.since < previous.until }
      return Settled(fall: fall, outcome: drop.map { .drop($0.id) } ?? (goesOn ? .open : .passed))
    }
    self.init(
      previousUntil: previous.until, new: pairs.filter { $0.1 == nil }.map(\.0.drop.id),
      stillOpen: wereOpen.filter(\.isOpen).map(\.id),
      closed: wereOpen.filter { !$0.isOpen }.map(\.id), revised: revised,
      relinked: altered, late: known.late, settled: settled)
  }
}

extension [PriorDrop] {
  /// What was recorded of a drop: under its name, or else under that of another moment of it.
  func record(of drop: Drop) -> PriorDrop? {
    if let same = first(where: { $0.id == drop.id }) { return same }
    return first { $0.goesOn(in: drop.window, drop.marketplaces) }
  }
}

extension PriorDrop {
  /// Whether a drop of this time and these places is what was recorded, maybe under another name.
  func goesOn(in window: TimeWindow, _ places: [Marketplace]) -> Bool {
    let near = window.widened(bySeconds: PreviousRun.onsetSlackSeconds)
    return near.contains(onset) && marketplaces.contains { places.contains($0) }
  }
}

extension PreviousRun {
  /// A drop goes on under another name if later orders move its onset; its beginning then still lies
  /// in what was recorded of it, give or take this.
  fileprivate static let onsetSlackSeconds = 3600

  /// `window` from the first onset on of the drops that were open where it begins, and of falls that
  /// were on watch, so that the run tells how they went on.
  func withOpenEnds(_ window: TimeWindow) -> TimeWindow {
    let open = drops.filter(\.isOpen).map(\.onset)
    let watched = watch.map { $0.since.advanced(bySeconds: -PreviousRun.onsetSlackSeconds) }
    let start = (open + watched).min().map { min($0, window.start) }
    return TimeWindow(start: start ?? window.start, end: window.end) ?? window
  }

  /// Whether a drop is one of those that were open, or shows what was on watch.
  func followed(_ drop: Drop) -> Bool {
    drops.record(of: drop)?.isOpen == true || watch.contains { shows(drop, $0) }
  }

  /// Whether a drop is what was seen of it, too weakly, at the end of the data then.
  fileprivate func shows(_ drop: Drop, _ fall: WatchedFall) -> Bool {
    let start = fall.since.advanced(bySeconds: -PreviousRun.onsetSlackSeconds)
    let seen = TimeWindow(start: start, end: max(start, until)) ?? drop.window
    return drop.parts.contains { $0.series == fall.series } && drop.window.overlaps(seen)
  }
}

extension Estimate {
  /// Whether `later` is worth telling: any other figure if rows came late, for readers ask what they
  /// did; else one that lies outside what was said.
  fileprivate func tells(of later: Estimate, hasLateRows: Bool) -> Bool {
    hasLateRows ? self != later : !(low...max(low, high)).contains(later.value)
  }
}

extension TimeWindow {
  /// From the earlier begin to the later end.
  func joined(with other: TimeWindow?) -> TimeWindow {
    guard let other else { return self }
    return TimeWindow(start: min(start, other.start), end: max(end, other.end)) ?? self
  }
}

extension Drop {
  /// Not seen to end.
  var isOpen: Bool { end.mode == nil }
}
