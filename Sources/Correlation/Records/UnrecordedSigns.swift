import Vocabulary

/// What points to a change that the log lacks: looked for where no recorded change explains a drop.
struct UnrecordedSigns {
  private let index: RolloutIndex
  private let incidents: [Incident]
  private let changes: Set<String>
  private let deploys: Set<String>
  /// What nearly all changes of the log begin with, such as `CHG-`; `nil` if nothing does.
  private let prefix: String?

  /// Shorter beginnings than two letters would make words of any text look like changes.
  private static let leastPrefix = 3
  /// Minutes apart from which falls are stages and no scatter of one moment.
  private static let leastGap = 5.0
  /// Rows that undo stand a little before orders are back, or after it.
  static let secondsAfter = 900

  init(index: RolloutIndex, incidents: [Incident]) {
    self.index = index
    self.incidents = incidents.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    changes = Set(index.rollouts.map(\.change.name))
    deploys = Set(index.rollouts.flatMap(\.steps).map(\.id.name))
    let beginnings = Dictionary(
      index.rollouts.map { (UnrecordedSigns.beginning(of: $0.change.name), 1) },
      uniquingKeysWith: +)
    let most = beginnings.max { ($0.value, $1.key) < ($1.value, $0.key) }
    prefix = most.flatMap { name, count in
      10 * count >= 9 * index.rollouts.count && name.count >= UnrecordedSigns.leastPrefix
        ? name : nil
    }
  }

  func found(for drop: Drop) -> [UnrecordedSign] {
    inIncidents(drop) + undone(drop) + [stages(drop)].compactMap { $0 }
  }

  private func inIncidents(_ drop: Drop) -> [UnrecordedSign] {
    let near = Naming.incidents(incidents, near: drop)
    return near.flatMap { incident -> [UnrecordedSign] in
      if let cause = incident.confirmedCause, !changes.contains(cause.name) {
        return [.causeNotInLog(cause, incident.id)]
      }
      let texts = [incident.title, incident.summary].compactMap { $0 }
      return texts.flatMap(unknownNames).prefix(1).map { .namedInIncident($0, incident.id) }
    }
  }

  /// Words that begin as changes of the log do, go on with digits, and are none of them.
  private func unknownNames(_ text: String) -> [String] {
    guard let prefix else { return [] }
    return text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }.map(String.init)
      .filter { word in
        let rest = word.dropFirst(prefix.count)
        return word.hasPrefix(prefix) && rest.count >= 2 && rest.allSatisfy(\.isNumber)
          && !changes.contains(word) && !deploys.contains(word)
      }
  }

  private static func beginning(of name: String) -> String {
    String(name.prefix { !$0.isNumber })
  }

  /// Rows while the drop lasted, where it was, that undo what stands nowhere.
  private func undone(_ drop: Drop) -> [UnrecordedSign] {
    let window = TimeWindow(
      start: drop.window.start, seconds: drop.window.seconds + UnrecordedSigns.secondsAfter)
    return index.rollouts(startedIn: window).flatMap { index.rollouts[$0].steps }
      .filter { step in
        window.contains(step.startedAt)
          && drop.marketplaces.contains { step.reach.includes($0) ?? true }
      }
      .compactMap { step in
        step.rollbackOf.flatMap { name in
          changes.contains(name) || deploys.contains(name)
            ? nil : .undoesUnknown(name, deploy: step.id, place: step.place)
        }
      }
  }

  /// Groups of marketplaces whose 90 % ranges of the onset lie apart.
  private func stages(_ drop: Drop) -> UnrecordedSign? {
    let ranges = drop.parts.map { $0.onset.range(0.9) }.sorted { $0.low < $1.low }
    guard var last = ranges.first else { return nil }
    var groups = 1
    for range in ranges.dropFirst() {
      if range.low.minutes(since: last.high) >= UnrecordedSigns.leastGap {
        groups += 1
        last = range
      } else if range.high > last.high {
        last.high = range.high
      }
    }
    guard groups > 1, let first = ranges.first else { return nil }
    return .cameInStages(groups, minutes: last.low.minutes(since: first.low))
  }
}
