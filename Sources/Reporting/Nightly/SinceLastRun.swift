import Vocabulary

extension NightlyReport {
  /// What is new, what was judged differently, and what a later load moved.
  var sinceLastRunSection: Section {
    let title = "Since the last run"
    guard let differences = sinceLastRun else {
      return Section(
        id: "since-last-run", title: title,
        blocks: [.paragraph("This is the first run, or the last one left no record.")] + moved)
    }
    func names(_ label: String, _ drops: [DropID]) -> Phrase {
      let known = Set(findings.map(\.drop.id))
      let links = drops.sorted().prefix(WordingPolicy.rowsBeforeFold).map { drop -> Phrase in
        known.contains(drop) ? "\(link: drop.name, to: .drop(drop))" : "\(drop.name)"
      }
      let rest = drops.count > links.count ? " and \(drops.count - links.count) more" as Phrase : ""
      return drops.isEmpty ? "\(label): none." : "\(label): \(links.joined(", "))\(rest)."
    }
    let revised = differences.revised.map { "\($0.drop.name): \($0.words)." as Phrase }
    let verdicts = self.verdicts.values.sorted { $0.drop < $1.drop }
      .filter { $0.recordedAt > differences.previousUntil }
      .map { "\($0.drop.name): \($0.sentence)" as Phrase }
    return Section(
      id: "since-last-run", title: title,
      blocks: [
        .note("The run before had looked up to \(differences.previousUntil.full) UTC."),
        .list(
          [
            names("New", differences.new), names("Still open", differences.stillOpen),
            names("Ended", differences.closed),
          ] + (revised.isEmpty ? ["Judged differently: none."] : revised) + verdicts),
      ] + moved)
  }
  /// Known events that a later load put elsewhere.
  private var moved: [Block] {
    guard !corrections.isEmpty else { return [] }
    let most = WordingPolicy.rowsBeforeFold
    let rest = corrections.count - most
    let count = counted(corrections.count, "value")
    return [
      .note("Later files changed \(count) of records that were known:"),
      .list(corrections.prefix(most).map(\.phrase)),
    ] + (rest > 0 ? [.note("\(grouped(rest)) more are in nightly.json.")] : [])
  }
}

extension RecordCorrection {
  /// `Deploy D-12: started_at was 5 Mar 2026 14:02, is now 5 Mar 2026 14:12 UTC (deploys.csv:12).`
  fileprivate var phrase: Phrase {
    let kind = feed == .incidents ? "Incident" : "Deploy"
    return """
      \(kind) \(name: id): \(column) was \(old.words), is now \(new?.words ?? "empty") \
      (\(place.description)).
      """
  }
}

extension RecordCorrection.Value {
  fileprivate var words: String {
    switch self {
    case .time(let time): "\(time.full) UTC"
    case .text(let text): text
    }
  }

  /// As in the contract's JSON.
  var plain: String {
    switch self {
    case .time(let time): time.description
    case .text(let text): text
    }
  }
}
