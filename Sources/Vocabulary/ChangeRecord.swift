/// One record of the change-management system, as that system exports it.
public struct ChangeRecord: Hashable, Sendable {
  /// The id by which deploys name it.
  public let number: String
  /// `normal`, `standard` and the like, in the system's own words; `nil` if it does not say.
  public let type: String?
  public let plannedStart: Timestamp?
  public let plannedEnd: Timestamp?
  public let approvedAt: Recorded<Timestamp>
  /// Kept for counting; never printed.
  public let approvedBy: Recorded<String>
  /// Never printed.
  public let reviewers: Recorded<[String]>
  public let standardsCheck: Recorded<CheckResult>
  public let reliabilityTests: Recorded<CheckResult>
  public let emergency: Recorded<Bool>
  public let place: SourcePlace

  public init(
    number: String, type: String? = nil, plannedStart: Timestamp? = nil,
    plannedEnd: Timestamp? = nil, approvedAt: Recorded<Timestamp> = .unknown,
    approvedBy: Recorded<String> = .unknown, reviewers: Recorded<[String]> = .unknown,
    standardsCheck: Recorded<CheckResult> = .unknown,
    reliabilityTests: Recorded<CheckResult> = .unknown, emergency: Recorded<Bool> = .unknown,
    place: SourcePlace
  ) {
    self.number = number
    self.type = type
    self.plannedStart = plannedStart
    self.plannedEnd = plannedEnd
    self.approvedAt = approvedAt
    self.approvedBy = approvedBy
    self.reviewers = reviewers
    self.standardsCheck = standardsCheck
    self.reliabilityTests = reliabilityTests
    self.emergency = emergency
    self.place = place
  }
}

/// The change records that are known, by number.
///
/// A deploy and a record belong together only where the deploy names the record; nothing is
/// guessed from time or system.
public struct ChangeRegister: Sendable {
  private let records: [String: ChangeRecord]

  /// Each number once; of several the first counts.
  public init(_ records: [ChangeRecord]) {
    self.records = Dictionary(records.map { ($0.number, $0) }) { first, _ in first }
  }

  public var isEmpty: Bool { records.isEmpty }

  /// The deploy with what it does not know itself taken from the record it names.
  ///
  /// What the deploy says stands, an empty cell too: of a column that is there it says that none
  /// was recorded.
  public func completing(_ deploy: DeployRecord) -> DeployRecord {
    guard let number = deploy.paperwork.changeRecord.valueIfAny, let record = records[number]
    else { return deploy }
    return DeployRecord(
      deployment: deploy.deployment, authorship: deploy.authorship,
      paperwork: deploy.paperwork.completed(by: record), summary: deploy.summary)
  }

  /// The numbers that these name and that are not known, each once, in order, and how many of these
  /// name one; none where no record is known at all.
  public func missing(_ named: some Sequence<Paperwork>) -> (numbers: [String], naming: Int) {
    guard !isEmpty else { return ([], 0) }
    let unknown = named.compactMap(\.changeRecord.valueIfAny).filter { records[$0] == nil }
    return (Set(unknown).sorted(), unknown.count)
  }
}

extension Paperwork {
  fileprivate func completed(by record: ChangeRecord) -> Paperwork {
    func known<Value>(_ own: Recorded<Value>, _ other: Recorded<Value>) -> Recorded<Value> {
      own.isRecorded == nil ? other : own
    }
    var paperwork = self
    // Time and approver say one thing together: a deploy that has neither says that it was not
    // approved, even where it has a column for one of them alone.
    if isApproved != false {
      paperwork.approvedAt = known(approvedAt, record.approvedAt)
      paperwork.approvedBy = known(approvedBy, record.approvedBy)
    }
    paperwork.reviewers = known(reviewers, record.reviewers)
    paperwork.standardsCheck = known(standardsCheck, record.standardsCheck)
    paperwork.reliabilityTests = known(reliabilityTests, record.reliabilityTests)
    paperwork.emergency = known(emergency, record.emergency)
    paperwork.recordType = record.type
    return paperwork
  }
}
