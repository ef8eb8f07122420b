import Vocabulary

extension NightlyReport {
  /// One row a drop, largest first.
  var needsALook: Section {
    let title = "Needs a look"
    guard !findings.isEmpty else {
      let words: Phrase =
        isComplete
        ? "No drop was found." : "No drop was found in what could be looked at."
      return Section(id: "needs-a-look", title: title, blocks: [.paragraph(words)])
    }
    let table = Table(
      caption:
        settledClause == nil
        ? "Drops, largest first; times in UTC"
        : "Drops, those that need a look first, largest first; times in UTC",
      columns: [
        .init(title: "Drop"),
        .init(title: "Orders below expected", alignment: .trailing),
        .init(title: "Strongest change"), .init(title: "Incident"),
        .init(title: "Next step", alignment: .prose),
      ],
      rows: findingsByNeed.map(row))
    return Section(id: "needs-a-look", title: title, blocks: table.folded("drops"))
  }

  private func row(_ finding: Finding) -> Table.Row {
    let drop = finding.drop
    let verdict = verdicts[drop.id]
    let spark = finding.trace.flatMap { Sparkline(trace: $0, drop: drop) }
    var when: Phrase = """
      \(link: drop.id.name, to: .drop(drop.id))\(.lineBreak)\
      \(drop.placeWords)\(placeTier(drop))\(.lineBreak)\
      \(quiet: "\(drop.onset.mode.short), \(drop.durationWords)")
      """
    if let verdict { when += .lineBreak + "\(strong: verdict.tableWords)" }
    let loss = drop.lostOrders.rounded
    let depth = drop.depth.map { ", \(belowExpected($0))" } ?? ""
    let incidents =
      finding.incidents.isEmpty ? "none declared" : enumerated(finding.incidents.map(\.id.name))
    return Table.Row(
      anchor: drop.id.name,
      [
        Cell(when, sortKey: Double(drop.onset.mode.secondsSinceEpoch)),
        Cell(
          """
          \(strong: grouped(loss.value))\(.lineBreak)\(quiet: "\(loss.range)\(depth)")
          """, drawing: spark.map { .spark($0) }, sortKey: drop.lostOrders.value),
        Cell(
          strongestChange(finding),
          sortKey: finding.attribution.strongest.map { -$0.probability.value } ?? 0),
        "\(incidents)", Cell(finding.nextStep(verdict: verdict)),
      ])
  }

  private func placeTier(_ drop: Drop) -> String {
    let tiers = drop.services.compactMap { tier(of: $0) }
    guard let lowest = tiers.min() else { return "" }
    return ", Tier \(lowest)"
  }

  private func strongestChange(_ finding: Finding) -> Phrase {
    if verdicts[finding.drop.id]?.conclusion == .notADrop { return "— (no drop)" }
    let attribution = finding.attribution
    guard let top = attribution.strongest else {
      return Phrase(stringLiteral: attribution.sentence)
    }
    var words: Phrase = """
      \(strong: top.change.name) \(name: top.service.name)\(.lineBreak)\
      \(beganBeforeOnset(minutes: top.minutesBeforeOnset))
      """
    words += .lineBreak
    words += "\(badge: top.grade.badge) \(percent(top.probability))"
    if attribution.status != .linked { words += ", \(attribution.statusWords)" }
    words += .lineBreak
    if let change = changes[top.change] { words += change.originBadges }
    return words
  }
}

extension Change {
  /// Authorship, and what of the paperwork is missing: shown beside evidence, never part of it.
  var originBadges: Phrase {
    ([authorship.badge] + paperwork.missingBadges).map { "\(badge: $0)" as Phrase }.joined(" ")
  }
}

extension Sparkline {
  /// The shape of a drop: its trace with the drop shaded.
  init?(trace: Trace, drop: Drop) {
    guard let series = ImpactSeries(trace) else { return nil }
    let window = drop.window
    self.init(
      observed: series.points.map(\.observed), expected: series.points.map(\.expected),
      inDrop: series.points.map {
        let moment = series.window.start.advanced(bySeconds: Int($0.seconds))
        return moment >= window.start && moment <= window.end
      })
  }
}

extension Table {
  /// The table, with what lies beyond a screen folded away and what lies beyond reading counted.
  func folded(
    _ noun: String, open: Int = WordingPolicy.rowsBeforeFold,
    atMost: Int = WordingPolicy.rowsAtMost, rest: Phrase = "All are in nightly.json."
  ) -> [Block] {
    guard rows.count > open + 3 else { return [.table(self)] }
    var first = self
    first.rows = Array(rows.prefix(open))
    var second = self
    second.rows = Array(rows.dropFirst(open).prefix(atMost - open))
    second.caption = "\(caption), continued"
    var blocks: [Block] = [
      .table(first),
      .details(
        summary: "\(grouped(second.rows.count)) more \(noun)", [.table(second)]),
    ]
    if rows.count > atMost {
      blocks.append(
        .note("\(grouped(rows.count - atMost)) further \(noun) are not shown here. \(rest)"))
    }
    return blocks
  }
}
