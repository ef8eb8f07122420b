import Vocabulary

/// How a text of this stage is coloured for a terminal.
///
/// Colour repeats what the words say and adds nothing: our own phrases are painted, one by one, in
/// a text that is complete without it.
public enum TerminalInk: Sendable {
  case plain, coloured

  public func paint(_ text: String) -> String {
    guard self == .coloured else { return text }
    return TerminalInk.marks.reduce(text) { painted, mark in
      painted.replacing(mark.phrase, with: TerminalInk.mark(mark.phrase, mark.code))
    }
  }

  /// What the tool says before the reason why it failed.
  public func failure(_ words: String) -> String {
    self == .coloured ? TerminalInk.mark(words, TerminalInk.red) : words
  }

  /// "Select graphic rendition" of ECMA-48: on before the words, off behind them.
  private static func mark(_ words: String, _ code: String) -> String {
    "\u{1B}[\(code)m\(words)\u{1B}[0m"
  }

  private static let red = "1;31"

  private static let marks: [(phrase: String, code: String)] =
    Grade.allCases.map { ($0.phrase, $0.code) } + [
      (couldNotLook, red), (TerminalText.needLook, "1"), (TerminalText.needsLook, "1"),
    ]
}

extension Grade {
  /// The surer, the brighter; no red, for a link is not a fault.
  fileprivate var code: String {
    switch self {
    case .strong: "1;33"
    case .moderate: "33"
    case .weak, .excluded: "2"
    }
  }
}
