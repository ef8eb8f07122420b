public import Vocabulary

extension Evidence {
  /// The sentence that reports, tables and JSON use for this observation.
  public var statement: String { observation.statement }
}
