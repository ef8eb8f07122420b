import Vocabulary

/// How probabilities and evidence turn into a status, a grade and a list.
enum AttributionPolicy {
  /// A link is only named if it is likelier right than wrong.
  static let linkedFrom = 0.5
  /// The first stands out if it is at least twice as probable as the second.
  static let standsOutBy = 2.0
  /// A second suspect with strong evidence and this probability makes a drop contested: two changes
  /// may have contributed.
  static let contributingFrom = 0.2
  /// An onset whose central 90 % spans more than this share of the look-back dates nothing.
  static let uncertainOnsetShare = 0.5

  /// Odds that what may be the begin of a day off is a drop: of those that single nights of simulated worlds
  /// told so 3 were and 31 were not (`faultline evaluate --worlds 2201..2240 --nights`).
  static let dropOddsOfDayOff = 0.1

  /// Changes below one in a million are counted and not listed; their probability is shared among
  /// the listed ones and none.
  static let listedFrom = 1e-6
  /// Seconds before the onset within which excluded changes are listed with their reason however
  /// improbable, since readers ask about them.
  static let excludedListedSeconds = 6 * 3600

  /// The grade of one suspect.
  static func grade(_ evidence: [Evidence], probability: Double) -> Grade {
    let weights = evidence.map(\.weight.value)
    if probability < Grade.excludedBelow, weights.reduce(0, +) < 0 { return .excluded }
    let kinds = Set(
      evidence.filter { $0.weight.value >= Grade.speaksFor }.compactMap(
        \.observation.independentKind))
    let isContradicted = weights.contains { $0 <= Grade.strongAgainst }
    if kinds.count >= Grade.kindsForStrong, !isContradicted, probability >= Grade.strongFrom {
      return .strong
    }
    let timing = evidence.first { $0.observation.kind == .timing }?.weight.value ?? 0
    if kinds.count >= Grade.kindsForModerate, timing > 0, probability >= Grade.moderateFrom {
      return .moderate
    }
    return .weak
  }

  /// The status, given suspects with the most probable first.
  ///
  /// In this order: one change linked if it is probable, stands out and no second one is strong;
  /// contested if two are plausible and together likelier than not; unexplained if none of the
  /// records is the likeliest answer; else contested, for then a change leads without standing out.
  static func status(_ suspects: [Suspect], noRecordedChange none: Double) -> Attribution.Status {
    let first = suspects.first?.probability.value ?? 0
    let second = suspects.dropFirst().first
    let next = second?.probability.value ?? 0
    let contributes =
      suspects.first.map { hasStrongCase($0) } == true
      && second.map { hasStrongCase($0) && $0.probability.value >= contributingFrom } == true
    if first >= linkedFrom, first >= standsOutBy * next, first > none, !contributes {
      return .linked
    }
    if none < linkedFrom, contributes || (next * standsOutBy >= first && first + next >= linkedFrom)
    {
      return .contested
    }
    return none >= first || none >= linkedFrom ? .unexplained : .contested
  }

  /// As strong as evidence can be, whatever the probability that rivals leave to it.
  private static func hasStrongCase(_ suspect: Suspect) -> Bool {
    grade(suspect.evidence, probability: 1) == .strong
  }

  /// What keeps the records from allowing a judgement; `nil` if nothing does.
  static func obstacle(
    onset: TimeDistribution, lookBack: TimeWindow, recent: RecentLog
  ) -> Attribution.Obstacle? {
    if recent.isMissing(in: lookBack) { return .noDeployHistory }
    let span = Double(onset.end(ofRange: 0.9).seconds(since: onset.range(0.9).low))
    let length = Double(onset.mode.seconds(since: lookBack.start))
    return span > uncertainOnsetShare * length ? .onsetTooUncertain : nil
  }
}

extension Evidence.Observation {
  /// What counts as one kind among those beyond timing; `nil` for timing itself.
  ///
  /// Scope and comparison are one likelihood shown in two lines, so they are one kind.
  fileprivate var independentKind: Evidence.Kind? {
    switch self {
    case .timing, .alreadyLow: nil
    case .scope, .scopeUnknown, .comparison: .scope
    case .spread, .recovery, .topology, .repetition, .namedInIncident: kind
    }
  }
}
