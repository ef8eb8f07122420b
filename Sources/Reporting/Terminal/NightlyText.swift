import Vocabulary

extension TerminalText {
  static let needsLook = "drop needs a look"
  static let needLook = "drops need a look"

  /// The summary that `nightly` prints; `folder` is where the report was written, `rejects` where
  /// the rows set aside were, `database` where it was recorded, `nil` if that need not be said.
  public static func nightly(
    _ report: NightlyReport, folder: String, rejects: [String] = [], database: String? = nil
  ) -> String {
    var text = report.incompleteness.map(\.sentence)
    text.append(report.intakeLine)
    text += report.dropLines + [report.unnamedDaysSentence].compactMap { $0 }
    text += report.paperworkLines
    text += report.asideLines(rejects)
    text.append("Report: \(folder)/\(ReportPaths.nightlyHTML)")
    if let next = report.nextCommand {
      text.append("Next: " + next + (database.map { " --db \($0.shellWord)" } ?? ""))
    }
    return lines(text)
  }

  /// The verdict alone, and where the report is: what a job that is quiet else has to say of a night
  /// that needs somebody. `controlsNotMet` is told if there are any.
  public static func nightlyBrief(
    _ report: NightlyReport, folder: String, controlsNotMet: Int = 0
  ) -> String {
    var text = report.incompleteness.map(\.sentence) + report.dropLines.prefix(1)
    if controlsNotMet > 0 {
      text.append("\(counted(controlsNotMet, "control")) of changes not met.")
    }
    text.append("Report: \(folder)/\(ReportPaths.nightlyHTML)")
    return text.joined(separator: "\n")
  }
}

extension String {
  /// As one word of a shell's command line, in quotes where it needs them.
  var shellWord: String {
    let plain = utf8.allSatisfy { byte in
      byte.isASCIILetter || byte.isASCIIDigit || "-_./+,:@%".utf8.contains(byte)
    }
    return plain && !isEmpty ? self : "'\(replacing("'", with: "'\\''"))'"
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension NightlyReport {
  /// `From 3 files: 1,204 deploys, 38 incidents (1 set aside), 43,200 order rows.`; they may have
  /// been read on an earlier night.
  fileprivate var intakeLine: String { loadedSentence(intakes, "From") }

  /// What shows most about the largest drop.
  fileprivate var nextCommand: String? {
    needingALook.first.map { "faultline investigate \($0.drop.id.name)" }
  }

  fileprivate var dropLines: [String] {
    guard !findings.isEmpty else {
      guard isComplete else { return ["In what could be looked at, nothing needs a look."] }
      let until = newestOrderRow.map { "; orders reach to \($0.short) UTC" } ?? ""
      let watched = counted(watchedSeries, "series", "series")
      guard watchedSeries > 0 else { return ["There were no orders to look at."] }
      let found =
        isUneventful
        ? "Orders of \(watched) stayed as expected"
        : "No drop in \(watched)\(stretchesBelow)"
      return ["Nothing needs a look. \(found)\(until)."]
    }
    let most = WordingPolicy.rowsBeforeFold
    let shown = findingsByNeed.prefix(most)
    let rows = shown.flatMap { finding -> [[String]] in
      let drop = finding.drop
      let loss = "about \(drop.lostOrders.rounded.words) orders below expected"
      return [
        [
          drop.id.name, drop.placeWords,
          "\(drop.onset.mode.short) UTC, \(drop.durationWords)", loss,
        ], ["", verdicts[drop.id]?.tableWords ?? finding.terminalLink(changes)],
      ] + caveats(of: drop).map { ["", $0] }
    }
    let rest =
      findings.count > most ? ["  and \(grouped(findings.count - most)) more in the report"] : []
    return [dropHeadline] + TerminalText.table(rows) + rest
  }

  /// `12 drops need a look. Besides, 1 was said to be no drop.`
  private var dropHeadline: String {
    let open = needingALook.count
    guard open > 0 else {
      let settled = settledClause.map { " \($0.capitalized)." } ?? ""
      return isComplete
        ? "Nothing needs a look: every drop that was found has a team's verdict.\(settled)"
        : "In what could be looked at, nothing needs a look.\(settled)"
    }
    let verb = open == 1 ? TerminalText.needsLook : TerminalText.needLook
    return "\(grouped(open)) \(verb)." + (settledClause.map { " Besides, \($0)." } ?? "")
  }

  /// `; 2 stretches below expected are no drops, 1 fall is on watch`.
  private var stretchesBelow: String {
    var parts: [String] = []
    if !dismissed.isEmpty {
      parts.append(
        "\(counted(dismissed.count, "stretch", "stretches")) below expected "
          + (dismissed.count == 1 ? "is no drop" : "are no drops"))
    }
    if !watch.isEmpty {
      parts.append("\(counted(watch.count, "fall")) \(watch.count == 1 ? "is" : "are") on watch")
    }
    return "; " + parts.joined(separator: ", ")
  }

  fileprivate var paperworkLines: [String] {
    let missing = tier1Undocumented
    guard !missing.isEmpty else { return [] }
    let names = missing.reversed().map { "\($0.id.name) \($0.service.name)" }
    let verb = missing.count == 1 ? "change has" : "changes have"
    let newest = missing.count == 1 ? "" : ", the newest first"
    return [
      "\(grouped(missing.count)) Tier-1 \(verb) no change record\(newest): \(enumerated(names))."
    ]
  }

  fileprivate func asideLines(_ rejects: [String]) -> [String] {
    guard let first = rejectedRows.first else { return [] }
    let rest = rowsSetAside > 1 ? " and \(grouped(rowsSetAside - 1)) more" : ""
    let next = rejects.isEmpty ? "" : ". Mend and load again: \(enumerated(rejects))"
    return ["Set aside: \(first.place.description), \(first.reason)\(rest)\(next)"]
  }
}

extension Finding {
  /// The strongest change in one line, or why there is none.
  fileprivate func terminalLink(_ changes: [ChangeID: Change]) -> String {
    guard let top = attribution.strongest else { return attribution.sentence }
    let authorship = (changes[top.change]?.authorship ?? .unknown).words
    let began = beganBeforeOnset(minutes: top.minutesBeforeOnset)
    let words = """
      \(top.change.name) \(top.service.name), \(began), \(authorship): \(top.grade.phrase), \(percent(top.probability))
      """
    return attribution.status == .linked ? words : "\(attribution.statusWords); \(words)"
  }
}

/// What was read, by feed.
func loadedSentence(_ intakes: [Intake], _ beginning: String = "Read") -> String {
  guard !intakes.isEmpty else { return "No file was read." }
  let parts = Feed.allCases.compactMap { feed -> String? in
    let files = intakes.filter { $0.feed == feed }
    guard !files.isEmpty else { return nil }
    let loaded = files.reduce(0) { $0 + $1.rowsLoaded }
    let aside = files.reduce(0) { $0 + $1.rowsSetAside }
    return feed.rows(loaded) + (aside > 0 ? " (\(grouped(aside)) set aside)" : "")
  }
  return "\(beginning) \(counted(intakes.count, "file")): \(enumerated(parts))."
}

extension Feed {
  fileprivate func rows(_ number: Int) -> String {
    switch self {
    case .deploys: counted(number, "deploy")
    case .incidents: counted(number, "incident")
    case .orderMetrics: counted(number, "order row")
    case .services: counted(number, "service")
    case .calendar: counted(number, "calendar event")
    case .changeRecords: counted(number, "change record")
    }
  }
}
