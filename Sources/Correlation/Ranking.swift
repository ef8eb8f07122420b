import Glibc
import Vocabulary

/// A candidate with its evidence, before it is compared with the others.
struct ScoredCandidate: Sendable {
  let change: ChangeID
  let deploys: [DeployID]
  let service: Service
  let minutesBeforeOnset: Double
  /// Strongest weight first, whichever way it points.
  let evidence: [Evidence]
  let total: Double

  /// `scale` multiplies every weight.
  init(
    _ candidate: Candidate, timing: Timing, evidence: [Evidence], scale: Double,
    until end: Timestamp
  ) {
    change = candidate.rollout.change
    deploys = candidate.rollout.steps.filter { $0.startedAt < end }.map(\.id)
    service = candidate.rollout.service
    minutesBeforeOnset = timing.minutesBeforeOnset
    let scaled =
      scale == 1
      ? evidence
      : evidence.map {
        Evidence($0.observation.scaled(by: scale), weight: LogOdds($0.weight.value * scale))
      }
    total = scaled.reduce(0) { $0 + $1.weight.value }
    self.evidence = scaled.enumerated()
      .sorted {
        (abs($1.element.weight.value), $0.offset) < (abs($0.element.weight.value), $1.offset)
      }
      .map(\.element)
  }
}

/// The candidates of one drop compared with each other and with "no recorded change".
struct Ranking {
  /// Most probable first, excluded ones last.
  let suspects: [Suspect]
  let noRecordedChange: Probability
  /// The first suspect's probability at both ends of the prior share; `nil` without a suspect.
  let topProbabilityRange: (low: Probability, high: Probability)?
  /// Log-odds of any change of the look-back against none, before its evidence.
  let priorLogOdds: Double

  /// - Parameters:
  ///   - expectedChanges: how many changes a look-back before such a moment usually holds.
  ///   - mayBeDayOff: whether it is in doubt that anything broke.
  init(
    _ scored: [ScoredCandidate], expectedChanges: Double, priorShare: Probability,
    mayBeDayOff: Bool, settings: CorrelationSettings
  ) {
    let doubt = mayBeDayOff ? log(AttributionPolicy.dropOddsOfDayOff) : 0
    let prior = Ranking.logit(priorShare) + doubt - log(expectedChanges)
    priorLogOdds = prior
    let terms = scored.map { prior + $0.total }
    let all = LogSpace.sum(terms + [0])
    let listed = zip(scored, terms).compactMap { candidate, term -> (ScoredCandidate, Double)? in
      let probability = exp(term - all)
      let isRecent =
        candidate.minutesBeforeOnset * 60 <= Double(AttributionPolicy.excludedListedSeconds)
      let isExcluded = probability < Grade.excludedBelow && candidate.total < 0
      return probability >= AttributionPolicy.listedFrom || (isExcluded && isRecent)
        ? (candidate, term) : nil
    }
    let kept = LogSpace.sum(listed.map(\.1) + [0])
    noRecordedChange = Probability(clamping: exp(-kept))
    let ranked = listed.sorted {
      ($1.1, abs($0.0.minutesBeforeOnset), $0.0.change)
        < ($0.1, abs($1.0.minutesBeforeOnset), $1.0.change)
    }
    let graded = ranked.map { Suspect($0.0, probability: exp($0.1 - kept)) }
    suspects = graded.filter { $0.grade != .excluded } + graded.filter { $0.grade == .excluded }
    topProbabilityRange = ranked.first.map { first in
      let ends = [settings.priorShareRange.low, settings.priorShareRange.high].map { share in
        let shift = Ranking.logit(share) - Ranking.logit(priorShare)
        let sum = LogSpace.sum(listed.map { $0.1 + shift } + [0])
        return Probability(clamping: exp(first.1 + shift - sum))
      }
      return (low: min(ends[0], ends[1]), high: max(ends[0], ends[1]))
    }
  }

  private static func logit(_ share: Probability) -> Double {
    log(share.value) - log1p(-share.value)
  }
}

extension Evidence.Observation {
  /// The same with the weights that it names multiplied.
  fileprivate func scaled(by scale: Double) -> Evidence.Observation {
    guard case .timing(let step, let minutes, let rate, let parts?) = self else { return self }
    return .timing(
      step: step, minutesBeforeOnset: minutes, placeboRate: rate,
      parts: Evidence.TimingParts(
        delay: LogOdds(parts.delay.value * scale),
        coincidence: LogOdds(parts.coincidence.value * scale), places: parts.places))
  }
}

extension Suspect {
  fileprivate init(_ candidate: ScoredCandidate, probability: Double) {
    self.init(
      change: candidate.change, deploys: candidate.deploys, service: candidate.service,
      probability: Probability(clamping: probability),
      grade: AttributionPolicy.grade(candidate.evidence, probability: probability),
      minutesBeforeOnset: candidate.minutesBeforeOnset, evidence: candidate.evidence)
  }
}
