import Vocabulary

/// A run of words with their roles, before any renderer has decided how a role looks.
///
/// A plain `String` put into a phrase stays text: only a renderer escapes, and it escapes all text.
struct Phrase: Hashable, Sendable {
  enum Run: Hashable, Sendable {
    case text(String)
    case strong(String)
    case code(String)
    case quiet(String)
    /// A name that should stay on one line.
    case name(String)
    case link(String, Target)
    case badge(Badge)
    case lineBreak
  }

  var runs: [Run]

  init(runs: [Run] = []) { self.runs = runs }

  var isEmpty: Bool { runs.isEmpty }

  static let lineBreak = Phrase(runs: [.lineBreak])

  static func + (lhs: Phrase, rhs: Phrase) -> Phrase { Phrase(runs: lhs.runs + rhs.runs) }
  static func += (lhs: inout Phrase, rhs: Phrase) { lhs.runs += rhs.runs }

  /// The words without their roles.
  var plain: String {
    runs.map { run in
      switch run {
      case .text(let words), .strong(let words), .code(let words), .quiet(let words),
        .name(let words), .link(let words, _):
        words
      case .badge(let badge): badge.words
      case .lineBreak: " "
      }
    }.joined()
  }
}

/// Where a link leads; each renderer knows the file name.
enum Target: Hashable, Sendable {
  case drop(DropID)
  case nightly
  /// An anchor of the same page.
  case anchor(String)
  /// A file beside the nightly page.
  case file(String)
}

/// A short marked label; the words carry the meaning, the style only repeats it.
struct Badge: Hashable, Sendable {
  enum Style: String, Hashable, Sendable {
    case ai, missing, neutral, strong, moderate, weak
  }

  let words: String
  let style: Style
}

extension Phrase: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(runs: value.isEmpty ? [] : [.text(value)]) }
  init(stringInterpolation: StringInterpolation) { self.init(runs: stringInterpolation.runs) }

  struct StringInterpolation: StringInterpolationProtocol {
    var runs: [Run] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { runs.append(.text(literal)) }
    }
    mutating func appendInterpolation(_ words: String) { runs.append(.text(words)) }
    mutating func appendInterpolation(_ number: Int) { runs.append(.text(grouped(number))) }
    mutating func appendInterpolation(_ phrase: Phrase) { runs += phrase.runs }
    mutating func appendInterpolation(strong words: String) { runs.append(.strong(words)) }
    mutating func appendInterpolation(code words: String) { runs.append(.code(words)) }
    mutating func appendInterpolation(quiet words: String) { runs.append(.quiet(words)) }
    mutating func appendInterpolation(name: String) { runs.append(.name(name)) }
    mutating func appendInterpolation(badge: Badge) { runs.append(.badge(badge)) }
    mutating func appendInterpolation(link words: String, to target: Target) {
      runs.append(.link(words, target))
    }
  }
}

extension Phrase {
  /// The same after a colon: a word that begins it has a small letter, a name stays as it is.
  var startingSmall: Phrase {
    guard case .text(let words)? = runs.first else { return self }
    return Phrase(runs: [.text(words.startingSmall)] + runs.dropFirst())
  }
}

extension [Phrase] {
  func joined(_ separator: Phrase) -> Phrase {
    var result = Phrase()
    for (index, phrase) in enumerated() {
      if index > 0 { result += separator }
      result += phrase
    }
    return result
  }
}
