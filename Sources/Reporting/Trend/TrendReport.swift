public import Vocabulary

/// Everything the quarterly report says, as values; rendering adds words and nothing else.
public struct TrendReport: Sendable {
  /// `2026Q1`; `nil` for a period that is no quarter.
  public let quarter: CalendarQuarter?
  public let findings: TrendFindings
  /// The changes of the period held against the policy, exceptions included.
  public let audit: SafeguardAudit
  public let provenance: RunProvenance
  public let intakes: [Intake]
  /// Whether a register told which systems are compared; without one all are.
  public let hasRegister: Bool
  public let warnings: [InputWarning]
  /// The exact interval of a share of counted cases: arithmetic is done where statistics are.
  let interval: @Sendable (_ cases: Int, _ all: Int) -> Estimate

  public init(
    quarter: CalendarQuarter?, findings: TrendFindings, audit: SafeguardAudit,
    provenance: RunProvenance, intakes: [Intake], hasRegister: Bool, warnings: [InputWarning],
    interval: @escaping @Sendable (_ cases: Int, _ all: Int) -> Estimate
  ) {
    self.quarter = quarter
    self.findings = findings
    self.audit = audit
    self.provenance = provenance
    self.intakes = intakes.sorted { ($0.feed.rank, $0.file) < ($1.feed.rank, $1.file) }
    self.hasRegister = hasRegister
    self.warnings = warnings
    self.interval = interval
  }

  /// Whether changes could be told from others and be counted at all.
  public var isComplete: Bool { hasRegister && findings.all.changes > 0 }

  public var isQuarter: Bool { quarter != nil }

  /// All files of the report by their path inside its folder.
  public func files() -> [String: String] {
    let document = document
    var files = [
      ReportPaths.nightlyHTML: HTMLRenderer.page(document),
      ReportPaths.trendMarkdown: MarkdownRenderer.page(document),
      ReportPaths.trendJSON: json,
    ]
    files.merge(document.pictures) { page, _ in page }
    return files
  }

  /// `faultline/trend/1`, as `trend --json` prints it.
  public var json: String { JSONText.encoded(TrendRecord(self)) }

  /// Those that the page shows, in order.
  var figures: [Figure] {
    guard findings.all.changes > 0 else { return [] }
    return [ratesFigure, weeksFigure, funnelFigure].compactMap { $0 }
  }

  var policy: PolicyMention { provenance.policy }

  /// `Tier-1 systems`, or `all systems` where no register tells them apart.
  var systems: String { hasRegister ? policy.systems : "all systems (no register was loaded)" }
}
