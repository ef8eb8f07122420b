import FoundationEssentials

/// JSON as this tool writes it: keys sorted, two spaces, no escaped slashes, a line end at the end.
enum JSONText {
  static func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      // The values hold no number that JSON lacks: every Double goes through `rounded`.
      preconditionFailure("a report value has no JSON form: \(error)")
    }
  }

  /// The same on one line.
  static func line(_ value: some Encodable) -> String {
    text(value, keys: .convertToSnakeCase) + "\n"
  }

  /// On one line, keys as they are and every number to its last digit; what JSON has no number
  /// for is written as a word.
  static func compact(_ value: some Encodable) -> String {
    text(value, keys: .useDefaultKeys)
  }

  private static func text(
    _ value: some Encodable, keys: JSONEncoder.KeyEncodingStrategy
  ) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = keys
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("a value has no JSON form: \(error)")
    }
  }

  /// A string with its quotes.
  static func quoted(_ text: String) -> String { String(encoded(text).dropLast()) }

  /// `value` with so many decimals; what JSON cannot hold becomes 0.
  static func rounded(_ value: Double, decimals: Int) -> Double {
    guard value.isFinite else { return 0 }
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (value * scale).rounded() / scale
    return scaled == 0 ? 0 : scaled
  }

  /// Shares of one, in millionths that add up to exactly one million: what rounding leaves over
  /// goes to the largest remainders, the first of equals.
  static func sharesOfOne(_ values: [Double]) -> [Double] {
    let total = values.reduce(0, +)
    guard total > 0, total.isFinite else { return values.map { rounded($0, decimals: 6) } }
    let exact = values.map { $0 / total * 1_000_000 }
    var units = exact.map { Int($0.rounded(.down)) }
    let byRemainder = exact.indices.sorted {
      let (one, other) = (exact[$0] - Double(units[$0]), exact[$1] - Double(units[$1]))
      return one != other ? one > other : $0 < $1
    }
    let missing = max(0, 1_000_000 - units.reduce(0, +))
    for index in byRemainder.prefix(missing) { units[index] += 1 }
    return units.map { Double($0) / 1_000_000 }
  }
}
