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
    case .strong:
      "a probability of \(percent(Share(Grade.strongFrom))) or more, at least "
        + "\(Grade.kindsForStrong) kinds of evidence beyond timing that speak for it (each with a "
        + "weight of \(fixed(Grade.speaksFor, decimals: 1)) or more), and none that speaks strongly "
        + "against it (\(fixed(Grade.strongAgainst, decimals: 0)) or less)"
    case .moderate:
      "a probability of \(percent(Share(Grade.moderateFrom))) or more, timing that speaks for it, and "
        + "at least \(Grade.kindsForModerate) more kind of evidence that does"
    case .weak: "less than that, for instance timing alone, whatever the probability"
    case .excluded:
      "a probability under \(percent(Share(Grade.excludedBelow))) and more evidence against it than "
        + "for it; the reason is given"
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

extension RecordedSuspect {
  /// As `Suspect` words it.
  var gradeWords: String { grade.words(evidence.map { ($0.weight, $0.statement) }) }
}

extension Grade {
  /// The reason for ruling out is the heaviest evidence against, as a clause.
  fileprivate func words(_ evidence: [(weight: LogOdds, statement: String)]) -> String {
    guard self == .excluded else { return phrase }
    let heaviest = evidence.filter { $0.weight < .neutral }.min { $0.weight < $1.weight }
    return heaviest.map { "\(phrase): \($0.statement.asClause)" } ?? phrase
  }
}

extension Suspect {
  /// The grade in words, with the reason where the change is unlikely.
  var gradeWords: String { grade.words(evidence.map { ($0.weight, $0.observation.statement) }) }

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
  /// A sentence made fit to stand inside another: first letter small unless a name begins it, no full
  /// stop.
  var asClause: String {
    (hasSuffix(".") ? String(dropLast()) : self).startingSmall
  }

  /// With a small letter at its beginning, unless a name or a number stands there.
  var startingSmall: String {
    let first = prefix { $0 != " " && $0 != ":" }
    let isWord = first.allSatisfy(\.isLetter) && !first.dropFirst().contains(where: \.isUppercase)
    return isWord ? prefix(1).lowercased() + dropFirst() : self
  }

  /// With a capital at its beginning.
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
