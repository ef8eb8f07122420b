import Glibc
import Vocabulary

/// What is prepared once for all drops of a run: the log in order and what followed its steps.
struct Linking {
  private let settings: CorrelationSettings
  private let topology: ServiceGraph
  private let incidents: [Incident]
  private let quiet: QuietTime
  private let index: RolloutIndex
  private let repetition: Repetition
  private let signs: UnrecordedSigns
  private var learning: Learning

  init(
    settings: CorrelationSettings, topology: ServiceGraph, rollouts: [Rollout],
    incidents: [Incident], quiet: QuietTime, known: [KnownCase]
  ) {
    self.settings = settings
    self.topology = topology
    self.incidents = incidents
    self.quiet = quiet
    index = RolloutIndex(rollouts)
    signs = UnrecordedSigns(index: index, incidents: incidents)
    repetition = Repetition(index: index, quiet: quiet)
    learning = Learning(known, settings: settings, index: index)
  }

  mutating func attribute(_ dated: Drop) -> Attribution {
    let found = dated.begunBeforeItsEnd
    let drop = found.strayed
    let onsetEnd = max(drop.onset.end(ofRange: 0.98), drop.midOnset.end(ofRange: 0.98))
    let from = drop.onset.mode.advanced(bySeconds: -settings.lookBackSeconds)
    let lookBack = TimeWindow(start: from, seconds: onsetEnd.seconds(since: from))
    let onsetLow = drop.onset.range(0.98).low
    let state = learning.state(for: onsetLow)
    let recent = RecentLog(index, before: onsetLow, since: quiet.since)
    let scored = score(
      drop, as: found, lookBack: lookBack, recent: recent, delays: state.delays)
    let expected = recent.rate.competing(at: drop.onset.mode) * settings.lookBackMinutes
    let ranking = Ranking(
      scored, expectedChanges: expected, priorShare: state.priorShare,
      mayBeDayOff: drop.mayBeDayOff, settings: settings)
    let obstacle = AttributionPolicy.obstacle(
      onset: drop.onset, lookBack: lookBack, recent: recent)
    let status =
      obstacle == nil
      ? AttributionPolicy.status(
        ranking.suspects, noRecordedChange: ranking.noRecordedChange.value) : .undecidable
    return Attribution(
      drop: drop.id, status: status, obstacle: obstacle, suspects: ranking.suspects,
      noRecordedChange: ranking.noRecordedChange,
      topProbabilityRange: ranking.topProbabilityRange, considered: scored.count,
      lookBack: lookBack, priorLogOdds: LogOdds(ranking.priorLogOdds),
      learned: state.learned,
      unrecorded: status == .unexplained ? signs.found(for: found, recent: recent) : [])
  }

  /// Every candidate of the look-back with its evidence, in the order of the log.
  private func score(
    _ drop: Drop, as found: Drop, lookBack: TimeWindow, recent: RecentLog,
    delays: DelayDistribution
  ) -> [ScoredCandidate] {
    let scope = WatchedScope(drop)
    var likelihood = ScopeLikelihood(scope: scope, recent: recent)
    let plain = WatchedScope(found)
    let spread = Spread(scope: plain)
    var onsets = JointOnsets(scope: scope, plain: plain, drop: drop, delays: delays)
    let place = TopologyEvidence(drop: drop, graph: topology, recent: recent)
    let recovery = RecoveryEvidence(drop: drop, scope: scope, index: index, recent: recent)
    let coincidence = Coincidence(drop: drop, recent: recent)
    let naming = Naming(incidents: incidents, drop: drop, recent: recent)
    var placebo = Placebo(index: index, recent: recent, quiet: quiet, drop: found.window.start)
    return index.rollouts(startedIn: lookBack).compactMap { number in
      let rollout = index.rollouts[number]
      guard
        let seen = Candidate(
          rollout: rollout, index: index, scope: scope, drop: drop, onsetEnd: lookBack.end)
      else { return nil }
      let alone = Timing(
        seen, drop: drop, scope: scope, delays: delays, coincidence: coincidence)
      let candidate = seen.given(startedBefore: alone.startedBefore, in: scope)
      let places = candidate.reachIsKnown ? likelihood.weight(candidate) : nil
      let fit = places.flatMap {
        onsets?.fit(candidate, places: $0, likelihood: &likelihood)
      }
      let timing =
        fit.map {
          alone.given(delay: $0.timing, places: candidate.reachedHits(in: scope).count)
        } ?? alone
      var evidence = timing.evidence(
        placeboRate: Linking.placeboRate(
          timing, candidate: candidate, scope: scope, placebo: &placebo))
      evidence += Scope.evidence(
        candidate, scope: scope, likelihood: &likelihood, places: places, whole: fit?.scope)
      evidence += [
        spread.evidence(candidate, weight: fit?.spread),
        recovery.evidence(candidate, timing: timing),
        place?.evidence(rollout.services),
        repetition.evidence(candidate, recent: recent.window),
        naming.evidence(rollout.services),
      ].compactMap { $0 }
      return ScoredCandidate(
        candidate, timing: timing, evidence: evidence, scale: settings.evidenceScale,
        until: drop.window.end)
    }
  }

  /// As close or closer, the onset being known to its step only, with a reach that fits as well.
  private static func placeboRate(
    _ timing: Timing, candidate: Candidate, scope: WatchedScope, placebo: inout Placebo
  ) -> Probability {
    let step = Double(timing.onset.stepSeconds) / 60
    let reached = candidate.reachIsKnown ? candidate.reachedHits(in: scope).sorted() : []
    return placebo.share(
      within: max(0, timing.minutesBeforeOnset) + step,
      reaching: reached.map { scope.cells[$0].marketplace })
  }
}
