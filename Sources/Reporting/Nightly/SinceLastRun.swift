import Vocabulary

extension NightlyReport {
  /// What is new, what was judged differently, and what a later load moved.
  var sinceLastRunSection: Section {
    let title = "Since the last run"
    guard let differences = sinceLastRun else {
      return Section(
        id: "since-last-run", title: title,
        blocks: [.paragraph("There is no run before this one to compare it with.")] + moved
          + onWatch)
    }
    func names(_ label: String, _ drops: [DropID]) -> Phrase {
      let known = Set(findings.map(\.drop.id))
      let links = drops.sorted().prefix(WordingPolicy.rowsBeforeFold).map { drop -> Phrase in
        known.contains(drop) ? "\(link: drop.name, to: .drop(drop))" : "\(drop.name)"
      }
      let rest = drops.count > links.count ? " and \(drops.count - links.count) more" as Phrase : ""
      return drops.isEmpty ? "\(label): none." : "\(label): \(links.joined(", "))\(rest)."
    }
    let revised = differences.revised.filter(\.isTold).map {
      "\($0.drop.name): \($0.words)." as Phrase
    }
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
          ] + (revised.isEmpty ? ["Judged differently: none."] : revised)
            + differences.settledPhrases + verdicts),
      ] + differences.relinkedBlocks + (differences.late.map { [.note($0.phrase)] } ?? []) + moved
        + onWatch)
  }

  /// What the next run will decide.
  private var onWatch: [Block] {
    guard !watch.isEmpty else { return [] }
    let strongest = watch.sorted { ($1.signal, $0.series) < ($0.signal, $1.series) }
    return [
      .note(
        "On watch at the end of the orders, not sure enough for a drop; the next orders decide:")
    ] + Block.cutList(strongest.map(\.phrase)) { "\($0) more were weaker or as weak." }
  }

  /// Known events that a later load put elsewhere.
  private var moved: [Block] {
    guard !corrections.isEmpty else { return [] }
    let count = counted(corrections.count, "value")
    return [.note("Later files changed \(count) of records that were known:")]
      + Block.cutList(corrections.map(\.phrase)) { "\($0) more are in nightly.json." }
  }
}

extension Block {
  /// The first of a list that may be long, and how many more there are.
  static func cutList(_ items: [Phrase], others: (_ number: String) -> Phrase) -> [Block] {
    let most = WordingPolicy.rowsBeforeFold
    let shown = Block.list(Array(items.prefix(most)))
    return items.count > most ? [shown, .note(others(grouped(items.count - most)))] : [shown]
  }
}

extension WatchedFall {
  /// `DE since 5 Mar 2026 23:40 UTC: 12% below expected, signal 3.9, a drop takes 5.2.`
  fileprivate var phrase: Phrase {
    let lacking =
      switch lack {
      case .signal(let needed): "a drop takes \(fixed(needed, decimals: 1))"
      case .loss: "but the loss may still be none"
      case .counts: "but counts of the last minutes may still come in"
      }
    let numbers = "signal \(fixed(signal, decimals: 1)), \(lacking)"
    return "\(series.words) since \(since.full) UTC: \(percent(depth)) below expected, \(numbers)."
  }
}

extension RunDifferences {
  /// What became of what was on watch: drops first, what is still open next; of many the rest counted.
  fileprivate var settledPhrases: [Phrase] {
    let ordered = [2, 1, 0].flatMap { weight in settled.filter { $0.weight == weight } }
    let rest = ordered.dropFirst(WordingPolicy.rowsBeforeFold)
    let passed = rest.count { $0.outcome == .passed }
    guard !rest.isEmpty else { return ordered.map(\.phrase) }
    let others: Phrase = """
      On watch then, \(counted(rest.count, "other")): \(grouped(passed)) passed without a drop, \
      \(grouped(rest.count - passed)) did not.
      """
    return ordered.prefix(WordingPolicy.rowsBeforeFold).map(\.phrase) + [others]
  }
}

extension RunDifferences.Settled {
  /// Most first.
  fileprivate var weight: Int {
    switch outcome {
    case .drop: 2
    case .open: 1
    case .passed: 0
    }
  }

  fileprivate var phrase: Phrase {
    let start: Phrase = "On watch then, \(fall.series.words) since \(fall.since.full) UTC"
    switch outcome {
    case .drop(let drop): return "\(start): now drop \(link: drop.name, to: .drop(drop))."
    case .open: return "\(start): still on watch."
    case .passed: return "\(start): passed without a drop."
    }
  }
}

extension LateRows {
  /// Which rows made the run look again at what had been looked at.
  fileprivate var phrase: Phrase {
    let places = enumerated(series.map(\.words), limit: 4)
    let brought = files.isEmpty ? "" : " (\(enumerated(files, limit: 3)))"
    return """
      Rows of orders from \(earliest.full) UTC on came or were corrected after that: \(places)\(brought). \
      What they touch was judged again.
      """
  }
}

extension RecordCorrection {
  /// `Deploy D-12: started_at was 5 Mar 2026 14:02, is now 5 Mar 2026 14:12 UTC (deploys.csv:12).`
  fileprivate var phrase: Phrase {
    let kind = feed == .incidents ? "Incident" : "Deploy"
    return """
      \(kind) \(name: id): \(column) was \(old.words), \(newWords) \
      (\(place.description)).
      """
  }

  /// Where a deploy reaches is never empty: a file that does not say has no such column. Of the
  /// others an absent column and an empty cell are one.
  private var newWords: String {
    if let new { return "is now \(new.words)" }
    return feed == .deploys && column == "marketplaces"
      ? "is now unknown, for the later file has no such column" : "is not given any more"
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
