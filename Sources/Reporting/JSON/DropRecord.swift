import Vocabulary

/// A drop as it stands in the JSON of the contract.
struct DropRecord: Codable, Hashable, Sendable {
  struct Amount: Codable, Hashable, Sendable {
    let estimate: Double
    let low: Double
    let high: Double
    let level: Double

    init(_ estimate: Estimate) {
      self.estimate = JSONText.rounded(estimate.value, decimals: 1)
      low = JSONText.rounded(estimate.low, decimals: 1)
      high = JSONText.rounded(estimate.high, decimals: 1)
      level = JSONText.rounded(estimate.level, decimals: 6)
    }
  }

  struct Part: Codable, Hashable, Sendable {
    let marketplace: String
    @ExplicitNull var service: String?
    let startedAt: String
    @ExplicitNull var endedAt: String?
    let fall: Double
    let observedOrders: Int
    let expectedOrders: Double
  }

  struct IntervalCheck: Codable, Hashable, Sendable {
    let held: Int
    let tried: Int
    let level: Double

    init(_ coverage: Coverage) {
      held = coverage.held
      tried = coverage.tried
      level = JSONText.rounded(coverage.level, decimals: 6)
    }
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

  let dropId: String
  let startedAt: String
  let startedBetween: [String]
  @ExplicitNull var endedAt: String?
  let marketplaces: [String]
  let services: [String]
  let observedOrders: Int
  let expectedOrders: Double
  let lostOrders: Amount
  @ExplicitNull var websiteErrors: Amount?
  @ExplicitNull var catchUp: Amount?
  @ExplicitNull var comparisonLoss: Amount?
  @ExplicitNull var coverage: IntervalCheck?
  @ExplicitNull var shortHistoryDays: Int?
  let mayBeDayOff: Bool
  let signal: Double
  let parts: [Part]
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

/// A suspect as it stands in the JSON of the contract.
struct SuspectRecord: Codable, Hashable, Sendable {
  struct Line: Codable, Hashable, Sendable {
    let kind: String
    let logOdds: Double
    let statement: String
  }

  let changeId: String
  let deployIds: [String]
  let service: String
  let probability: Double
  let grade: String
  let minutesBeforeOnset: Double
  let authorship: String
  @ExplicitNull var aiTool: String?
  @ExplicitNull var documented: Bool?
  @ExplicitNull var approved: Bool?
  let evidence: [Line]
}

extension DropRecord {
  init(_ finding: Finding, changes: [ChangeID: Change], verdict: TeamVerdict?) {
    let (drop, attribution) = (finding.drop, finding.attribution)
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    let shares = JSONText.sharesOfOne(
      [attribution.noRecordedChange.value] + attribution.suspects.map(\.probability.value))
    dropId = drop.id.name
    startedAt = drop.onset.mode.description
    startedBetween = [range.low.description, range.high.description]
    marketplaces = drop.marketplaces.map(\.name)
    services = drop.services.map(\.name)
    observedOrders = drop.observedOrders
    expectedOrders = JSONText.rounded(drop.expectedOrders, decimals: 1)
    lostOrders = Amount(drop.lostOrders)
    signal = JSONText.rounded(drop.signal, decimals: 2)
    parts = drop.parts.map(Part.init)
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
      UnrecordedChange(reason: $0.code, statement: $0.words)
    }
    learned = attribution.learned.map(Learned.init)
    endedAt = drop.end.mode?.description
    websiteErrors = drop.websiteErrors.map(Amount.init)
    catchUp = drop.catchUp.map(Amount.init)
    comparisonLoss = drop.comparisonLoss.map(Amount.init)
    coverage = drop.coverage.map(IntervalCheck.init)
    shortHistoryDays = drop.shortHistoryDays
    mayBeDayOff = drop.mayBeDayOff
    obstacle = attribution.obstacle?.code
    topProbabilityRange = attribution.topProbabilityRange.map {
      [$0.low, $0.high].map { JSONText.rounded($0.value, decimals: 6) }
    }
    self.verdict = verdict.map(TeamConclusion.init)
  }
}

extension DropRecord.Part {
  init(_ part: DropPart) {
    marketplace = part.series.marketplace.name
    startedAt = part.onset.mode.description
    fall = JSONText.rounded(part.depth.value, decimals: 6)
    observedOrders = part.observedOrders
    expectedOrders = JSONText.rounded(part.expectedOrders, decimals: 1)
    service = part.series.service?.name
    endedAt = part.end.mode?.description
  }
}

extension DropRecord.TeamConclusion {
  init(_ verdict: TeamVerdict) {
    switch verdict.conclusion {
    case .cause: conclusion = "cause"
    case .noRecordedChange: conclusion = "none"
    case .notADrop: conclusion = "not_a_drop"
    }
    team = verdict.team
    recordedAt = verdict.recordedAt.description
    if case .cause(let change) = verdict.conclusion { cause = change.name } else { cause = nil }
  }
}

extension SuspectRecord {
  init(_ suspect: RecordedSuspect, probability: Double, change: Change?) {
    changeId = suspect.change.name
    deployIds = suspect.deploys.map(\.name)
    service = suspect.service.name
    self.probability = probability
    grade = suspect.grade.rawValue
    minutesBeforeOnset = JSONText.rounded(suspect.minutesBeforeOnset, decimals: 1)
    authorship = (change?.authorship ?? .unknown).code
    evidence = suspect.evidence.map {
      Line(
        kind: $0.kind.rawValue, logOdds: JSONText.rounded($0.weight.value, decimals: 6),
        statement: $0.statement)
    }
    aiTool = change?.authorship.tool
    documented = change?.paperwork.isDocumented
    approved = change?.paperwork.isApproved
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
