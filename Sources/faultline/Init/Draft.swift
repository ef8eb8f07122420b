import Ingestion
import Vocabulary

/// What is to be written about files of one kind.
struct Draft {
  var files: [String]
  let look: FileGlance.Look
  let encoding: TextEncoding
  let dialect: CSVDialect?
  let preset: Preset?
  let feed: Feed
  /// Made of the preset, or of answers; each with the headings that the file has.
  var columns: [ColumnMapping]
  var zone: LocalZone?
  /// Questions that nobody answered, with a line that would be an answer.
  var open: [OpenQuestion] = []

  /// Whether another preset may be meant, so that nothing is written about columns yet.
  var isUndecided = false

  struct OpenQuestion {
    let question: String
    /// The contract's column it is about; `nil` if it is about the files as a whole.
    let column: String?
    let example: String
  }

  /// Whether the files have the contract's own form, so that nothing need be said about columns.
  var isOwn: Bool {
    preset?.name.hasPrefix("own-") == true && encoding == .utf8 && dialect == .commas
      && zone == nil
      && columns.allSatisfy { column in
        ColumnKind.of(column.column, in: feed) != .time || column.format?.name == "rfc3339"
      }
  }

  /// As it would be read.
  var mapping: FeedMapping {
    FeedMapping(
      feed: feed, table: "feeds.\(feed.rawValue)",
      layout: dialect.map { .rows($0) } ?? .json(records: preset?.records ?? []),
      records: preset?.records ?? [], encoding: encoding, zone: zone, columns: columns,
      skip: preset?.skip ?? [])
  }

  func inputFile(_ path: String) -> InputFile {
    InputFile(
      path: path, name: path.split(separator: "/").last.map(String.init) ?? path, feed: feed)
  }
}
