public import Vocabulary

/// What the code safety reset asks of changes, and of which.
public struct SafeguardPolicy: Hashable, Sendable {
  /// Which services the safeguards cover.
  public struct Scope: Hashable, Sendable {
    /// Services up to this tier: Tier 1 directly affects customers. `nil` if no tier counts and
    /// only the named systems are covered.
    public let deepestTier: Int?
    /// Covered whatever their tier.
    public let systems: Set<Service>

    public init(deepestTier: Int? = 1, systems: Set<Service> = []) {
      self.deepestTier = deepestTier
      self.systems = systems
    }
  }

  /// Changes that the change-management system approved once for all.
  public struct StandardChanges: Hashable, Sendable {
    /// What it calls them, compared without regard to case.
    public let recordTypes: Set<String>
    public let excusedFrom: Set<Control>

    public init(recordTypes: Set<String> = ["standard"], excusedFrom: Set<Control> = []) {
      self.recordTypes = Set(recordTypes.map { $0.lowercased() })
      self.excusedFrom = excusedFrom
    }

    func includes(_ change: Change) -> Bool {
      change.paperwork.recordType.map { recordTypes.contains($0.lowercased()) } ?? false
    }
  }

  /// Break-glass changes.
  public struct EmergencyChanges: Hashable, Sendable {
    public let excusedFrom: Set<Control>
    /// An approval counts up to so long after the start.
    public let approvalGraceSeconds: Int

    public init(excusedFrom: Set<Control> = [], approvalGraceSeconds: Int = 0) {
      self.excusedFrom = excusedFrom
      self.approvalGraceSeconds = max(0, approvalGraceSeconds)
    }

    func includes(_ change: Change) -> Bool { change.paperwork.emergency.valueIfAny == true }
  }

  public var name = "code safety reset"
  public var scope = Scope()
  /// Reviewers besides the author: one may share the author's blind spot, two seldom do.
  public var reviewersNeeded = 2
  /// The ids by which reports and exceptions name the rules.
  public var rules: [Control: String] = [
    .twoReviewers: "r1", .approvedRecord: "r2", .standardsCheck: "r3", .reliabilityTests: "r4",
  ]
  /// By default nothing is excused: who wants less asks for it.
  public var standard = StandardChanges()
  public var emergency = EmergencyChanges()
  public var exceptions: [SafeguardException] = []
  /// A gate that lets pass what it cannot see is none.
  public var unknownBlocks = true
  /// When the reset began; `nil` if none was.
  public var resetStartsAt: Timestamp?
  /// Days that a reset lasts: 90, a quarter.
  public var resetDays = 90

  /// The built-in safeguards: the four controls on Tier-1 systems, without a reset or exceptions.
  public init() {}

  /// The time of the reset, half-open; `nil` if none was begun.
  public var reset: TimeWindow? {
    resetStartsAt.map { TimeWindow(start: $0, seconds: resetDays * 86_400) }
  }

  /// Whether a change that starts at `moment` falls into the reset.
  public func isInReset(_ moment: Timestamp) -> Bool { reset?.contains(moment) ?? false }

  /// Why a change need not meet a control; `nil` if it must.
  func excuse(_ change: Change, from control: Control) -> ControlResult.Excuse? {
    if emergency.includes(change), emergency.excusedFrom.contains(control) { return .emergency }
    if standard.includes(change), standard.excusedFrom.contains(control) {
      return .standardChange
    }
    return exceptions.first { $0.permits(change, without: control) }.map { .exception($0.id) }
  }

  /// As reports name it.
  ///
  /// - Parameter source: Name and SHA-256 of the file it was read from; `nil` if from none.
  public func mention(source: (file: String, hash: String)?) -> PolicyMention {
    PolicyMention(
      name: name, file: source?.file, hash: source?.hash,
      scope: scope.deepestTier.map { .tier($0, named: scope.systems.count) }
        ?? .named(scope.systems.count),
      reviewersNeeded: reviewersNeeded, rules: rules, reset: reset, unknownBlocks: unknownBlocks)
  }
}

extension SafeguardPolicy {
  /// The same with nobody excused from anything: what was in place, whatever was permitted.
  public var withoutExcuses: SafeguardPolicy {
    var plain = self
    plain.standard = StandardChanges()
    plain.emergency = EmergencyChanges()
    plain.exceptions = []
    return plain
  }
}
