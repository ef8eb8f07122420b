import Vocabulary

/// What points to a change that the log lacks: looked for where no recorded change explains a drop.
struct UnrecordedSigns {
  private let index: RolloutIndex
  private let incidents: [Incident]
  /// What the log knows, with its first start.
  private let changes: [String: Timestamp]
  private let deploys: [String: Timestamp]

  /// Shorter beginnings than two letters would make words of any text look like changes.
  private static let leastPrefix = 3
  /// Minutes apart from which falls are stages and no scatter of one moment.
  private static let leastGap = 5.0
  /// Rows that undo stand a little before orders are back, or after it.
  static let secondsAfter = 900

  init(index: RolloutIndex, incidents: [Incident]) {
    self.index = index
    self.incidents = incidents.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    changes = Dictionary(
      index.rollouts.map { ($0.change.name, $0.startedAt) }, uniquingKeysWith: min)
    deploys = Dictionary(
      index.rollouts.flatMap(\.steps).map { ($0.id.name, $0.startedAt) }, uniquingKeysWith: min)
  }

  /// - Parameter recent: what nearly all of its changes begin with, such as `CHG-`, makes a word of a
  ///   text look like a change.
  func found(for drop: Drop, recent: RecentLog) -> [UnrecordedSign] {
    inIncidents(drop, prefix: prefix(of: recent)) + undone(drop) + [stages(drop)].compactMap { $0 }
  }

  /// `nil` if nothing does.
  private func prefix(of recent: RecentLog) -> String? {
    let beginnings = Dictionary(
      index.rollouts(startedIn: recent.window).map {
        (UnrecordedSigns.beginning(of: index.rollouts[$0].change.name), 1)
      }, uniquingKeysWith: +)
    let all = beginnings.values.reduce(0, +)
    let most = beginnings.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return most.flatMap { name, count in
      10 * count >= 9 * all && name.count >= UnrecordedSigns.leastPrefix ? name : nil
    }
  }

  /// Whether the log names it, of what began before the drop was over.
  private func knows(_ name: String, _ drop: Drop) -> Bool {
    [changes[name], deploys[name]].contains { start in start.map { $0 < drop.window.end } ?? false }
  }

  private func inIncidents(_ drop: Drop, prefix: String?) -> [UnrecordedSign] {
    let near = Naming.incidents(incidents, near: drop)
    return near.flatMap { incident -> [UnrecordedSign] in
      if let cause = incident.confirmedCause, !knows(cause.name, drop) {
        return [.causeNotInLog(cause, incident.id)]
      }
      let texts = [incident.title, incident.summary].compactMap { $0 }
      return texts.flatMap { unknownNames($0, prefix: prefix, drop) }.prefix(1).map {
        .namedInIncident($0, incident.id)
      }
    }
  }

  /// Words that begin as changes of the log do, go on with digits, and are none of them.
  private func unknownNames(_ text: String, prefix: String?, _ drop: Drop) -> [String] {
    guard let prefix else { return [] }
    return text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }.map(String.init)
      .filter { word in
        let rest = word.dropFirst(prefix.count)
        return word.hasPrefix(prefix) && rest.count >= 2 && rest.allSatisfy(\.isNumber)
          && !knows(word, drop)
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
          knows(name, drop)
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
