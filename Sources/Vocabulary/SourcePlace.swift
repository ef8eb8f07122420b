/// Where a record stood in the input.
public struct SourcePlace: Hashable, Comparable, Sendable {
  /// The file's name without its folder.
  public let file: String
  /// Line of the record's first character, 1-based; the header row is line 1.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public static func < (lhs: SourcePlace, rhs: SourcePlace) -> Bool {
    (lhs.file, lhs.line) < (rhs.file, rhs.line)
  }
}

extension SourcePlace: CustomStringConvertible {
  /// `deploys.csv:881`.
  public var description: String { "\(file):\(line)" }
}
