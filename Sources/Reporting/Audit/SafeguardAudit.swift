public import Vocabulary

/// All changes of a period held against the safeguards: everything that an audit says, as values.
public struct SafeguardAudit: Sendable {
  /// Changes belong to it by their start. What is said of exceptions is as of its end.
  public let window: TimeWindow
  public let provenance: RunProvenance
  public let intakes: [Intake]
  /// To systems known to be covered, by start, then by id.
  public let changes: [AuditedChange]
  public let changesOutside: Int
  public let changesOfUnknownTier: [Change]
  public let register: [Service: ServiceEntry]
  /// Overdue ones first, then open, planned and closed ones, the oldest of each first.
  public let exceptions: [ExceptionUse]
  /// What the controls would have held; `nil` if not asked for.
  public let replay: ControlReplay?
  let areas: AreaNames

  /// - Parameter areaNames: Names of areas by what the register calls their directors and VPs.
  public init(
    window: TimeWindow, provenance: RunProvenance, intakes: [Intake], changes: [AuditedChange],
    changesOutside: Int, changesOfUnknownTier: [Change], register: [Service: ServiceEntry],
    exceptions: [SafeguardException], areaNames: [String: String], replay: ControlReplay? = nil
  ) {
    self.window = window
    self.provenance = provenance
    self.intakes = intakes.sorted { ($0.feed.rank, $0.file) < ($1.feed.rank, $1.file) }
    self.changes = changes
    self.changesOutside = changesOutside
    self.changesOfUnknownTier = changesOfUnknownTier
    self.register = register
    self.replay = replay
    let people = PeopleFilter(changes.map(\.change) + changesOfUnknownTier)
    areas = AreaNames(register, given: areaNames, people: people)
    self.exceptions = exceptions.map {
      ExceptionUse($0, of: changes, asOf: window.end, people: people)
    }.sorted { $0.order < $1.order }
  }

  var policy: PolicyMention { provenance.policy }

  var counts: AuditCounts { AuditCounts(changes) }

  /// Changes with something to do, not met first, the newest of each first.
  var open: [AuditedChange] {
    let newest = changes.reversed()
    return newest.filter { !$0.notMet.isEmpty }
      + newest.filter { $0.notMet.isEmpty && !$0.unknown.isEmpty }
  }

  /// Covered changes from before the reset's first day, and those of its days; `nil` without a reset.
  var aroundReset: (before: AuditCounts, within: AuditCounts)? {
    policy.reset.map { reset in
      (
        AuditCounts(changes.filter { $0.change.rollout.startedAt < reset.start }),
        AuditCounts(changes.filter { reset.contains($0.change.rollout.startedAt) })
      )
    }
  }

  /// The last change on record, where the period runs on for more than a day after it.
  var endsEarly: Timestamp? {
    guard let last = intakes.reach(of: .deploys)?.end.advanced(bySeconds: -1),
      last >= window.start, window.end.seconds(since: last) > 86_400
    else { return nil }
    return last
  }

  /// The last change on record, where the period begins after it: nothing is known of the period.
  var endsBefore: Timestamp? {
    intakes.reach(of: .deploys).map { $0.end.advanced(bySeconds: -1) }
      .flatMap { $0 < window.start ? $0 : nil }
  }

  /// Whether changes could be told from one another at all.
  var hasTiers: Bool { changesOfUnknownTier.isEmpty || !register.isEmpty }

  /// Whether the records reach into the period, and say which systems are covered.
  public var isComplete: Bool { hasTiers && endsBefore == nil }
}

/// How many changes met the controls; a change counts once.
struct AuditCounts: Hashable, Sendable {
  struct ByOutcome: Hashable, Sendable {
    var met = 0
    var notMet = 0
    var unknown = 0
    var excepted = 0

    mutating func add(_ outcome: ControlResult.Outcome) {
      switch outcome {
      case .met: met += 1
      case .notMet: notMet += 1
      case .unknown: unknown += 1
      case .excepted: excepted += 1
      }
    }
  }

  private(set) var changes = 0
  private(set) var allMet = 0
  private(set) var anyNotMet = 0
  /// None not met, and one of which nobody can tell.
  private(set) var anyUnknown = 0
  /// Neither, but one that is excused.
  private(set) var anyExcepted = 0
  private(set) var controls: [Control: ByOutcome] = [:]

  init(_ audited: some Sequence<AuditedChange>) {
    for one in audited {
      changes += 1
      if !one.notMet.isEmpty {
        anyNotMet += 1
      } else if !one.unknown.isEmpty {
        anyUnknown += 1
      } else if !one.excepted.isEmpty {
        anyExcepted += 1
      } else {
        allMet += 1
      }
      for result in one.results {
        controls[result.control, default: ByOutcome()].add(result.outcome)
      }
    }
  }

  func of(_ control: Control) -> ByOutcome { controls[control] ?? ByOutcome() }
}

/// An exception with what it did in the period.
public struct ExceptionUse: Hashable, Sendable {
  let exception: SafeguardException
  let state: SafeguardException.State
  /// Days since its first day, at the end of the period; 0 before it.
  let ageDays: Int
  /// Changes that it excused from a control.
  let excused: Int
  /// Changes that it is about and no longer excuses, with a control that it is about not met.
  let missing: Int
  let reason: String
  let owner: String

  init(
    _ exception: SafeguardException, of changes: [AuditedChange], asOf moment: Timestamp,
    people: PeopleFilter
  ) {
    self.exception = exception
    state = exception.state(at: moment)
    ageDays = max(0, moment.seconds(since: exception.window.start) / 86_400)
    excused = changes.count { one in
      one.results.contains { $0.outcome == .excepted(.exception(exception.id)) }
    }
    let end = min(exception.window.end, exception.closedAt ?? exception.window.end)
    missing = changes.count { one in
      one.change.rollout.startedAt >= end
        && one.notMet.contains { exception.concerns($0.control, of: one.change) }
    }
    reason = people.cleaned(exception.reason)
    owner = people.cleaned(exception.owner)
  }

  fileprivate var order: (Int, Timestamp, String) {
    let rank = SafeguardException.State.allCases.firstIndex(of: state) ?? 0
    return (rank, exception.window.start, exception.id)
  }

  /// `pricing, search and CHG-1`.
  var holdsFor: String {
    enumerated(
      exception.systems.sorted().map(\.name) + exception.changes.sorted().map(\.name))
  }

  /// `10 Jan 2026 to 31 Mar 2026`, both days included.
  var days: String {
    let last = exception.window.end.advanced(bySeconds: -1)
    return "\(exception.window.start.shortDate) \(exception.window.start.civil.year) to "
      + "\(last.shortDate) \(last.civil.year)"
  }
}
