import Vocabulary

extension PolicyMention {
  var coversTier1Alone: Bool { scope == .tier(1, named: 0) }

  /// What changes to covered systems are called: `Tier-1` where that says it all.
  var kind: String { coversTier1Alone ? "Tier-1" : "covered" }

  /// `"code safety reset" from policy.toml`; `"code safety reset", built in` without a file.
  var title: String { "\"\(name)\"" + (file.map { " from \($0)" } ?? ", built in") }

  /// `Tier-1 systems`, `systems up to Tier 2 and 5 named ones`, `335 named systems`.
  var systems: String {
    switch scope {
    case .tier(let tier, let named):
      (tier == 1 ? "Tier-1 systems" : "systems up to Tier \(tier)")
        + (named == 0 ? "" : " and \(grouped(named)) named \(named == 1 ? "one" : "ones")")
    case .named(let number): "\(counted(number, "named system"))"
    }
  }

  /// What the rules are called, `r2 and r4`, in the order of the controls.
  func ruleNames(_ controls: [Control]) -> String {
    enumerated(Control.allCases.filter(controls.contains).map(rule))
  }

  /// For "How this report was made".
  var sentence: Phrase {
    let asked: Phrase = "on \(systems)\(resetWords.map { ", \($0)" } ?? "")"
    guard let file, let hash else {
      return """
        Safeguards: no policy file was read, so the built-in ones hold: \
        \(counted(reviewersNeeded, "reviewer")) besides the author, a change record approved before \
        the start, standards check and reliability tests passed, \(asked).
        """
    }
    return """
      Safeguards: \(name), from \(code: file), \(asked); sha256 \(code: hash).
      """
  }

  /// `reset from 9 March 2026, 90 days`.
  private var resetWords: String? {
    reset.map { "reset from \($0.start.longDate), \(counted($0.seconds / 86_400, "day"))" }
  }
}
