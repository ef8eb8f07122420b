/// What parts the cells of a file of rows.
public struct CSVDialect: Hashable, Sendable {
  public let delimiter: UInt8
  /// Whether cells may stand in quotes; `git log` and the like write them as they are.
  public let hasQuotes: Bool

  public init(delimiter: UInt8, hasQuotes: Bool = true) {
    self.delimiter = delimiter
    self.hasQuotes = hasQuotes
  }

  /// The contract's own.
  public static let commas = CSVDialect(delimiter: UInt8(ascii: ","))
}
