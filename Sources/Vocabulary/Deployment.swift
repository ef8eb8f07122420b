/// The marketplaces that a rollout step reached.
public enum Reach: Hashable, Sendable {
  /// Every marketplace (an empty cell or `*`).
  case everywhere
  case only(Set<Marketplace>)
  /// The log has no such column.
  case unknown

  /// Whether the step reached `marketplace`; `nil` if the log does not say.
  public func includes(_ marketplace: Marketplace) -> Bool? {
    switch self {
    case .everywhere: true
    case .only(let some): some.contains(marketplace)
    case .unknown: nil
    }
  }
}

/// How a rollout step ended, in the words of the deploy log.
public enum DeploymentStatus: String, Hashable, Sendable, CaseIterable {
  case succeeded
  case failed
  case inProgress = "in_progress"
  case rolledBack = "rolled_back"
}

/// What kind of thing was changed, in the words of the deploy log.
public enum ChangeType: String, Hashable, Sendable, CaseIterable {
  case code, config, flag, schema, infrastructure, data, other
}

/// One rollout step: one change reaching one set of marketplaces at one time.
///
/// Holds what happened and nothing of who or what wrote the change, or of its paperwork: this is
/// all that linking may see (method.md, principle 1).
public struct Deployment: Hashable, Sendable {
  public let id: DeployID
  public let change: ChangeID
  public let service: Service
  /// When the first machine took it.
  public let startedAt: Timestamp
  /// End of this step; `nil` if not known or still running.
  public let finishedAt: Timestamp?
  public let reach: Reach
  /// `nil` if the log does not say.
  public let status: DeploymentStatus?
  /// When it was undone; `nil` if it was not, or the log does not say.
  public let rolledBackAt: Timestamp?
  /// The name of the change or deploy that this step undoes.
  public let rollbackOf: String?
  /// `nil` if the log does not say.
  public let type: ChangeType?
  public let place: SourcePlace

  public init(
    id: DeployID, change: ChangeID, service: Service, startedAt: Timestamp,
    finishedAt: Timestamp? = nil, reach: Reach = .everywhere, status: DeploymentStatus? = nil,
    rolledBackAt: Timestamp? = nil, rollbackOf: String? = nil, type: ChangeType? = nil,
    place: SourcePlace
  ) {
    self.id = id
    self.change = change
    self.service = service
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.reach = reach
    self.status = status
    self.rolledBackAt = rolledBackAt
    self.rollbackOf = rollbackOf
    self.type = type
    self.place = place
  }
}

/// How a change reached production: its steps in order of their start, and no word of its origin.
public struct Rollout: Hashable, Sendable {
  public let change: ChangeID
  /// The service of the first step.
  public let service: Service
  /// At least one, ascending by start, then by id.
  public let steps: [Deployment]

  /// `nil` if `steps` is empty. Sorts the steps.
  public init?(change: ChangeID, steps: [Deployment]) {
    let sorted = steps.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    guard let first = sorted.first else { return nil }
    self.change = change
    self.service = first.service
    self.steps = sorted
  }

  /// The services of all steps, each once, that of the first step in front.
  public var services: [Service] {
    steps.reduce(into: []) { if !$0.contains($1.service) { $0.append($1.service) } }
  }

  /// When the first machine anywhere took the change.
  public var startedAt: Timestamp { steps[0].startedAt }
}
