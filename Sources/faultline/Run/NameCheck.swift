import Reporting
import Vocabulary

/// Finds names that no other feed knows: the usual reason why links are missing.
struct NameCheck {
  let thing: DoctorProblem.Thing
  /// The names of each feed that names any.
  let names: [Feed: Set<String>]
  /// Feeds that should know every name; what they alone name is no problem in itself.
  let references: Set<Feed>

  var problems: [DoctorProblem] {
    names.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { feed in
      (names[feed] ?? []).sorted().compactMap { problem($0, in: feed) }
    }
  }

  private func problem(_ name: String, in feed: Feed) -> DoctorProblem? {
    let others = names.filter { $0.key != feed && !$0.value.isEmpty }
    guard !others.isEmpty, !others.values.contains(where: { $0.contains(name) }) else { return nil }
    let own = names[feed] ?? []
    let near = near(name, in: others.mapValues { $0.subtracting(own) })
    // Not every system fails or changes: a name is missed only where all of them should be, and
    // else only if another one comes near it.
    let isMissed = others.keys.contains { references.contains($0) }
    guard near != nil || isMissed else { return nil }
    if references.contains(feed) {
      // The other side says it already, unless several feeds share the other name.
      guard let near, names.values.count(where: { $0.contains(near.name) }) > 1 else { return nil }
    }
    return .nameAlone(thing, name, in: feed, near: near?.name, nearIn: near?.feed)
  }

  /// A name that this feed does not have itself.
  private func near(
    _ name: String, in others: [Feed: Set<String>]
  ) -> (name: String, feed: Feed)? {
    for (feed, known) in others.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let candidates = known.sorted()
      let core = thing == .system ? candidates.first { sharesCore($0, name) } : nil
      if let found = core ?? (isLong(name) ? NearestWord.of(name, in: candidates) : nil) {
        return (found, feed)
      }
    }
    return nil
  }

  /// Of two or three letters every word is near every other.
  private func isLong(_ name: String) -> Bool { name.count > 3 }

  private func sharesCore(_ left: String, _ right: String) -> Bool {
    SystemNames.core(left) == SystemNames.core(right)
  }
}
