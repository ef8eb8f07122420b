/// Markup that is known to be well formed, kept apart from text by its type.
///
/// A `String` interpolated into it is always escaped; only another `HTML` goes in as it is. A
/// `String` variable cannot become `HTML` in any other way than through `init(text:)`.
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
  private(set) var markup: String

  init(stringLiteral value: StaticString) { markup = value.description }
  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }
  init(text: String) { markup = escapedForHTML(text) }

  static func += (lhs: inout HTML, rhs: HTML) { lhs.markup += rhs.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 16)
    }
    mutating func appendLiteral(_ literal: StaticString) { markup += literal.description }
    mutating func appendInterpolation(_ text: String) { markup += escapedForHTML(text) }
    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { markup += part.markup }
    }
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
  }
}

/// Safe as element text and inside quoted attributes.
func escapedForHTML(_ text: String) -> String {
  let text = visible(text)
  guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count + 16)
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case _: result.unicodeScalars.append(character)
    }
  }
  return result
}
