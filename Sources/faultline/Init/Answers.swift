import Glibc

/// Who answers what a file does not tell.
protocol Answers {
  /// The answer; `nil` if there is none to be had.
  func answer(_ question: String, suggestion: String?) -> String?
}

/// Nobody: every question stays open.
struct NoAnswers: Answers {
  func answer(_ question: String, suggestion: String?) -> String? { nil }
}

/// The person at the terminal.
struct TerminalAnswers: Answers {
  func answer(_ question: String, suggestion: String?) -> String? {
    print("    \(question)\(suggestion.map { " [\($0)]" } ?? "")", terminator: " ")
    fflush(nil)
    guard let line = readLine() else { return nil }
    let text = String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    return text.isEmpty ? suggestion : text
  }
}
