/// Whether the safeguards cover the service of a change.
public enum SafeguardCoverage: String, Hashable, Sendable, CaseIterable {
  case covered
  /// The register gives a deeper tier, or the policy's list lacks the service.
  case outside
  /// The register lacks the service or its tier, or there is none.
  case unknown
}

/// One change held against the safeguards.
public struct AuditedChange: Hashable, Sendable {
  public let change: Change
  /// The service that it is held for: of several the first that the safeguards cover.
  public let service: Service
  public let coverage: SafeguardCoverage
  /// One a control, in the order of `Control.allCases`.
  public let results: [ControlResult]

  public init(
    change: Change, service: Service? = nil, coverage: SafeguardCoverage, results: [ControlResult]
  ) {
    self.change = change
    self.service = service ?? change.service
    self.coverage = coverage
    self.results = results
  }

  public var notMet: [ControlResult] {
    results.filter { if case .notMet = $0.outcome { true } else { false } }
  }

  /// Controls of which nobody can tell.
  public var unknown: [ControlResult] {
    results.filter { if case .unknown = $0.outcome { true } else { false } }
  }

  /// Controls that are not met, or not known to be, and need not be.
  public var excepted: [ControlResult] {
    results.filter { if case .excepted = $0.outcome { true } else { false } }
  }

  /// True if every control is known to be met, without an excuse.
  public var allMet: Bool { results.allSatisfy { $0.outcome == .met } }

  /// Whether it may ship as far as the safeguards are concerned. Where nobody knows whether they
  /// cover the service they hold: what cannot be told from a Tier-1 system is treated as one.
  public func isReady(unknownBlocks: Bool) -> Bool {
    coverage == .outside || (notMet.isEmpty && (unknown.isEmpty || !unknownBlocks))
  }
}

/// A dated permission to ship without a control, with the team that owes it.
public struct SafeguardException: Hashable, Sendable {
  public let id: String
  public let controls: Set<Control>
  /// It holds for changes to these systems, and for the changes named.
  public let systems: Set<Service>
  public let changes: Set<ChangeID>
  /// Whole days of UTC.
  public let window: TimeWindow
  /// From this day on nothing is owed any more and nothing is permitted; `nil` while it is.
  public let closedAt: Timestamp?
  public let reason: String
  /// A team, never a person.
  public let owner: String

  public init(
    id: String, controls: Set<Control>, systems: Set<Service> = [], changes: Set<ChangeID> = [],
    window: TimeWindow, closedAt: Timestamp? = nil, reason: String, owner: String
  ) {
    self.id = id
    self.controls = controls
    self.systems = systems
    self.changes = changes
    self.window = window
    self.closedAt = closedAt
    self.reason = reason
    self.owner = owner
  }

  /// What has become of it at some moment.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Ended, and nobody has said that what it permitted was put right.
    case overdue
    case open
    case planned
    case closed
  }

  public func state(at moment: Timestamp) -> State {
    if let closedAt, closedAt <= moment { return .closed }
    if moment < window.start { return .planned }
    return moment < window.end ? .open : .overdue
  }

  /// Whether it is about this change and this control, whenever that was.
  public func concerns(_ control: Control, of change: Change) -> Bool {
    controls.contains(control)
      && (systems.isSuperset(of: change.rollout.services) || changes.contains(change.id))
  }

  /// Whether it permits this change to start without the control.
  public func permits(_ change: Change, without control: Control) -> Bool {
    let start = change.rollout.startedAt
    return concerns(control, of: change) && window.contains(start)
      && closedAt.map { start < $0 } ?? true
  }
}

/// Which safeguards were held against changes, as every report says it.
public struct PolicyMention: Hashable, Sendable {
  /// What changes the safeguards cover.
  public enum Scope: Hashable, Sendable {
    /// Services of the register up to this tier, and so many named ones.
    case tier(Int, named: Int)
    /// Named services alone.
    case named(Int)
  }

  /// For instance `code safety reset`.
  public let name: String
  /// Name of the file without its folder; `nil` if there is none and the built-in safeguards hold.
  public let file: String?
  /// SHA-256 of the file, lower-case hexadecimal; `nil` if there is none.
  public let hash: String?
  public let scope: Scope
  public let reviewersNeeded: Int
  /// The ids of the rules.
  public let rules: [Control: String]
  /// `nil` if none was begun.
  public let reset: TimeWindow?
  /// Whether a control of which nobody can tell keeps a change back at the gate.
  public let unknownBlocks: Bool

  public init(
    name: String, file: String?, hash: String?, scope: Scope, reviewersNeeded: Int,
    rules: [Control: String], reset: TimeWindow?, unknownBlocks: Bool
  ) {
    self.name = name
    self.file = file
    self.hash = hash
    self.scope = scope
    self.reviewersNeeded = reviewersNeeded
    self.rules = rules
    self.reset = reset
    self.unknownBlocks = unknownBlocks
  }

  public func rule(_ control: Control) -> String { rules[control] ?? control.rawValue }
}
