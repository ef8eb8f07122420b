import Vocabulary

/// An audit as `faultline/audit/1`.
struct AuditRecord: Codable, Hashable, Sendable {
  struct Counts: Codable, Hashable, Sendable {
    struct ByOutcome: Codable, Hashable, Sendable {
      let met: Int
      let notMet: Int
      let unknown: Int
      let excepted: Int
    }

    let changes: Int
    let allMet: Int
    let anyNotMet: Int
    let onlyUnknown: Int
    let onlyExcepted: Int
    let controls: [String: ByOutcome]

    init(_ counts: AuditCounts) {
      changes = counts.changes
      allMet = counts.allMet
      anyNotMet = counts.anyNotMet
      onlyUnknown = counts.anyUnknown
      onlyExcepted = counts.anyExcepted
      controls = Dictionary(
        uniqueKeysWithValues: Control.allCases.map { control in
          let found = counts.of(control)
          return (
            control.rawValue,
            ByOutcome(
              met: found.met, notMet: found.notMet, unknown: found.unknown,
              excepted: found.excepted)
          )
        })
    }
  }

  struct Group: Codable, Hashable, Sendable {
    let name: String
    let systems: Int
    let counts: Counts
  }

  struct Exception: Codable, Hashable, Sendable {
    let id: String
    let state: String
    let ageDays: Int
    let rules: [String]
    let services: [String]
    let changeIds: [String]
    let since: String
    let until: String
    @ExplicitNull var closedAt: String?
    let owner: String
    let reason: String
    let changesExcused: Int
    let changesNotMetSince: Int

    init(_ use: ExceptionUse, _ policy: PolicyMention) {
      let exception = use.exception
      id = exception.id
      state = use.state.rawValue
      ageDays = use.ageDays
      rules = Control.allCases.filter(exception.controls.contains).map(policy.rule)
      services = exception.systems.sorted().map(\.name)
      changeIds = exception.changes.sorted().map(\.name)
      since = exception.window.start.description
      until = exception.window.end.description
      closedAt = exception.closedAt?.description
      owner = use.owner
      reason = use.reason
      changesExcused = use.excused
      changesNotMetSince = use.missing
    }
  }

  let schema: String
  let toolVersion: String
  let window: NightlyRecord.Window
  let policy: PolicyRecord
  let counts: Counts
  let changesOutside: Int
  let changesOfUnknownTier: [String]
  /// Left out where none were asked for.
  let groupedBy: String?
  let groups: [Group]?
  /// Left out where it was not asked for.
  let replay: ReplayRecord?
  let exceptions: [Exception]
  let changes: [HeldChange]

  init(_ audit: SafeguardAudit, _ grouping: AuditGrouping?) {
    schema = "faultline/audit/1"
    toolVersion = audit.provenance.toolVersion
    window = NightlyRecord.Window(audit.window)
    policy = PolicyRecord(audit.policy)
    counts = Counts(audit.counts)
    changesOutside = audit.changesOutside
    changesOfUnknownTier = audit.changesOfUnknownTier.map(\.id.name)
    groupedBy = grouping?.rawValue
    groups = grouping.map { grouping in
      audit.groups(by: grouping).map {
        Group(name: $0.name, systems: $0.systems, counts: Counts($0.counts))
      }
    }
    replay = audit.replay.map(ReplayRecord.init)
    exceptions = audit.exceptions.map { Exception($0, audit.policy) }
    changes = audit.changes.map {
      HeldChange($0, policy: audit.policy, tier: audit.register[$0.service]?.tier)
    }
  }
}

/// One change with its controls, in audits and at the gate.
struct HeldChange: Codable, Hashable, Sendable {
  struct Held: Codable, Hashable, Sendable {
    let rule: String
    let control: String
    let outcome: String
    @ExplicitNull var reason: String?
  }

  let changeId: String
  let service: String
  @ExplicitNull var tier: Int?
  let startedAt: String
  let authorship: String
  let coverage: String
  let ready: Bool
  let controls: [Held]

  init(_ one: AuditedChange, policy: PolicyMention, tier: Int?) {
    changeId = one.change.id.name
    service = one.service.name
    self.tier = tier
    startedAt = one.change.rollout.startedAt.description
    authorship = one.change.authorship.code
    coverage = one.coverage.rawValue
    ready = one.isReady(unknownBlocks: policy.unknownBlocks)
    controls = one.results.map {
      Held(
        rule: policy.rule($0.control), control: $0.control.rawValue, outcome: $0.outcome.code,
        reason: $0.outcome.detail)
    }
  }
}

/// The answer of the gate, `faultline/gate/1`.
struct GateRecord: Codable, Hashable, Sendable {
  let schema: String
  let toolVersion: String
  let ready: Bool
  /// Rows of the files given that could not be read, and are therefore not among the changes.
  let rowsSetAside: Int
  let policy: PolicyRecord
  let changes: [HeldChange]
}
