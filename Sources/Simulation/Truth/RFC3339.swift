public import Vocabulary

/// A moment that is written as RFC 3339 text in UTC, to the second.
@propertyWrapper
public struct RFC3339: Codable, Hashable, Sendable {
  public var wrappedValue: Timestamp

  public init(wrappedValue: Timestamp) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let moment = Self.parse(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a time like 2026-03-05T14:02:00Z")
    }
    wrappedValue = moment
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.description)
  }

  /// Reads exactly the form that `Timestamp.description` writes.
  private static func parse(_ text: String) -> Timestamp? {
    let numbers = text.split(whereSeparator: { "-T:Z".contains($0) }).compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    let moment = Timestamp(
      .init(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
        minute: numbers[4], second: numbers[5]))
    return moment.description == text ? moment : nil
  }
}
