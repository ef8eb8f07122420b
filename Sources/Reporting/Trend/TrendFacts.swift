import Vocabulary

extension TrendReport {
  /// Six to eight figures, each with its size or its limits.
  var facts: [Fact] {
    let all = findings.all
    guard all.changes > 0, let ai = findings.comparison(.aiAssisted) else { return [] }
    let facts = [
      Fact(
        name: "Changes to \(hasRegister ? policy.systems : "all systems")",
        value: grouped(all.changes),
        detail: """
          \(authorshipWords(ai))\
          \(endsEarly.map { "; the records end on \($0.longDate)" } ?? "")
          """),
      Fact(
        name: "Followed by a linked drop", value: linkedCount(all.linked),
        detail: "\(all.words), interval \(all.rangeWords)"),
      lostFact(ai), controlsFact, resetFact, sinceResetFact,
      Fact(
        name: "Unknown authorship", value: percentOf(ai.unknown.changes, all.changes),
        detail: "\(grouped(ai.unknown.changes)) of \(grouped(all.changes))"),
    ]
    return facts.compactMap { $0 }
  }

  func authorshipWords(_ ai: GroupComparison) -> String {
    guard ai.exposed.changes + ai.reference.changes > 0 else {
      return "the records do not say of any whether AI was used"
    }
    return "\(grouped(ai.exposed.changes)) AI-assisted, \(grouped(ai.reference.changes)) no AI "
      + "marker, \(grouped(ai.unknown.changes)) unknown"
  }

  private func percentOf(_ part: Int, _ whole: Int) -> String {
    whole < WordingPolicy.fewestCasesForPercent
      ? grouped(part) : percent(Share(Double(part) / Double(whole)))
  }

  private func lostFact(_ ai: GroupComparison) -> Fact {
    let quality = findings.quality
    guard quality.drops > 0 else {
      return Fact(name: "Orders below expected", value: "—", detail: "no drop was found")
    }
    let lost = quality.lost.rounded
    let part =
      quality.lost.value > 0 ? (ai.exposed.loss?.shared.value ?? 0) / quality.lost.value : 0
    let assisted =
      ai.exposed.changes + ai.reference.changes == 0
      ? "the records do not say how much in links to AI-assisted changes"
      : "\(percent(Share(part))) of all in links to AI-assisted changes"
    return Fact(
      name: "Orders below expected", value: grouped(lost.value),
      detail: "\(lost.interval), \(counted(quality.drops, "drop")); \(assisted)")
  }

  private var controlsFact: Fact {
    let counts = audit.counts
    let name = "All four controls in place"
    guard hasRegister, counts.changes > 0 else {
      return Fact(name: name, value: "—", detail: "no register of services was loaded")
    }
    guard counts.anyUnknown < counts.changes else {
      return Fact(
        name: name, value: "—",
        detail: "the records do not say of any of \(counted(counts.changes, "change"))")
    }
    guard let (before, within) = audit.aroundReset, within.changes > 0 else {
      return Fact(
        name: name, value: percentOf(counts.allMet, counts.changes),
        detail: "\(grouped(counts.allMet)) of \(grouped(counts.changes)); no reset in the period")
    }
    return Fact(
      name: name, value: percentOf(within.allMet, within.changes),
      detail: "since day 0, \(share(within.allMet, of: within.changes)); before: "
        + "\(before.changes == 0 ? "no change recorded" : share(before.allMet, of: before.changes))"
    )
  }

  private var resetFact: Fact {
    guard let reset = policy.reset else {
      return Fact(name: "Days into the reset", value: "—", detail: "no reset is set in the policy")
    }
    let all = reset.seconds / 86_400
    let last = reset.end.advanced(bySeconds: -1).longDate
    guard findings.counted.end > reset.start else {
      return Fact(
        name: "Days into the reset", value: "—", detail: "it begins \(reset.start.longDate)")
    }
    let day = findings.counted.end.advanced(bySeconds: -1).seconds(since: reset.start) / 86_400
    return Fact(
      name: "Days into the reset", value: "\(grouped(min(day, all))) of \(grouped(all))",
      detail: "ends \(last)")
  }
}
