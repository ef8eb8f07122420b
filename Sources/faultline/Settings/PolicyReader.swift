import Policy
import Vocabulary

/// Makes a policy of its file.
struct PolicyReader {
  private(set) var policy = SafeguardPolicy()
  private(set) var areas: [String: String] = [:]

  /// What stands for a day.
  private static let dateForm = "a date in quotes such as \"2026-03-09\""

  mutating func read(_ file: SettingsTable) {
    policy.unknownBlocks = file.truth("unknown_blocks") ?? policy.unknownBlocks
    if let part = file.table("reset") { read(reset: part) }
    if let part = file.table("scope") { read(scope: part) }
    if let part = file.table("rules") { read(rules: part) }
    if let part = file.table("standard") { read(standard: part) }
    if let part = file.table("emergency") { read(emergency: part) }
    read(exceptions: file.tables("exceptions"))
    if let part = file.table("areas") {
      for name in part.keys { areas[name] = part.text(name) }
      part.finish()
    }
    file.finish()
  }

  private mutating func read(reset part: SettingsTable) {
    policy.name = part.text("name") ?? policy.name
    policy.resetStartsAt = day("start", part)
    policy.resetDays = part.whole("days", in: 1...3660) ?? policy.resetDays
    part.finish()
  }

  private mutating func read(scope part: SettingsTable) {
    let tier = part.whole("tier", in: 1...100)
    let systems = Set((part.texts("systems") ?? []).map(Service.init))
    if !part.has("tier"), systems.isEmpty {
      part.bad("tier", "say which systems are covered: tier = 1, systems = [\"…\"], or both")
    }
    policy.scope = SafeguardPolicy.Scope(deepestTier: tier, systems: systems)
    part.finish()
  }

  /// All four: a rule that was lost by mistake would ask for nothing.
  private mutating func read(rules part: SettingsTable) {
    var rules: [Control: String] = [:]
    let known = Control.allCases.map(\.rawValue)
    for id in part.keys {
      guard let rule = part.table(id) else { continue }
      let name = rule.text("control")
      let control = name.flatMap(Control.init(rawValue:))
      if let control, rules[control] != nil {
        rule.bad("control", "\(control.rawValue) has a rule already")
      } else if let control {
        rules[control] = id
      } else {
        let near = name.flatMap { NearestWord.of($0, in: known) }
        rule.bad(
          "control",
          "needs one of \(known.joined(separator: ", "))."
            + (near.map { " Did you mean \"\($0)\"?" } ?? ""))
      }
      if control == .twoReviewers {
        policy.reviewersNeeded = rule.whole("reviewers", in: 0...20) ?? policy.reviewersNeeded
      }
      rule.finish()
    }
    for control in Control.allCases where rules[control] == nil && part.problems.isEmpty {
      part.problems.add(
        part.name, line: part.line,
        "there is no rule with control = \"\(control.rawValue)\"; each of the four needs one. "
          + "What it is not asked of stands under [[exceptions]]")
    }
    policy.rules = rules
    part.finish()
  }

  private mutating func read(standard part: SettingsTable) {
    policy.standard = SafeguardPolicy.StandardChanges(
      recordTypes: Set(part.texts("record_types") ?? ["standard"]),
      excusedFrom: controls("excused_from", part))
    part.finish()
  }

  private mutating func read(emergency part: SettingsTable) {
    policy.emergency = SafeguardPolicy.EmergencyChanges(
      excusedFrom: controls("excused_from", part),
      approvalGraceSeconds: (part.whole("approval_within_hours", in: 0...720) ?? 0) * 3600)
    part.finish()
  }

  private mutating func read(exceptions parts: [SettingsTable]) {
    var ids: Set<String> = []
    for part in parts {
      let id = needed("id", part)
      if let id, !ids.insert(id).inserted { part.bad("id", "\"\(id)\" is there twice") }
      let reason = needed("reason", part)
      let owner = needed("owner", part)
      let controls = controls("rules", part)
      if !part.has("rules") { part.bad("rules", "is missing: name the rules it is about") }
      let systems = Set((part.texts("systems") ?? []).map(Service.init))
      let changes = Set((part.texts("changes") ?? []).map(ChangeID.init))
      if systems.isEmpty, changes.isEmpty {
        part.bad("systems", "name the systems or the changes it holds for")
      }
      let from = neededDay("from", part)
      let until = neededDay("until", part)
      let closed = day("closed", part)
      part.finish()
      guard let id, let reason, let owner, let from, let until else { continue }
      guard let window = TimeWindow(start: from, end: until.advanced(bySeconds: 86_400)),
        window.seconds > 0
      else {
        part.bad("until", "is before from")
        continue
      }
      if let closed, closed < from { part.bad("closed", "is before from") }
      policy.exceptions.append(
        SafeguardException(
          id: id, controls: controls, systems: systems, changes: changes, window: window,
          closedAt: closed, reason: reason, owner: owner))
    }
  }

  private func needed(_ key: String, _ part: SettingsTable) -> String? {
    let text = part.text(key)
    let isBlank = text?.allSatisfy(\.isWhitespace) ?? !part.has(key)
    if isBlank { part.bad(key, "is missing") }
    return isBlank ? nil : text
  }

  private func neededDay(_ key: String, _ part: SettingsTable) -> Timestamp? {
    if !part.has(key) { part.bad(key, "is missing: \(PolicyReader.dateForm)") }
    return day(key, part)
  }

  /// Midnight UTC at which the day begins.
  private func day(_ key: String, _ part: SettingsTable) -> Timestamp? {
    part.text(key).flatMap { text in
      let moment = text.utf8.count == 10 ? Moment(argument: text)?.timestamp : nil
      if moment == nil { part.bad(key, "\"\(text)\" is not \(PolicyReader.dateForm)") }
      return moment
    }
  }

  /// The controls behind ids of rules.
  private func controls(_ key: String, _ part: SettingsTable) -> Set<Control> {
    var controls: Set<Control> = []
    for id in part.texts(key) ?? [] {
      if let control = policy.rules.first(where: { $0.value == id })?.key {
        controls.insert(control)
      } else {
        let known = policy.rules.values.sorted().joined(separator: ", ")
        part.bad(key, "no rule \"\(id)\". There are \(known)")
      }
    }
    return controls
  }
}
