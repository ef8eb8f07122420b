import Vocabulary

extension Grade {
  /// The one phrase for each grade; `excluded` is completed with the reason.
  var phrase: String {
    switch self {
    case .strong: "strong evidence of a link"
    case .moderate: "some evidence of a link"
    case .weak: "weak evidence of a link"
    case .excluded: "unlikely"
    }
  }

  /// What it takes, for the glossary.
  var rule: String {
    switch self {
    case .strong: "at least two independent kinds of evidence beyond timing, none strong against"
    case .moderate: "timing and one more kind of evidence"
    case .weak: "timing only, or as much against as for"
    case .excluded: "the evidence against outweighs; the reason is given"
    }
  }

  var badge: Badge {
    switch self {
    case .strong: Badge(words: phrase, style: .strong)
    case .moderate: Badge(words: phrase, style: .moderate)
    case .weak, .excluded: Badge(words: phrase, style: .weak)
    }
  }
}

extension Suspect {
  /// The grade in words, with the reason where the change is ruled out.
  var gradeWords: String {
    switch grade {
    case .strong, .moderate, .weak: grade.phrase
    case .excluded: strongestAgainst.map { "unlikely: \($0)" } ?? "unlikely"
    }
  }

  /// The heaviest evidence against, as a clause without its full stop.
  private var strongestAgainst: String? {
    evidence.filter { $0.weight < .neutral }.min { $0.weight < $1.weight }
      .map { $0.observation.statement.asClause }
  }

  /// Evidence for it, heaviest first.
  var evidenceFor: [Evidence] {
    evidence.filter { $0.weight > .neutral }.sorted { $0.weight > $1.weight }
  }

  /// Evidence against it, heaviest first.
  var evidenceAgainst: [Evidence] {
    evidence.filter { $0.weight < .neutral }.sorted { $0.weight < $1.weight }
  }
}

extension String {
  /// A sentence made fit to stand inside another: first letter small, no full stop.
  var asClause: String {
    let body = hasSuffix(".") ? String(dropLast()) : self
    return body.prefix(1).lowercased() + body.dropFirst()
  }

  /// With a capital at its beginning.
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
