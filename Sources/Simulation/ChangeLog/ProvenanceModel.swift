import Statistics
import Vocabulary

/// Draws the origin, the size and the paperwork of changes.
struct ProvenanceModel: Sendable {
  let world: WorldSettings
  /// The most recent moment from which records may stem.
  let end: Timestamp

  private static let tools = [
    ("Amazon Q", 0.4), ("GitHub Copilot", 0.2), ("Claude Code", 0.2), ("Cursor", 0.1),
    ("Codex", 0.1),
  ]

  /// Draws all at once; nothing here depends on whether the change will fail.
  func provenance(
    start: Timestamp, random: inout SeededGenerator
  ) -> (provenance: DraftProvenance, trailer: String?) {
    let settings = world.era(at: start)?.provenance ?? world.provenance
    let assisted = random.chance(settings.aiShare)
    let (authorship, trailer) = authorship(
      assisted: assisted, settings: settings, random: &random)
    let author = "u\(random.integer(in: 1000...2600))"
    // A long tail, as in public histories of code review.
    let lines =
      random.logNormal(median: settings.medianLines, sd: 1.3)
      * (assisted ? settings.aiSizeRatio : 1)
    let undocumented = random.chance(settings.undocumented)
    let approved = !random.chance(undocumented ? 0.8 : settings.unapproved)
    // One approval in fifty is entered after the start.
    let late = random.chance(0.02)
    let approvedAt = start.advanced(
      bySeconds: late
        ? random.integer(in: 600...7200) : -Int(3600 * random.logNormal(median: 9, sd: 1)))
    let paperwork = Paperwork(
      changeRecord: undocumented
        ? .none : .value("MCM-\(random.integer(in: 10_000_000...99_999_999))"),
      approvedAt: approved && approvedAt < end ? .value(approvedAt) : .none,
      approvedBy: approved && approvedAt < end
        ? .value("u\(random.integer(in: 100...399))") : .none,
      reviewers: reviewers(author: author, weights: settings.reviewers, random: &random),
      author: .value(author),
      standardsCheck: check(passed: settings.standardsPassed, failed: 0.02, random: &random),
      reliabilityTests: check(passed: settings.testsPassed, failed: 0.03, random: &random),
      linesChanged: .value(max(1, Int(min(lines, 60_000)))),
      emergency: .value(random.chance(0.03)))
    return (
      DraftProvenance(aiAssisted: assisted, authorship: authorship, paperwork: paperwork), trailer
    )
  }

  private func authorship(
    assisted: Bool, settings: ProvenanceSettings, random: inout SeededGenerator
  ) -> (Authorship, trailer: String?) {
    let tool = random.choice(Self.tools) ?? "Amazon Q"
    let part = random.choice([
      (AIPart.assisted, 0.45), (.authored, 0.25), (.advised, 0.15), (.unspecified, 0.15),
    ])
    let marker = trailer(of: tool, random: &random)
    let named = random.chance(0.8)
    if random.chance(settings.aiUnknown) { return (.unknown, nil) }
    guard assisted, let part else { return (.none, nil) }
    if random.chance(settings.aiInTrailerOnly) {
      return (.inferred(marker: marker, tool: tool), marker)
    }
    return (.declared(part, tool: named ? tool : nil), random.chance(0.2) ? marker : nil)
  }

  private func trailer(of tool: String, random: inout SeededGenerator) -> String {
    let agent =
      switch tool {
      case "GitHub Copilot": "Co-authored-by: Copilot <copilot@users.noreply.github.com>"
      case "Claude Code": "Co-authored-by: Claude <noreply@anthropic.com>"
      default: "Assisted-by: \(tool)"
      }
    return random.choice([(agent, 0.7), ("Generated with \(tool)", 0.3)]) ?? agent
  }

  private func reviewers(
    author: String, weights: [Double], random: inout SeededGenerator
  ) -> Recorded<[String]> {
    let count = random.index(weights: weights) ?? 2
    var names = (0..<count).map { _ in "u\(random.integer(in: 1000...2600))" }
    // Some tools list the author among the reviewers, which does not count.
    if random.chance(0.05) { names.append(author) }
    return names.isEmpty ? .none : .value(names)
  }

  private func check(
    passed: Double, failed: Double, random: inout SeededGenerator
  ) -> Recorded<CheckResult> {
    .value(
      random.choice([
        (CheckResult.passed, passed), (.failed, failed), (.missing, 1 - passed - failed),
      ]) ?? .missing)
  }
}
