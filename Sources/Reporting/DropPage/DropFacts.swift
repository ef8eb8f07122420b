import Vocabulary

extension DropPage {
  /// Eight figures: times, amounts, link and scope.
  var facts: [Fact] {
    [began, noticed, mitigated, ended, loss, fall, strongest, scope]
  }

  private var began: Fact {
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

  /// From the first incident's detection on, responders could know.
  var firstNoticed: Timestamp? { finding.incidents.compactMap(\.detectedAt).min() }

  private var noticed: Fact {
    guard let first = firstNoticed else {
      let detail: Phrase =
        finding.incidents.isEmpty ? "no incident was declared" : "no time of detection recorded"
      return Fact(name: "Noticed", value: "—", detail: detail)
    }
    let delay = first.seconds(since: drop.onset.mode)
    return Fact(
      name: "Noticed", value: first.clock,
      detail: delay < 0
        ? "\(duration(seconds: -delay)) before the most likely onset"
        : "undetected for \(duration(seconds: delay))")
  }

  private var mitigated: Fact {
    guard let moment = finding.incidents.compactMap(\.mitigatedAt).min() else {
      return Fact(name: "Mitigated", value: "—", detail: "no time recorded")
    }
    let since = firstNoticed.map { moment.seconds(since: $0) }
    return Fact(
      name: "Mitigated", value: moment.clock,
      detail: since.map { "\(duration(seconds: $0)) after it was noticed" } ?? "as declared")
  }

  private var ended: Fact {
    switch drop.end {
    case .open(let until):
      return Fact(name: "Back to expected", value: "—", detail: "still low at \(until.short)")
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
    let (low, high) = (drop.lostOrders.low, drop.lostOrders.high)
    let limits = [low, high].map { percent(Share($0 / drop.expectedOrders)) }
    return Fact(
      name: "Against expected", value: percent(Share(-depth.value)),
      detail: "typical; \(limits[0]) to \(limits[1]) of all that was expected, edges included")
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
