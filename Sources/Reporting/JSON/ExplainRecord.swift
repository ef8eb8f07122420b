import Vocabulary

/// One link of a recorded drop as JSON.
struct ExplainRecord: Codable, Hashable, Sendable {
  struct Source: Codable, Hashable, Sendable {
    let file: String
    let line: Int
    let id: String
  }

  let schema: String
  let dropId: String
  let mayBeDayOff: Bool
  let noRecordedChangeProbability: Double
  @ExplicitNull var topProbabilityRange: [Double]?
  let suspect: SuspectRecord
  /// Sum over the evidence.
  let logOdds: Double
  /// What comes to it from before the evidence, against no recorded change; `null` where that is too small to tell.
  @ExplicitNull var logOddsBefore: Double?
  let sources: [Source]
}

extension ExplainRecord {
  init(_ link: ExplainedLink) {
    let drop = link.drop
    // As in the nightly JSON, so that the same figures stand in both.
    let shares = JSONText.sharesOfOne(
      [drop.noRecordedChange.value] + drop.suspects.map(\.probability.value))
    let position = drop.suspects.firstIndex { $0.change == link.suspect.change }
    schema = "faultline/explain/1"
    dropId = link.drop.id.name
    mayBeDayOff = drop.mayBeDayOff
    noRecordedChangeProbability = shares[0]
    suspect = SuspectRecord(
      link.suspect, probability: position.map { shares[$0 + 1] } ?? 0, change: link.change)
    logOdds = JSONText.rounded(link.logOdds.value, decimals: 6)
    logOddsBefore = link.logOddsBefore.map { JSONText.rounded($0.value, decimals: 6) }
    let steps = (link.change?.rollout.steps ?? []).map { ($0.place, $0.id.name) }
    let incidents = link.incidents.map { ($0.place, $0.id.name) }
    sources = (steps + incidents).map { place, id in
      Source(file: place.file, line: place.line, id: id)
    }
    topProbabilityRange = link.drop.topProbabilityRange.map {
      [$0.low, $0.high].map { JSONText.rounded($0.value, decimals: 6) }
    }
  }
}
