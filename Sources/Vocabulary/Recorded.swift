/// What a record says about one thing, with the two ways of saying nothing kept apart.
public enum Recorded<Value> {
  /// The input has no column for it: nobody can tell.
  case unknown
  /// The column is there and the cell is empty: none was recorded.
  case none
  case value(Value)
}

extension Recorded: Sendable where Value: Sendable {}
extension Recorded: Equatable where Value: Equatable {}
extension Recorded: Hashable where Value: Hashable {}

extension Recorded {
  /// The value, or `nil` for both ways of saying nothing.
  public var valueIfAny: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// True if recorded, false if the cell was empty, `nil` if unknown.
  public var isRecorded: Bool? {
    switch self {
    case .unknown: nil
    case .none: false
    case .value: true
    }
  }

  /// The same knowledge about `transform(value)`.
  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Recorded<Other> {
    switch self {
    case .unknown: .unknown
    case .none: .none
    case .value(let value): .value(try transform(value))
    }
  }
}
