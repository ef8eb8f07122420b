public import Vocabulary

/// How the files of one source become the columns of the contract.
public struct FeedMapping: Hashable, Sendable {
  public enum Layout: Hashable, Sendable {
    case rows(CSVDialect)
    /// JSON or a JSON value a line; where the records lie in a value, the first that is there.
    case json(records: [String])
  }

  public var feed: Feed
  /// The table of the settings that this was read from, for advice: `feeds.deploys`.
  public var table: String
  public var layout: Layout
  /// Where the records of a JSON file lie.
  public var records: [String]
  public var encoding: TextEncoding
  /// For times without an offset; `nil` refuses them.
  public var zone: LocalZone?
  public var repeatedHour: RepeatedHour
  public var columns: [ColumnMapping]
  /// Rows that any of these meets are passed over, and counted.
  public var skip: [SkipRule]

  public init(
    feed: Feed, table: String, layout: Layout = .rows(.commas), records: [String] = [],
    encoding: TextEncoding = .utf8, zone: LocalZone? = nil, repeatedHour: RepeatedHour = .refused,
    columns: [ColumnMapping],
    skip: [SkipRule] = []
  ) {
    self.feed = feed
    self.table = table
    self.layout = layout
    self.records = records
    self.encoding = encoding
    self.zone = zone
    self.repeatedHour = repeatedHour
    self.columns = columns
    self.skip = skip
  }
}

/// How one column of the contract is made. Empty cells count as empty, whatever blanks they hold.
public struct ColumnMapping: Hashable, Sendable {
  /// The contract's name.
  public let column: String
  /// The file's columns; the first that is not empty wins. `Labels[*]` takes all of that heading.
  public var from: [String]
  /// Puts all that are not empty together, with this between them.
  public var join: String?
  /// True if a file without any of them is not what was agreed on.
  public var isRequired: Bool
  /// A regular expression: its first group, or all it matches, is taken; else nothing.
  public var match: String?
  /// What an empty cell stands for.
  public var defaultValue: String?
  /// What words stand for, case apart; `*` for all others. Where there are any, a word that is
  /// not listed is a fault. `unknown` stands for what the source does not say.
  public var values: [String: String]
  /// What parts the entries of a list.
  public var split: String?
  /// The number of entries instead of the entries.
  public var isCount: Bool
  /// Of times; `nil` to find the one that fits every row of the file.
  public var format: DateFormat?
  /// Of times, instead of the feed's.
  public var zone: LocalZone?
  /// Other names of systems, with the one that is used.
  public var aliases: [String: String]

  public init(
    _ column: String, from: [String] = [], join: String? = nil, isRequired: Bool = false,
    match: String? = nil,
    defaultValue: String? = nil, values: [String: String] = [:], split: String? = nil,
    isCount: Bool = false, format: DateFormat? = nil, zone: LocalZone? = nil,
    aliases: [String: String] = [:]
  ) {
    self.column = column
    self.from = from
    self.join = join
    self.isRequired = isRequired
    self.match = match
    self.defaultValue = defaultValue
    self.values = values
    self.split = split
    self.isCount = isCount
    self.format = format
    self.zone = zone
    self.aliases = aliases
  }
}

/// A condition on a column of the file under which a row is passed over.
public struct SkipRule: Hashable, Sendable {
  public enum Condition: Hashable, Sendable {
    /// The cell is one of these, case apart.
    case isOne([String])
    case isNone([String])
    case matches(String)
  }

  public let column: String
  public let condition: Condition
  /// True if a file without the column has no such rows.
  public let isOptional: Bool

  public init(column: String, condition: Condition, isOptional: Bool = false) {
    self.column = column
    self.condition = condition
    self.isOptional = isOptional
  }
}

/// How a file is to be read.
public enum FileForm: Hashable, Sendable {
  /// As the contract has it; times without an offset in that zone, if there is one. The services of
  /// order metrics may have other names, which stand for those they lead to.
  case own(zone: TimeZoneRule?, aliases: [String: String] = [:])
  case mapped(FeedMapping)
}
