import Vocabulary

/// A link that late rows altered, in the JSON of a night.
struct RelinkRecord: Codable, Hashable, Sendable {
  struct Links: Codable, Hashable, Sendable {
    struct Suspect: Codable, Hashable, Sendable {
      let changeId: String
      let probability: Double
    }

    let status: String
    let noRecordedChangeProbability: Double
    /// Those in front.
    let suspects: [Suspect]

    init(_ links: LinkSummary) {
      status = links.status.rawValue
      noRecordedChangeProbability = JSONText.rounded(links.noRecordedChange.value, decimals: 6)
      suspects = links.suspects.prefix(LinkSummary.front).map {
        Suspect(
          changeId: $0.change.name,
          probability: JSONText.rounded($0.probability.value, decimals: 6))
      }
    }
  }

  struct Row: Codable, Hashable, Sendable {
    let feed: String
    let id: String
    let corrected: Bool
    @ExplicitNull var file: String?
    @ExplicitNull var line: Int?

    init(_ record: LateRecord) {
      feed = record.feed.rawValue
      id = record.id
      corrected = record.isCorrection
      file = record.place?.file
      line = record.place?.line
    }
  }

  let dropId: String
  let before: Links
  let now: Links
  let rows: [Row]

  init(_ relink: RunDifferences.Relink) {
    dropId = relink.drop.name
    before = Links(relink.before)
    now = Links(relink.now)
    rows = relink.rows.map(Row.init)
  }
}
