public import Vocabulary

/// What the gate says of one or more changes before they ship.
public struct GateAnswer: Sendable {
  /// In the order asked.
  public let changes: [AuditedChange]
  public let policy: PolicyMention
  public let toolVersion: String
  public let register: [Service: ServiceEntry]
  /// Rows of the files given that could not be read.
  public let rowsSetAside: Int

  public init(
    changes: [AuditedChange], policy: PolicyMention, toolVersion: String,
    register: [ServiceEntry], rowsSetAside: Int
  ) {
    self.changes = changes
    self.policy = policy
    self.toolVersion = toolVersion
    self.register = Dictionary(register.map { ($0.service, $0) }) { first, _ in first }
    self.rowsSetAside = rowsSetAside
  }

  /// Whether all of them may ship.
  public var isReady: Bool {
    changes.allSatisfy { $0.isReady(unknownBlocks: policy.unknownBlocks) }
  }

  /// `faultline/gate/1`.
  public var json: String {
    JSONText.encoded(
      GateRecord(
        schema: "faultline/gate/1", toolVersion: toolVersion, ready: isReady && rowsSetAside == 0,
        rowsSetAside: rowsSetAside, policy: PolicyRecord(policy),
        changes: changes.map {
          HeldChange($0, policy: policy, tier: register[$0.service]?.tier)
        }))
  }
}

extension TerminalText {
  /// The changes with their controls and the reasons, then what follows.
  public static func gate(_ answer: GateAnswer) -> String {
    guard !answer.changes.isEmpty else { return lines(["No planned change could be read."]) }
    var text: [String] = []
    for one in answer.changes { text += answer.lines(about: one) + [""] }
    if answer.changes.count > 1 {
      let ready = answer.changes.count {
        $0.isReady(unknownBlocks: answer.policy.unknownBlocks)
      }
      text.append("\(grouped(ready)) of \(counted(answer.changes.count, "change")) ready.")
    } else {
      text.removeLast()
    }
    return lines(text)
  }
}

extension GateAnswer {
  fileprivate func lines(about one: AuditedChange) -> [String] {
    let change = one.change
    let tier = register[one.service]?.tier.map { "Tier \($0)" } ?? "tier unknown"
    let head =
      "\(change.id.name) \(one.service.name) (\(tier)), \(change.authorship.words), starts "
      + "\(change.rollout.startedAt.full) UTC"
    guard one.coverage != .outside else {
      return [
        head, "Ready: the safeguards cover \(policy.systems) and ask nothing of it. \(source)",
      ]
    }
    var text = [head]
    text += TerminalText.table(
      one.results.map { result in
        let detail = result.outcome.detail ?? change.paperwork.words(for: result.control, policy)
        return [result.control.name, result.outcome.name, detail]
      })
    if one.coverage == .unknown {
      text.append("Its tier is not in the register: held as if the safeguards covered it.")
    }
    text.append(verdict(on: one))
    return text
  }

  private func verdict(on one: AuditedChange) -> String {
    let counts = [(one.notMet.count, "not met"), (one.unknown.count, "unknown")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    guard !one.isReady(unknownBlocks: policy.unknownBlocks) else {
      if !one.unknown.isEmpty {
        return "Ready: \(counts), which does not block by this policy. \(source)"
      }
      return "Ready: all four met\(one.excepted.isEmpty ? "" : " or excepted"). \(source)"
    }
    let open = one.notMet + (policy.unknownBlocks ? one.unknown : [])
    let rules = (open.count == 1 ? "rule " : "rules ") + policy.ruleNames(open.map(\.control))
    return "Not ready: \(counts). Policy \(policy.title), \(rules)."
  }

  private var source: String { "Policy \(policy.title)." }
}

extension Paperwork {
  /// What a control that is met rests on; never who reviewed or approved.
  fileprivate func words(for control: Control, _ policy: PolicyMention) -> String {
    switch control {
    case .twoReviewers: "\(grouped(policy.reviewersNeeded)) or more besides the author"
    case .approvedRecord:
      (changeRecord.valueIfAny.map { "\($0), " } ?? "")
        + (approvedAt.valueIfAny.map { "approved \($0.short)" } ?? "approved")
    case .standardsCheck, .reliabilityTests: "passed"
    }
  }
}
