import Vocabulary

/// A suspect as it stands in the JSON of the contract.
struct SuspectRecord: Codable, Hashable, Sendable {
  struct Line: Codable, Hashable, Sendable {
    let kind: String
    let logOdds: Double
    let statement: String
  }

  let changeId: String
  let deployIds: [String]
  let service: String
  let probability: Double
  let grade: String
  let minutesBeforeOnset: Double
  let authorship: String
  @ExplicitNull var aiTool: String?
  @ExplicitNull var documented: Bool?
  @ExplicitNull var approved: Bool?
  let evidence: [Line]
}

extension SuspectRecord {
  init(_ suspect: RecordedSuspect, probability: Double, change: Change?) {
    changeId = suspect.change.name
    deployIds = suspect.deploys.map(\.name)
    service = suspect.service.name
    self.probability = probability
    grade = suspect.grade.rawValue
    minutesBeforeOnset = JSONText.rounded(suspect.minutesBeforeOnset, decimals: 1)
    authorship = (change?.authorship ?? .unknown).code
    evidence = suspect.evidence.map {
      Line(
        kind: $0.kind.rawValue, logOdds: JSONText.rounded($0.weight.value, decimals: 6),
        statement: $0.statement)
    }
    aiTool = change?.authorship.tool
    documented = change?.paperwork.isDocumented
    approved = change?.paperwork.isApproved
  }
}
