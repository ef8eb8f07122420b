import Vocabulary

extension TerminalText {
  /// What `trend` prints: the verdict, the comparison, the controls, and where the report lies.
  public static func trend(_ report: TrendReport, folder: String?) -> String {
    let findings = report.findings
    guard findings.all.changes > 0, let ai = findings.comparison(.aiAssisted) else {
      return lines([report.nothingCounted])
    }
    var text = [
      "\(counted(findings.all.changes, "change")) to \(report.systems): "
        + "\(report.authorshipWords(ai)).",
      report.words(ai.claim),
    ]
    if let partial = report.endsEarlySentence { text.insert(partial, at: 0) }
    text += findings.comparisons.map { one in
      guard one.exposed.changes > 0, one.reference.changes > 0 else {
        let why = one.unknown.changes > 0 ? "the records do not say which are which" : "no change"
        return "  \(one.comparison.title): cannot be compared, \(why)"
      }
      let ratio =
        one.adjusted.map { "; same system, size, hour and date: ratio \($0.ratioWords)" } ?? ""
      let clear = one.isClear ? ", clear" : ", no clear difference"
      return "  \(one.comparison.title): \(one.exposed.words) against \(one.reference.words)"
        + ratio + (one.adjusted == nil ? "" : clear)
    }
    if let found = findings.sinceReset {
      text.append(report.sinceResetSentences(found).joined(separator: " "))
    }
    if report.hasRegister {
      let counts = report.audit.counts
      if let (before, within) = report.audit.aroundReset, within.changes > 0 {
        let earlier =
          before.changes == 0 ? "" : ", \(share(before.allMet, of: before.changes)) before"
        text.append(
          "All four controls: \(share(within.allMet, of: within.changes)) since day 0\(earlier).")
      } else if counts.anyUnknown == counts.changes {
        text.append("All four controls: the records do not say of any change.")
      } else {
        text.append("All four controls: \(share(counts.allMet, of: counts.changes)).")
      }
    }
    if let folder { text.append("Report: \(folder)/\(ReportPaths.nightlyHTML)") }
    return lines(text)
  }
}
