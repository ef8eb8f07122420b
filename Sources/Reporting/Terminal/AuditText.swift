import Vocabulary

extension TerminalText {
  /// What `audit` prints as a table: by system or area if so asked, else the changes with something
  /// open.
  public static func audit(_ audit: SafeguardAudit, by grouping: AuditGrouping?) -> String {
    var text = [auditSummary(audit)]
    if audit.counts.changes > 0 {
      text += audit.controlLines
      text += audit.resetLines
      text += audit.replay.map(replay) ?? []
      text += grouping.map(audit.groupLines) ?? audit.openLines
    }
    text += audit.exceptionLines + audit.notHeldLines
    text.append("Policy \(audit.policy.title)" + hashWords(audit.policy) + ".")
    return lines(text)
  }

  /// In one line, for stderr beside a table for other programs.
  public static func auditSummary(_ audit: SafeguardAudit) -> String {
    let counts = audit.counts
    guard audit.isComplete, counts.changes > 0 else {
      return "\(audit.lead) \(audit.exceptionWords)"
    }
    let met =
      counts.changes < WordingPolicy.fewestCasesForPercent
      ? "" : " (\(percent(Share(Double(counts.allMet) / Double(counts.changes)))))"
    return "\(counted(counts.changes, "change")) to \(audit.policy.systems), "
      + "\(audit.days): \(grouped(counts.allMet)) \(counts.allMet == 1 ? "meets" : "meet") all "
      + "four\(met), \(grouped(counts.anyNotMet)) with at least one not met, "
      + "\(grouped(counts.anyUnknown)) unknown, \(grouped(counts.anyExcepted)) excepted. "
      + audit.exceptionWords
  }

  static func hashWords(_ policy: PolicyMention) -> String {
    policy.hash.map { ", sha256 \($0)" } ?? " (no policy file)"
  }
}

extension SafeguardAudit {
  fileprivate var controlLines: [String] {
    let counts = counts
    return TerminalText.table(
      [["rule", "control", "met", "not met", "unknown", "excepted"]]
        + Control.allCases.map { control in
          let found = counts.of(control)
          return [
            policy.rule(control), control.name, grouped(found.met), grouped(found.notMet),
            grouped(found.unknown), grouped(found.excepted),
          ]
        })
  }

  fileprivate var resetLines: [String] {
    guard let reset = policy.reset, let (before, within) = aroundReset else { return [] }
    func words(_ counts: AuditCounts) -> String { share(counts.allMet, of: counts.changes) }
    return [
      "All four met since day 0 (\(reset.start.longDate)): \(words(within)); before: "
        + "\(words(before))."
    ]
  }

  fileprivate func groupLines(_ grouping: AuditGrouping) -> [String] {
    TerminalText.table(
      [[grouping.title, "changes", "not met", "unknown", "excepted", "all four met"]]
        + groups(by: grouping).map { group in
          let counts = group.counts
          return [
            group.name, grouped(counts.changes), grouped(counts.anyNotMet),
            grouped(counts.anyUnknown), grouped(counts.anyExcepted),
            share(counts.allMet, of: counts.changes),
          ]
        })
  }

  fileprivate var openLines: [String] {
    let most = WordingPolicy.rowsBeforeFold
    guard !open.isEmpty else { return ["No change has a control that is not met or unknown."] }
    var text = ["Not met or unknown, the newest first:"]
    text += TerminalText.table(
      open.prefix(most).map { one in
        [
          one.change.id.name, one.service.name, one.change.rollout.startedAt.short,
          one.openResults.map { "\($0.control.name) \($0.outcome.words)" }.joined(separator: "; "),
        ]
      })
    if open.count > most {
      text.append("  and \(grouped(open.count - most)) more; --format csv has every change")
    }
    return text
  }

  fileprivate var exceptionLines: [String] {
    TerminalText.table(
      exceptions.filter { $0.state == .overdue || $0.state == .open }.map { use in
        [
          use.exception.id, use.state.rawValue, use.days,
          policy.ruleNames(Array(use.exception.controls)), use.holdsFor, use.owner, use.reason,
        ]
      })
  }

  fileprivate var notHeldLines: [String] {
    guard isComplete, !changesOfUnknownTier.isEmpty else { return [] }
    let systems = Set(changesOfUnknownTier.map(\.service.name)).sorted()
    return [
      "Not held: \(counted(changesOfUnknownTier.count, "change")) to systems whose tier is not in "
        + "the register: \(enumerated(systems))."
    ]
  }
}
