import Vocabulary

/// Whether changes fare better since the reset began: the question that it was made for.
extension TrendReport {
  var dayZeroSection: Section? {
    guard let reset = policy.reset, let found = findings.sinceReset else { return nil }
    return Section(
      id: "day-zero", title: "What changed since day 0",
      blocks: [
        .paragraph("\(sinceResetSentences(found).joined(separator: " "))"),
        .table(
          Table(
            caption: "All on record before \(reset.start.longDate), and since",
            columns: [
              .init(title: "When"), .init(title: "Days", alignment: .trailing),
              .init(title: "Changes a day", alignment: .trailing),
              .init(title: "Median lines", alignment: .trailing),
              .init(title: "Followed by a linked drop", alignment: .trailing),
              .init(title: "95% interval", alignment: .trailing),
            ],
            rows: [("before day 0", found.before), ("since day 0", found.since)].map(row),
            isSortable: false)),
        .note(
          """
          The time before begins on \(found.before.window.start.longDate), where the records allow. A fall \
          after a date is not proof of its effect: what was changed, and how much was sold, may differ as well.
          """),
      ])
  }

  private func row(_ name: String, _ side: SinceReset.Side) -> Table.Row {
    Table.Row([
      Cell("\(name)"),
      Cell("\(fixed(Double(side.window.seconds) / 86_400, decimals: 0))"),
      Cell("\(fixed(side.changesPerDay, decimals: side.changesPerDay < 10 ? 1 : 0))"),
      Cell("\(side.medianLines.map { fixed($0, decimals: 0) } ?? "—")"),
      Cell("\(side.rate.words)"), Cell("\(side.rate.rangeWords)"),
    ])
  }

  /// What may be said of it: of a change first, and then of how many there were.
  func sinceResetSentences(_ found: SinceReset) -> [String] {
    [
      sinceResetClaim(found),
      found.ratio.map { ratio in
        "Since day 0 a linked order drop followed \(found.since.rate.of("changes")), before "
          + "\(found.before.rate.of("changes")): for the same system, size and hour "
          + "\(Reporting.ratio(ratio.value)) times as often (95% interval \(ratio.ratioRange))."
      }, paceSentence(found),
    ].compactMap { $0 }
  }

  /// Whether changes fare better since, as far as can be told.
  func sinceResetClaim(_ found: SinceReset) -> String {
    guard let ratio = found.ratio else {
      return
        "No drop is linked to a change on either side of day 0, so that nothing can be compared."
    }
    if ratio.high < 1 {
      return "Since day 0 changes were followed by a linked order drop less often."
    }
    if ratio.low > 1 {
      return "Since day 0 changes were followed by a linked order drop more often."
    }
    return
      "Whether changes are followed by a linked order drop less often since day 0 cannot be told yet."
  }

  /// How many changes a day there were, where that differs by a tenth: fewer changes bring fewer drops by themselves.
  private func paceSentence(_ found: SinceReset) -> String? {
    let pace = found.since.changesPerDay / max(1e-9, found.before.changesPerDay)
    guard abs(pace - 1) >= 0.1 else { return nil }
    return pace < 1
      ? "\(percent(Share(1 - pace))) fewer changes a day were made, which brings fewer drops by itself."
      : "\(percent(Share(pace - 1))) more changes a day were made, which brings more drops by itself."
  }

  /// The same as a figure; `nil` where nothing can be compared.
  var sinceResetFact: Fact? {
    guard let found = findings.sinceReset, let ratio = found.ratio else { return nil }
    return Fact(
      name: "Drops after a change since day 0", value: "\(Reporting.ratio(ratio.value)) times",
      detail: "as often as before, interval \(ratio.ratioRange)")
  }
}
