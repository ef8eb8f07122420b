import FoundationEssentials

extension Truth {
  /// The text of `truth.json`: keys in order, a value a line, a line feed at the end.
  public func json() throws(DatasetWriteError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { throw .cannotEncodeTruth }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  /// Reads what `json()` wrote; `nil` if it is nothing of the kind.
  public init?(json: [UInt8]) {
    guard let truth = try? JSONDecoder().decode(Truth.self, from: Data(json)),
      truth.schema == Truth.currentSchema
    else { return nil }
    self = truth
  }
}
