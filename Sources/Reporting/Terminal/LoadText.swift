public import Vocabulary

extension TerminalText {
  /// What `load` read, took and set aside, a line a file.
  ///
  /// - Parameter rejects: The files to which the open rows were written; `nil` if none was asked
  ///   for.
  public static func load(_ intakes: [Intake], rejects: [String]?) -> String {
    let sorted = intakes.sorted { ($0.feed.rank, $0.file) < ($1.feed.rank, $1.file) }
    let rows = sorted.map { intake in
      [intake.file, intake.alreadyLoaded ? "loaded before, nothing to do" : intake.outcome]
    }
    var text = [loadedSentence(sorted)] + table(rows)
    let aside = sorted.reduce(0) { $0 + $1.rowsOpen }
    if aside > 0 {
      text.append(
        "Set aside: \(counted(aside, "row")), "
          + (rejects.map { "to be mended and loaded again in \(enumerated($0))" }
            ?? "listed with line and reason by faultline check, or by load with --rejects FOLDER"))
    }
    return lines(text)
  }

  /// The same as JSON, `faultline/load/1`.
  public static func loadJSON(_ intakes: [Intake]) -> String {
    JSONText.encoded(
      LoadRecord(
        schema: "faultline/load/1",
        inputs: intakes.sorted { ($0.feed.rank, $0.file) < ($1.feed.rank, $1.file) }
          .map(NightlyRecord.Input.init)))
  }

  /// Every problem that `check` found, a line each, and what follows.
  ///
  /// - Parameters:
  ///   - unusable: what cannot be read at all, as sentences with the place.
  ///   - notes: what is worth knowing and no problem of the files, as sentences.
  public static func check(
    _ intakes: [Intake], rejected: [RejectedRow], unusable: [String], notes: [String] = []
  ) -> String {
    var text = unusable.sorted()
    text += RejectedRuns.lines(rejected.sorted { $0.place < $1.place })
    text += notes
    let problems = unusable.count + rejected.count
    let files = "\(counted(intakes.count, "file")) usable"
    text.append(
      problems == 0
        ? "No problem found: \(files), nothing written."
        : "\(counted(problems, "problem")), \(files), nothing written.")
    return lines(text)
  }
}

extension Intake {
  /// Order metrics are too many for what nothing is made of.
  private var keepsExtra: Bool { feed != .orderMetrics }

  fileprivate var outcome: String {
    var parts = ["\(grouped(rowsLoaded)) of \(counted(rowsRead, "row")) loaded"]
    if rowsSetAside > 0 { parts.append("\(grouped(rowsSetAside)) set aside") }
    if rowsResolved > 0 { parts.append("\(grouped(rowsResolved)) of them given back since") }
    if rowsDuplicate > 0 { parts.append("\(grouped(rowsDuplicate)) repeated") }
    if rowsReplacing > 0 { parts.append("\(grouped(rowsReplacing)) corrected an earlier value") }
    if rowsSkipped > 0 { parts.append("\(grouped(rowsSkipped)) passed over as the settings say") }
    if let firstAt, let lastAt { parts.append("\(firstAt.full) to \(lastAt.full) UTC") }
    if !extraColumns.isEmpty {
      parts.append((keepsExtra ? "kept, not used: " : "not used: ") + enumerated(extraColumns))
    }
    return parts.joined(separator: ", ")
  }
}

private struct LoadRecord: Codable, Hashable, Sendable {
  let schema: String
  let inputs: [NightlyRecord.Input]
}
