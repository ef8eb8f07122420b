import Vocabulary

/// Keeps persons out of free text: pages name systems, teams and roles.
struct PeopleFilter: Sendable {
  private static let mark = "[name]"
  /// Below three letters a name is taken for a word too often.
  private static let shortestName = 3

  /// Longest first, so that a name within a name does not break it.
  private let names: [[Character]]

  init(_ changes: some Collection<Change>) {
    var names: Set<String> = []
    for change in changes {
      let paperwork = change.paperwork
      names.formUnion(
        [paperwork.author.valueIfAny, paperwork.approvedBy.valueIfAny].compactMap { $0 })
      names.formUnion(paperwork.reviewers.valueIfAny ?? [])
    }
    self.names =
      names.filter { $0.count >= PeopleFilter.shortestName }
      .map { Array($0.lowercased()) }
      .sorted { ($1.count, String($0)) < ($0.count, String($1)) }
  }

  /// `text` without known names, e-mail addresses and what follows a trailer of a commit message.
  func cleaned(_ text: String) -> String {
    withoutAddresses(withoutNames(withoutTrailers(text)))
  }

  /// The first line of a change's summary, cleaned; `nil` if nothing is left.
  func subject(_ change: Change) -> String? {
    guard let summary = change.summary else { return nil }
    let line = summary.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let cleaned = cleaned(line)
    let words = cleaned.split(separator: " ").joined(separator: " ")
    guard words.count > 140 else { return words.isEmpty ? nil : words }
    return words.prefix(139) + "…"
  }

  /// Trailers name people: `Signed-off-by: …` and everything behind it on the line goes.
  private func withoutTrailers(_ text: String) -> String {
    guard let found = text.lowercased().firstRange(of: "-by:") else { return text }
    let lowered = text.lowercased()
    let before = lowered[..<found.lowerBound]
    let start = before.lastIndex { $0 == " " || $0.isNewline } ?? before.startIndex
    return String(text.prefix(lowered.distance(from: lowered.startIndex, to: start)))
  }

  private func withoutNames(_ text: String) -> String {
    guard !names.isEmpty else { return text }
    var original = Array(text)
    var lowered = original.map { Character($0.lowercased().first.map(String.init) ?? " ") }
    for name in names {
      var index = 0
      while index + name.count <= lowered.count {
        if matches(name, lowered, at: index) {
          let range = index..<(index + name.count)
          original.replaceSubrange(range, with: Array(PeopleFilter.mark))
          lowered.replaceSubrange(range, with: Array(PeopleFilter.mark))
          index += PeopleFilter.mark.count
        } else {
          index += 1
        }
      }
    }
    return String(original)
  }

  private func matches(_ name: [Character], _ text: [Character], at index: Int) -> Bool {
    let end = index + name.count
    guard text[index] == name[0], text[index..<end].elementsEqual(name) else { return false }
    let isWordBefore = index > 0 && text[index - 1].isWordPart
    let isWordAfter = end < text.count && text[end].isWordPart
    return !isWordBefore && !isWordAfter
  }

  private func withoutAddresses(_ text: String) -> String {
    guard text.contains("@") else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard let at = word.firstIndex(of: "@"), at != word.startIndex,
        word[word.index(after: at)...].contains(".")
      else { return String(word) }
      return PeopleFilter.mark
    }.joined(separator: " ")
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
