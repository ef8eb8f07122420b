import Vocabulary

extension DropPage {
  /// Eight figures: times, amounts, link and scope; a ninth where people name a cause.
  var facts: [Fact] {
    guard hasFallen else { return factsWithoutFall }
    return [began, noticed, mitigated, ended, loss, fall, strongest, scope]
      + [cause].compactMap { $0 }
  }

  private var cause: Fact? {
    if let verdict = teamVerdict {
      let value =
        switch verdict.conclusion {
        case .cause(let change): change.name
        case .noRecordedChange: "no recorded change"
        case .notADrop: "no drop"
        }
      return Fact(
        name: "A team's verdict", value: value,
        detail: "by the \(verdict.team) team, \(verdict.recordedAt.longDate)")
    }
    return finding.namedCause.map { named in
      Fact(
        name: "Cause named by people", value: named.change.name,
        detail: "\(named.words); no verdict of a team is recorded")
    }
  }

  /// Of a time in which no fall can be shown: there is no drop that could begin, end or be linked.
  private var factsWithoutFall: [Fact] {
    let incident = finding.incidents.first
    let times: [(String, Timestamp?)] = [
      ("began", incident?.startedAt), ("detected", incident?.detectedAt),
      ("mitigated", incident?.mitigatedAt), ("resolved", incident?.resolvedAt),
    ]
    let declared = times.compactMap { verb, at in at.map { "\(verb) \($0.short)" } }
    let began = considered.count
    return [
      Fact(
        name: "Time looked at", value: drop.durationWords, detail: "\(drop.window.words), UTC"),
      Fact(
        name: "Orders counted", value: grouped(drop.observedOrders),
        detail: "about \(drop.expectedWords) were expected"),
      loss,
      Fact(
        name: "Declared", value: incident?.id.name ?? "—",
        detail: incident == nil
          ? "no incident was declared for this time" : "\(declared.joined(separator: ", "))"),
      Fact(
        name: "Changes before it", value: grouped(began),
        detail: "from \(attribution.lookBack.start.short) on; listed, not judged"),
      scope,
    ]
  }

  private var began: Fact {
    guard !drop.beganEarlier else {
      return Fact(
        name: "Drop began", value: "earlier",
        detail: "told from \(drop.onset.mode.short) on; what came before is a drop of its own")
    }
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    let level = percent(Share(WordingPolicy.onsetLevel))
    let window = TimeWindow(start: range.low, seconds: range.high.seconds(since: range.low))
    return Fact(
      name: "Drop began", value: drop.onset.mode.clock,
      detail: range.low == range.high
        ? "\(drop.onset.mode.longDate), UTC"
        : "\(level) range \(window.words)"
    )
  }

  private var noticed: Fact {
    guard let first = declared.noticed else {
      return Fact(name: "Noticed", value: "—", detail: "\(declared.whyNotNoticed)")
    }
    let delay = first.at.seconds(since: drop.onset.mode)
    let words =
      delay < 0
      ? "\(duration(seconds: -delay)) before the most likely onset"
      : "undetected for \(duration(seconds: delay))"
    return Fact(
      name: "Noticed", value: first.at.clock, detail: "\(first.incident.name) says; \(words)")
  }

  private var mitigated: Fact {
    guard let moment = declared.mitigated else {
      return Fact(name: "Mitigated", value: "—", detail: "\(declared.whyNotMitigated)")
    }
    let since = declared.noticed.map { moment.at.seconds(since: $0.at) }
    let after =
      since.map {
        $0 < 0
          ? "; \(duration(seconds: -$0)) before it was detected"
          : "; \(duration(seconds: $0)) after it was noticed"
      } ?? ""
    return Fact(
      name: "Mitigated", value: moment.at.clock,
      detail: "\(moment.incident.name) says\(after)\(stayedLow(after: moment.at))")
  }

  /// That orders stayed low for long after what was declared to have ended it.
  private func stayedLow(after mitigation: Timestamp) -> String {
    let end = drop.window.end
    guard end.seconds(since: mitigation) > WordingPolicy.declaredWithinSeconds else { return "" }
    return drop.end.mode == nil
      ? "; orders still low at \(end.short)" : "; orders stayed low until \(end.clock)"
  }

  private var ended: Fact {
    switch drop.end {
    case .open(let until):
      return Fact(name: "Back to expected", value: "—", detail: "still low at \(until.short)")
    case .ended(let distribution) where goesOn:
      return Fact(
        name: "Back to expected", value: "—",
        detail: "still low at \(distribution.mode.short); what follows is a drop of its own")
    case .ended(let distribution):
      let range = distribution.range(WordingPolicy.onsetLevel)
      let span = TimeWindow(start: range.low, seconds: range.high.seconds(since: range.low)).words
      let length = duration(seconds: drop.window.seconds)
      return Fact(
        name: "Back to expected", value: distribution.mode.clock,
        detail: range.low == range.high ? "after \(length)" : "after \(length); range \(span)")
    }
  }

  private var loss: Fact {
    let loss = drop.lostOrders.rounded
    return Fact(
      name: "Orders below expected", value: grouped(loss.value), detail: "\(loss.interval)")
  }

  private var fall: Fact {
    guard let depth = drop.depth, drop.expectedOrders > 0 else {
      return Fact(name: "Against expected", value: "—", detail: "nothing was expected")
    }
    // What came is known, what was expected is that and what was lost: no more than all can be lost.
    let limits = [drop.lostOrders.low, drop.lostOrders.high].map { lost in
      percent(Share(lost / max(1, Double(drop.observedOrders) + lost)))
    }
    let range = limits[0] == limits[1] ? limits[0] : "\(limits[0]) to \(limits[1])"
    return Fact(
      name: "Against expected", value: percent(Share(-depth.value)),
      detail: "typical; \(range) of all that was expected")
  }

  private var strongest: Fact {
    guard let top = attribution.strongest else {
      return Fact(name: "Strongest change", value: "—", detail: "\(attribution.statusWords)")
    }
    let status = attribution.status == .linked ? "" : "; \(attribution.statusWords)"
    return Fact(
      name: "Strongest change", value: top.change.name,
      detail: "\(top.grade.phrase), \(percent(top.probability))\(status)")
  }

  private var scope: Fact {
    let spared = drop.unaffected.count
    return Fact(
      name: "Where", value: enumerated(drop.marketplaces.map(\.name), limit: 3),
      detail: spared == 0
        ? "no other series to compare with"
        : "\(counted(spared, "other series", "other series")) stayed as expected")
  }
}
