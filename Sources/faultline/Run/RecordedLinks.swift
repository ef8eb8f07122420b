import Datastore
import Vocabulary

/// Finds what a nightly run recorded by the names a person types, and says what there is if it
/// finds nothing.
enum RecordedLinks {
  /// More names than these are counted, not listed: they should fit on a line or two.
  private static let namesListed = 8

  enum Link {
    case recorded(RecordedSuspect)
    /// Considered, and so improbable that nothing more is recorded.
    case unlinked(Change)
  }

  static func drop(_ name: String, in store: Store, path: String) throws -> RecordedDrop {
    if let drop = try recorded(name, in: store) { return drop }
    guard try store.lastRun() != nil else {
      throw ToolFailure(
        status: .inputMissing,
        message: "\(path): holds no nightly run. Run faultline nightly first, or name another "
          + "database with --db.")
    }
    let known = try store.recordedDropNames()
    throw ToolFailure(
      status: .usage,
      message: known.isEmpty
        ? "No drop \"\(name)\": the recorded runs found none."
        : "No drop \"\(name)\" is recorded. " + advice(name, known))
  }

  /// The drop of that name, or the one that a report of before called so: later orders may move an
  /// onset, and its name with it. `nil` if none ever had it.
  static func recorded(_ name: String, in store: Store) throws -> RecordedDrop? {
    if let drop = try store.recordedDrop(DropID(name)) { return drop }
    guard let prior = try store.priorDrop(DropID(name)) else { return nil }
    if let later = try store.recordedDrops().first(where: {
      prior.goesOn(in: $0.window, $0.marketplaces)
    }) {
      return later
    }
    throw ToolFailure(
      status: .usage,
      message: "\"\(name)\" was withdrawn: with the orders that came later it is no drop.")
  }

  /// - Parameter lookBackSeconds: changes that began so long before the onset were considered.
  /// - Returns: the recorded suspect, or the change that was considered and is none.
  static func link(
    _ name: String, of drop: RecordedDrop, in store: Store, lookBackSeconds: Int
  ) throws -> Link {
    let considered = TimeWindow(
      start: drop.window.start.advanced(bySeconds: -lookBackSeconds), seconds: lookBackSeconds + 1)
    if !drop.suspects.contains(where: { $0.change.name == name }),
      let change = try store.change(ChangeID(name)),
      change.rollout.steps.contains(where: { considered.contains($0.startedAt) })
    {
      return .unlinked(change)
    }
    return .recorded(try suspect(name, of: drop, in: store))
  }

  static func suspect(
    _ name: String, of drop: RecordedDrop, in store: Store
  ) throws -> RecordedSuspect {
    if let suspect = drop.suspects.first(where: { $0.change.name == name }) { return suspect }
    let known = drop.suspects.map(\.change.name)
    var message = "No change \"\(name)\" is in the deploy log. "
    if let change = try store.change(ChangeID(name)) {
      message =
        "Change \"\(name)\", which began \(change.rollout.startedAt), was not considered for drop "
        + "\(drop.id.name). "
      message += known.isEmpty ? "None was." : list(known)
    } else {
      message += known.isEmpty ? "None was considered for the drop." : advice(name, known)
    }
    throw ToolFailure(status: .usage, message: message)
  }

  private static func advice(_ word: String, _ known: [String]) -> String {
    if let near = NearestWord.of(word, in: known) { return "Did you mean \"\(near)\"?" }
    return list(known)
  }

  private static func list(_ known: [String]) -> String {
    let rest = known.count - namesListed
    let names = known.prefix(namesListed).joined(separator: ", ")
    return "There are: \(names)\(rest > 0 ? " and \(rest) more" : "")."
  }
}
