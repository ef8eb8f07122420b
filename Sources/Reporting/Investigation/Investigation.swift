public import Vocabulary

/// One drop, incident or window in depth: what `investigate` says and writes.
public struct Investigation: Sendable {
  /// What was asked about.
  public enum Subject: Sendable, Hashable {
    case drop(DropID)
    case incident(IncidentID)
    case window(TimeWindow)
  }

  /// Where the stretch that is looked at comes from.
  public enum Origin: Sendable, Hashable {
    /// The detection found a drop there.
    case detected
    /// It found none, and the stretch that was asked about is measured.
    case measured
  }

  public let subject: Subject
  public let origin: Origin
  /// Holds the one finding, and all that a report of a night holds for it.
  public let report: NightlyReport
  /// Drops recorded before this one, with the verdict on each: those led by the same service first, then
  /// by how much of their places is hit again, the newest first.
  public let similar: [SimilarDrop]
  public let draft: DraftTemplate
  /// Whether the drop is one that a verdict can be recorded about.
  public let isRecorded: Bool
  let page: DropPage

  /// `nil` if the report holds no finding.
  public init?(
    subject: Subject, origin: Origin, report: NightlyReport, similar: [SimilarDrop],
    draft: DraftTemplate, isRecorded: Bool
  ) {
    guard let finding = report.findings.first else { return nil }
    self.subject = subject
    self.origin = origin
    self.report = report
    self.similar = similar.sorted(by: SimilarDrop.aliker)
    self.draft = draft
    self.isRecorded = isRecorded
    var page = DropPage(finding, in: report)
    page.isDetected = origin == .detected
    self.page = page
  }

  var finding: Finding { page.finding }
  var drop: Drop { page.drop }

  /// The incident's name where one was asked about, else the drop's.
  public var name: String {
    switch subject {
    case .incident(let id): id.name
    case .drop, .window: drop.id.name
    }
  }

  /// Whether orders can be said to have fallen at all.
  var hasFallen: Bool { page.hasFallen && (origin == .detected || drop.lostOrders.low > 0) }
}

/// A drop of an earlier run that resembles the one at hand.
public struct SimilarDrop: Sendable, Hashable {
  public let drop: RecordedDrop
  public let verdict: TeamVerdict?
  /// The service that led both, if one did.
  public let sameService: Service?
  public let sharedMarketplaces: [Marketplace]

  /// `nil` if they have nothing in common: neither the service of the strongest change nor a place.
  public init?(_ drop: RecordedDrop, like finding: Finding, verdict: TeamVerdict?) {
    let here = finding.attribution.suspects.first { $0.grade != .excluded }?.service
    let there = drop.suspects.first { $0.grade != .excluded }?.service
    let hit = Set(finding.drop.marketplaces)
    sharedMarketplaces = drop.marketplaces.filter(hit.contains)
    sameService = here == there ? here : nil
    guard sameService != nil || !sharedMarketplaces.isEmpty else { return nil }
    self.drop = drop
    self.verdict = verdict
  }

  /// The most alike first: by service, then by the share of places in common, then the newest.
  static func aliker(_ one: SimilarDrop, _ other: SimilarDrop) -> Bool {
    func rank(_ similar: SimilarDrop) -> (Int, Double, Int64, DropID) {
      let places =
        Double(similar.sharedMarketplaces.count)
        / Double(max(1, similar.drop.marketplaces.count))
      return (
        similar.sameService == nil ? 1 : 0, -places, -similar.drop.window.start.secondsSinceEpoch,
        similar.drop.id
      )
    }
    return rank(one) < rank(other)
  }
}
