/// What a stream held and what became of it: rows read = rows counted + rows set aside.
public struct StreamCount: Hashable, Sendable {
  public var rowsRead = 0
  /// Rows used, those that repeat another included.
  public var rowsCounted = 0
  /// Of the rows used, how many said again what the row before had said.
  public var rowsRepeated = 0
  public var series = 0
  /// Of the rows set aside the first few, in words with their place.
  public var firstSetAside: [String] = []

  /// More than a few lines nobody reads.
  static let wordsKept = 5

  public init() {}

  public var rowsSetAside: Int { rowsRead - rowsCounted }

  mutating func keep(_ words: @autoclosure () -> String) {
    if firstSetAside.count < StreamCount.wordsKept { firstSetAside.append(words()) }
  }
}
