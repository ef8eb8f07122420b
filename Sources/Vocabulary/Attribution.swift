/// How far the evidence carries.
public enum Grade: String, Hashable, Sendable, CaseIterable {
  case strong, moderate, weak, excluded

  /// Strong evidence must not stand beside a probability below one half, nor some evidence beside one
  /// in ten.
  public static let strongFrom = 0.5
  public static let moderateFrom = 0.1
  /// Below one in a thousand, and with the evidence against it, a change is excluded.
  public static let excludedBelow = 0.001
  /// Half a unit of log-odds (odds of 1.6) is the least that is called evidence for a link.
  public static let speaksFor = 0.5
  /// Odds of more than 7 to 1 against is strong evidence against.
  public static let strongAgainst = -2.0
  /// Kinds of evidence beyond timing that strong and moderate evidence need.
  public static let kindsForStrong = 2
  public static let kindsForModerate = 1
}

/// A change with the evidence for and against its link to a drop.
public struct Suspect: Hashable, Sendable {
  public let change: ChangeID
  /// The steps that began before the drop was over, in order.
  public let deploys: [DeployID]
  public let service: Service
  public let probability: Probability
  public let grade: Grade
  /// From the start of the step that counts to the most likely onset; negative if after it.
  public let minutesBeforeOnset: Double
  /// Strongest weight first.
  public let evidence: [Evidence]

  public init(
    change: ChangeID, deploys: [DeployID], service: Service, probability: Probability,
    grade: Grade, minutesBeforeOnset: Double, evidence: [Evidence]
  ) {
    self.change = change
    self.deploys = deploys
    self.service = service
    self.probability = probability
    self.grade = grade
    self.minutesBeforeOnset = minutesBeforeOnset
    self.evidence = evidence
  }
}

/// The conclusion about one drop.
public struct Attribution: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// One change stands out.
    case linked
    /// Several changes are plausible, or several contributed.
    case contested
    /// No recorded change fits well enough.
    case unexplained
    /// The records do not allow a judgement.
    case undecidable
  }

  /// Why no judgement was possible.
  public enum Obstacle: Hashable, Sendable {
    /// The deploy log holds nothing of the look-back before the onset.
    case noDeployHistory
    /// The onset is so uncertain that it spans most of the look-back.
    case onsetTooUncertain
    /// No fall of orders can be shown, so there is nothing to link.
    case noFall
  }

  public let drop: DropID
  public let status: Status
  public let obstacle: Obstacle?
  /// Most probable first; excluded ones last. With `noRecordedChange` the probabilities sum to 1.
  public let suspects: [Suspect]
  /// That none of the recorded changes was behind it.
  public let noRecordedChange: Probability
  /// The first suspect's probability if changes explain few, and if they explain most drops.
  public let topProbabilityRange: (low: Probability, high: Probability)?
  /// Changes considered, excluded ones included.
  public let considered: Int
  /// From here to the end of the onset range changes were considered.
  public let lookBack: TimeWindow
  /// Log-odds of any one change against no recorded change before its evidence is seen: with the
  /// weights of a suspect it adds up to the log-odds of that suspect; `nil` if not kept.
  public let priorLogOdds: LogOdds?
  /// What earlier conclusions of people taught; `nil` where the defaults hold.
  public let learned: LearnedLinks?
  /// What points to a change that the log lacks, of a drop that no recorded one explains.
  public let unrecorded: [UnrecordedSign]

  public init(
    drop: DropID, status: Status, obstacle: Obstacle? = nil, suspects: [Suspect],
    noRecordedChange: Probability, topProbabilityRange: (low: Probability, high: Probability)?,
    considered: Int, lookBack: TimeWindow, priorLogOdds: LogOdds? = nil,
    learned: LearnedLinks? = nil, unrecorded: [UnrecordedSign] = []
  ) {
    self.drop = drop
    self.status = status
    self.obstacle = obstacle
    self.suspects = suspects
    self.noRecordedChange = noRecordedChange
    self.topProbabilityRange = topProbabilityRange
    self.considered = considered
    self.lookBack = lookBack
    self.priorLogOdds = priorLogOdds
    self.learned = learned
    self.unrecorded = unrecorded
  }

  public static func == (lhs: Attribution, rhs: Attribution) -> Bool {
    lhs.drop == rhs.drop && lhs.status == rhs.status && lhs.obstacle == rhs.obstacle
      && lhs.suspects == rhs.suspects && lhs.noRecordedChange == rhs.noRecordedChange
      && lhs.topProbabilityRange?.low == rhs.topProbabilityRange?.low
      && lhs.topProbabilityRange?.high == rhs.topProbabilityRange?.high
      && lhs.considered == rhs.considered && lhs.lookBack == rhs.lookBack
      && lhs.priorLogOdds == rhs.priorLogOdds && lhs.learned == rhs.learned
      && lhs.unrecorded == rhs.unrecorded
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(drop)
    hasher.combine(status)
  }
}

/// A drop with its attribution and the incidents people declared for it: the unit of every report.
public struct Finding: Hashable, Sendable {
  public let drop: Drop
  public let attribution: Attribution
  /// Incidents whose declared time and place touch the drop, in order of their start.
  public let incidents: [Incident]
  /// `nil` where no figure can be drawn.
  public let trace: Trace?

  public init(drop: Drop, attribution: Attribution, incidents: [Incident], trace: Trace?) {
    self.drop = drop
    self.attribution = attribution
    self.incidents = incidents
    self.trace = trace
  }
}

extension Attribution {
  /// The same where no fall can be shown: no change is suspected of nothing.
  public func withoutFall() -> Attribution {
    Attribution(
      drop: drop, status: .undecidable, obstacle: .noFall, suspects: [],
      noRecordedChange: Probability(clamping: 1),
      topProbabilityRange: nil, considered: considered, lookBack: lookBack,
      priorLogOdds: priorLogOdds, learned: learned, unrecorded: [])
  }
}
