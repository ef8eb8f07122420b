import Vocabulary

extension Evidence.Observation {
  /// The observation as a sentence; whether it speaks for or against is its weight's business.
  var statement: String {
    switch self {
    case .timing(let step, let minutes, let placebo, let parts):
      timingStatement(step: step, minutes: minutes, placebo: placebo)
        + (parts.map { " \($0.statement)" } ?? "")
    case .scope(let reached, let notReached, let notHit):
      scopeStatement(reached: reached, notReached: notReached, notHit: notHit)
    case .scopeUnknown: "The records do not say which marketplaces it reached."
    case .spread(let agreeing, let pairs):
      "Orders fell in the order of its rollout in \(agreeing) of \(counted(pairs, "pair")) of "
        + "marketplaces that it reached at different times."
    case .alreadyLow(let probability):
      "The probability that orders were already low before its step began is "
        + "\(percent(probability))."
    case .recovery(let recovery): recovery.statement
    case .topology(let topology): topology.statement
    case .comparison(let reached, let unreached, let count):
      "Orders stood \(belowExpected(reached)) where it was, and "
        + "\(belowExpected(unreached)) in \(counted(count, "marketplace")) where it was not, or only "
        + "for less than half of the drop."
    case .repetition(let earlier, let followed):
      repetitionStatement(earlier: earlier, followed: followed)
    case .namedInIncident(let incident): "People named its service in \(incident.name)."
    }
  }

}

extension Evidence.TimingParts {
  /// What makes the weight large or small.
  fileprivate var statement: String {
    let onsets = places > 1 ? ", which the onsets of \(places) marketplaces give together" : ""
    let delayWords = "\(signed(delay)) for the delay\(onsets)"
    guard signed(coincidence) != "0.0" else { return "Its weight is \(delayWords)." }
    let other = "changes stand just before drops for other reasons too"
    return "Its weight is \(delayWords), and \(signed(coincidence)) because \(other)."
  }
}

extension Evidence.Kind {
  /// The kind in words, for tables.
  var words: String {
    switch self {
    case .timing: "timing"
    case .scope: "where it went"
    case .spread: "order of the rollout"
    case .alreadyLow: "orders before it"
    case .recovery: "recovery"
    case .topology: "place of the service"
    case .comparison: "comparison"
    case .repetition: "earlier steps"
    case .namedInIncident: "incident"
    }
  }
}

private func timingStatement(step: DeployID, minutes: Double, placebo: Probability) -> String {
  let rate =
    "a change this close before a random quiet minute happens \(percent(placebo)) of the time"
  return "Its step \(step.name) \(beganBeforeOnset(minutes: minutes)); \(rate)."
}

/// `began 8 min before the onset`, `began 3 min after the most likely onset`.
func beganBeforeOnset(minutes: Double) -> String {
  if minutes.magnitude < 0.5 / 60 { return "began at the most likely onset" }
  return minutes > 0
    ? "began \(duration(minutes: minutes)) before the onset"
    : "began \(duration(minutes: minutes)) after the most likely onset"
}

private func scopeStatement(reached: Int, notReached: [Marketplace], notHit: [Marketplace])
  -> String
{
  let hit = reached + notReached.count
  var parts: [String] = []
  if notReached.isEmpty {
    parts.append(
      hit == 1
        ? "It had reached the marketplace hit when orders fell there"
        : "It had reached all \(grouped(hit)) marketplaces hit when orders fell there")
  } else {
    let missed = enumerated(notReached.map(\.name))
    parts.append(
      "It had reached \(grouped(reached)) of \(counted(hit, "marketplace")) hit when orders fell "
        + "there, not \(missed)")
  }
  if notHit.isEmpty {
    parts.append("and was in no others that are counted for most of the drop")
  } else {
    let spared = enumerated(notHit.map(\.name))
    parts.append("and was for most of the drop also in \(spared), where orders stayed as expected")
  }
  return parts.joined(separator: ", ") + "."
}

private func repetitionStatement(earlier: Int, followed: Int) -> String {
  guard earlier > 0 else { return "No earlier step of this service is on record." }
  let steps = "\(grouped(followed)) of \(counted(earlier, "earlier step")) of this service"
  return "\(steps) \(followed == 1 ? "was" : "were") closely followed by a drop."
}

/// `39% below expected`, `0.4% above expected`, `as expected`.
func belowExpected(_ fall: Share) -> String {
  if fall.value.magnitude < 0.0005 { return "as expected" }
  return fall.value > 0
    ? "\(percent(fall)) below expected" : "\(percent(Share(-fall.value))) above expected"
}

extension Evidence.Recovery {
  var statement: String {
    switch self {
    case .followedRollback(let minutes) where minutes < 0:
      "Orders came back \(duration(minutes: minutes)) before it was undone."
    case .followedRollback(let minutes):
      "Orders came back \(duration(minutes: minutes)) after it was undone."
    case .outlastedRollback(let minutes):
      "It was undone and orders stayed low \(duration(minutes: minutes)) longer."
    case .followedFix(let deploy, let minutes) where minutes < 0:
      "Orders came back \(duration(minutes: minutes)) before another change of its service, "
        + "\(deploy.name), began."
    case .followedFix(let deploy, let minutes):
      "Orders came back \(duration(minutes: minutes)) after another change of its service, "
        + "\(deploy.name), began."
    case .recoveredInPlace: "Orders came back while it was still in place."
    case .stillOpen: "The drop is still open and it is still in place."
    }
  }
}

extension Evidence.Topology {
  var statement: String {
    switch self {
    case .sameService: "It changed the service whose own orders fell."
    case .dependency(let hops):
      "The service whose orders fell depends on the changed one, \(hopWords(hops)) down."
    case .unrelated: "The service whose orders fell does not depend on the changed one."
    case .orderPath(0, let dependents):
      "The changed service is a Tier-1 system\(dependentWords(dependents))."
    case .orderPath(let hops, let dependents):
      "A Tier-1 system depends on the changed service, \(hopWords(hops)) down"
        + "\(dependentWords(dependents))."
    case .offOrderPath: "The register does not put the changed service on the order path."
    case .unregistered: "The register does not know the changed service."
    }
  }
}

/// How many services stand on the changed one, which moves the weight as much as the tier does.
private func dependentWords(_ dependents: Int?) -> String {
  guard let dependents else { return "" }
  let services =
    switch dependents {
    case 0: "no service depends"
    case 1: "1 service depends"
    case Evidence.Topology.mostDependents...: "\(grouped(dependents)) services or more depend"
    default: "\(grouped(dependents)) services depend"
    }
  return ", and \(services) on it; both are held against the services that are usually changed"
}

private func hopWords(_ hops: Int) -> String { counted(hops, "hop") }
