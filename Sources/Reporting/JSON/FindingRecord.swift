import Vocabulary

/// A drop and its links as they stand in the JSON of the contract, side by side in one object.
struct FindingRecord: Codable, Hashable, Sendable {
  struct Links: Codable, Hashable, Sendable {
    let status: String
    @ExplicitNull var obstacle: String?
    let statement: String
    let considered: Int
    let lookBackFrom: String
    let noRecordedChangeProbability: Double
    @ExplicitNull var topProbabilityRange: [Double]?
    let suspects: [SuspectRecord]
    let suspectedUnrecordedChange: [UnrecordedChange]
    @ExplicitNull var learned: Learned?
    let incidents: [String]
    @ExplicitNull var verdict: TeamConclusion?
  }

  /// Why a change that the log lacks is suspected.
  struct UnrecordedChange: Codable, Hashable, Sendable {
    let reason: String
    let statement: String
  }

  /// What the links go by in the place of the defaults.
  struct Learned: Codable, Hashable, Sendable {
    let cases: Int
    let explained: Int
    let priorShare: Double
    let medianDelayMinutes: Double

    init(_ learned: LearnedLinks) {
      cases = learned.cases
      explained = learned.explained
      priorShare = JSONText.rounded(learned.share.value, decimals: 6)
      medianDelayMinutes = JSONText.rounded(learned.medianDelayMinutes, decimals: 1)
    }
  }

  struct TeamConclusion: Codable, Hashable, Sendable {
    let conclusion: String
    @ExplicitNull var cause: String?
    let team: String
    let recordedAt: String
  }

  let drop: DropRecord
  let links: Links

  init(from decoder: any Decoder) throws {
    drop = try DropRecord(from: decoder)
    links = try Links(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try drop.encode(to: encoder)
    try links.encode(to: encoder)
  }
}

extension FindingRecord {
  init(_ finding: Finding, changes: [ChangeID: Change], verdict: TeamVerdict?) {
    drop = DropRecord(finding.drop)
    links = Links(finding, changes: changes, verdict: verdict)
  }
}

extension FindingRecord.Links {
  init(_ finding: Finding, changes: [ChangeID: Change], verdict: TeamVerdict?) {
    let attribution = finding.attribution
    let shares = JSONText.sharesOfOne(
      [attribution.noRecordedChange.value] + attribution.suspects.map(\.probability.value))
    status = attribution.status.rawValue
    statement = attribution.sentence
    considered = attribution.considered
    lookBackFrom = attribution.lookBack.start.description
    noRecordedChangeProbability = shares[0]
    suspects = zip(attribution.suspects, shares.dropFirst()).map {
      SuspectRecord(
        RecordedSuspect($0, statement: \.statement), probability: $1,
        change: changes[$0.change])
    }
    incidents = finding.incidents.map(\.id.name)
    suspectedUnrecordedChange = attribution.unrecorded.map {
      FindingRecord.UnrecordedChange(reason: $0.code, statement: $0.words)
    }
    learned = attribution.learned.map(FindingRecord.Learned.init)
    obstacle = attribution.obstacle?.code
    topProbabilityRange = attribution.topProbabilityRange.map {
      [$0.low, $0.high].map { JSONText.rounded($0.value, decimals: 6) }
    }
    self.verdict = verdict.map(FindingRecord.TeamConclusion.init)
  }
}

extension FindingRecord.TeamConclusion {
  init(_ verdict: TeamVerdict) {
    (conclusion, cause) = verdict.conclusion.code
    team = verdict.team
    recordedAt = verdict.recordedAt.description
  }
}

extension Attribution.Obstacle {
  /// As it stands in JSON.
  var code: String {
    switch self {
    case .noDeployHistory: "no_deploy_history"
    case .onsetTooUncertain: "onset_too_uncertain"
    case .noFall: "no_fall"
    }
  }
}
