/// Whether AI had a part in a change, and how that is known.
public enum Authorship: Hashable, Sendable {
  /// The record names AI's part (and the tool, if named).
  case declared(AIPart, tool: String?)
  /// A marker in the summary says so; `marker` is the text that matched.
  case inferred(marker: String, tool: String?)
  /// Declared as none, or no marker where markers are recorded. Never "human-written".
  case none
  case unknown
}

/// What AI did, as finely as the record says.
public enum AIPart: String, Hashable, Sendable, CaseIterable {
  case authored, assisted, advised
  /// The record says yes and no more.
  case unspecified = "true"
}

extension Authorship {
  /// True if AI had a part, false if none or no marker, `nil` if unknown.
  public var isAIAssisted: Bool? {
    switch self {
    case .declared, .inferred: true
    case .none: false
    case .unknown: nil
    }
  }
}

/// The result of a check on a change, in the words of the deploy log.
public enum CheckResult: String, Hashable, Sendable, CaseIterable {
  case passed, failed, missing
}

/// What the change-management system and the pipeline recorded about a change.
public struct Paperwork: Hashable, Sendable {
  /// Id in the change-management system; `.none` is undocumented.
  public var changeRecord: Recorded<String>
  public var approvedAt: Recorded<Timestamp>
  /// Kept for counting; never printed.
  public var approvedBy: Recorded<String>
  /// Reviewers as listed, the author included if listed; never printed.
  public var reviewers: Recorded<[String]>
  /// Never printed.
  public var author: Recorded<String>
  public var standardsCheck: Recorded<CheckResult>
  public var reliabilityTests: Recorded<CheckResult>
  /// Lines added and removed.
  public var linesChanged: Recorded<Int>
  /// A break-glass change.
  public var emergency: Recorded<Bool>
  /// `normal`, `standard` and the like, in the words of the change-management system; `nil` if its
  /// record is not at hand or does not say.
  public var recordType: String?

  public init(
    changeRecord: Recorded<String> = .unknown, approvedAt: Recorded<Timestamp> = .unknown,
    approvedBy: Recorded<String> = .unknown, reviewers: Recorded<[String]> = .unknown,
    author: Recorded<String> = .unknown, standardsCheck: Recorded<CheckResult> = .unknown,
    reliabilityTests: Recorded<CheckResult> = .unknown, linesChanged: Recorded<Int> = .unknown,
    emergency: Recorded<Bool> = .unknown, recordType: String? = nil
  ) {
    self.changeRecord = changeRecord
    self.approvedAt = approvedAt
    self.approvedBy = approvedBy
    self.reviewers = reviewers
    self.author = author
    self.standardsCheck = standardsCheck
    self.reliabilityTests = reliabilityTests
    self.linesChanged = linesChanged
    self.emergency = emergency
    self.recordType = recordType
  }
}

extension Paperwork {
  /// Whether a change record was found; `nil` if the input has no such column.
  public var isDocumented: Bool? { changeRecord.isRecorded }

  /// Whether an approval was found, by its time or its approver; `nil` if neither is a column.
  public var isApproved: Bool? {
    switch (approvedAt.isRecorded, approvedBy.isRecorded) {
    case (true, _), (_, true): true
    case (nil, nil): nil
    default: false
    }
  }
}

/// Something altered in production, with everything the records say about it.
public struct Change: Hashable, Sendable {
  public let rollout: Rollout
  public let authorship: Authorship
  public let paperwork: Paperwork
  /// Free text of the first step that has one; untrusted.
  public let summary: String?

  public init(
    rollout: Rollout, authorship: Authorship, paperwork: Paperwork, summary: String? = nil
  ) {
    self.rollout = rollout
    self.authorship = authorship
    self.paperwork = paperwork
    self.summary = summary
  }

  public var id: ChangeID { rollout.change }
  public var service: Service { rollout.service }
}

/// One row of the deploy log: a rollout step together with what the row says of its change.
public struct DeployRecord: Hashable, Sendable {
  public let deployment: Deployment
  public let authorship: Authorship
  public let paperwork: Paperwork
  public let summary: String?

  public init(
    deployment: Deployment, authorship: Authorship, paperwork: Paperwork, summary: String?
  ) {
    self.deployment = deployment
    self.authorship = authorship
    self.paperwork = paperwork
    self.summary = summary
  }
}

extension Change {
  /// Groups rows into changes, ordered by start, then by id.
  ///
  /// What several rows of one change say differently is settled so: AI's part stands if any row
  /// declares it, a missing record or approval only if no row has one, for they are of the change;
  /// a check passed only if no step says that it failed or is missing, for each step ships what it
  /// checked; for the rest the first step that says anything speaks.
  public static func grouping(_ records: [DeployRecord]) -> [Change] {
    Dictionary(grouping: records, by: \.deployment.change)
      .compactMap { id, rows in Change(id: id, rows: rows) }
      .sorted { ($0.rollout.startedAt, $0.id) < ($1.rollout.startedAt, $1.id) }
  }

  private init?(id: ChangeID, rows: [DeployRecord]) {
    let rows = rows.sorted {
      ($0.deployment.startedAt, $0.deployment.id) < ($1.deployment.startedAt, $1.deployment.id)
    }
    guard let rollout = Rollout(change: id, steps: rows.map(\.deployment)) else { return nil }
    func first<Value>(_ path: KeyPath<Paperwork, Recorded<Value>>) -> Recorded<Value> {
      let said = rows.map { $0.paperwork[keyPath: path] }
      return said.first { $0.isRecorded == true } ?? said.first { $0.isRecorded == false }
        ?? .unknown
    }
    func worst(_ path: KeyPath<Paperwork, Recorded<CheckResult>>) -> Recorded<CheckResult> {
      let said = rows.compactMap { $0.paperwork[keyPath: path].valueIfAny }
      return said.min { $0.severity < $1.severity }.map { .value($0) } ?? first(path)
    }
    self.init(
      rollout: rollout,
      authorship: rows.map(\.authorship).min { $0.strength < $1.strength } ?? .unknown,
      paperwork: Paperwork(
        changeRecord: first(\.changeRecord), approvedAt: first(\.approvedAt),
        approvedBy: first(\.approvedBy), reviewers: first(\.reviewers), author: first(\.author),
        standardsCheck: worst(\.standardsCheck), reliabilityTests: worst(\.reliabilityTests),
        linesChanged: first(\.linesChanged), emergency: first(\.emergency),
        recordType: rows.lazy.compactMap(\.paperwork.recordType).first),
      summary: rows.lazy.compactMap(\.summary).first)
  }
}

extension CheckResult {
  /// Which of several steps speaks for the change: the one furthest from having passed.
  fileprivate var severity: Int {
    switch self {
    case .failed: 0
    case .missing: 1
    case .passed: 2
    }
  }
}

extension Authorship {
  /// Which of several rows speaks for the change: a declaration first, ignorance last.
  fileprivate var strength: Int {
    switch self {
    case .declared: 0
    case .inferred: 1
    case .none: 2
    case .unknown: 3
    }
  }
}
