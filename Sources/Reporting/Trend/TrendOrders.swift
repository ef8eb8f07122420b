import Vocabulary

extension TrendReport {
  var ordersSection: Section? {
    guard findings.quality.drops > 0, let ai = findings.comparison(.aiAssisted) else { return nil }
    let rows: [(String, GroupRate?)] = [
      ("AI-assisted", ai.exposed), ("no AI marker", ai.reference),
      ("authorship unknown", ai.unknown),
      ("no change record found", findings.groups[.undocumented]),
      ("no approval found", findings.groups[.unapproved]),
    ]
    let quality = findings.quality
    let others: [(String, Estimate)] = [
      ("other changes, not compared", quality.lostElsewhere),
      ("no recorded change", quality.lostUnexplained), ("all drops", quality.lost),
    ]
    return Section(
      id: "orders", title: "Orders below expected",
      blocks: [
        .table(
          Table(
            caption: "Orders below expected in linked drops, with 95% intervals",
            columns: [
              .init(title: "Group"), .init(title: "Shared by probability", alignment: .trailing),
              .init(title: "Strongest link takes all", alignment: .trailing),
            ],
            rows: rows.compactMap { name, rate in
              rate?.loss.map {
                Table.Row([Cell("\(name)"), lost($0.shared), lost($0.strongest)])
              }
            } + others.map { Table.Row([Cell("\($0)"), lost($1), "—"]) },
            isSortable: false)),
        .note(ordersNote(ai)),
      ])
  }

  private func lost(_ estimate: Estimate) -> Cell {
    Cell("\(estimate.rounded.words)", sortKey: estimate.value)
  }

  private func ordersNote(_ ai: GroupComparison) -> Phrase {
    let quality = findings.quality
    var sentences = [
      "Changes without a record or approval are also among the groups by authorship."
    ]
    if quality.lost.value > 0, quality.largestLost / quality.lost.value > 0.5 {
      let part = percent(Share(quality.largestLost / quality.lost.value))
      sentences.append("One drop makes \(part) of all: shares of orders say little of how often.")
    }
    if let own = ai.exposed.loss, let others = ai.reference.loss,
      (own.shared.value > others.shared.value) != (own.strongest.value > others.strongest.value)
    {
      sentences.append(
        "The two ways of counting disagree on whether AI-assisted changes or those with no marker "
          + "stand for more.")
    }
    return "\(sentences.joined(separator: " "))"
  }

  var standingOutSection: Section? {
    guard findings.all.linked > 0 else { return nil }
    let found = findings.standingOut.prefix(WordingPolicy.rowsBeforeFold)
    let looked = findings.propertiesLookedAt
    guard !found.isEmpty else {
      return Section(
        id: "standing-out", title: "What linked changes have in common",
        blocks: [
          .paragraph(
            """
            Of \(counted(looked, "property", "properties")) looked at (tool, type, weekday, hours, \
            size, emergency, steps) none stands out beyond what so many looks show by chance.
            """)
        ])
    }
    return Section(
      id: "standing-out", title: "What linked changes have in common",
      blocks: [
        .table(
          Table(
            caption: "Properties that stand out of \(grouped(looked)) looked at",
            columns: [
              .init(title: "Property"), .init(title: "Changes", alignment: .trailing),
              .init(title: "Linked", alignment: .trailing),
              .init(title: "Expected by chance", alignment: .trailing),
              .init(title: "q", alignment: .trailing),
            ],
            rows: found.map { one in
              Table.Row([
                Cell("\(one.property.words)"),
                Cell("\(grouped(one.changes))", sortKey: Double(one.changes)),
                Cell("\(linkedCount(one.linked))", sortKey: one.linked),
                Cell("\(fixed(one.expected, decimals: 1))", sortKey: one.expected),
                Cell("\(fixed(one.q, decimals: 3))", sortKey: one.q),
              ])
            })),
        .note(
          """
          Not adjusted for one another: a property may stand for another that goes with it, size above \
          all. At most one in twenty of such findings is expected to be false.
          """),
      ])
  }

  var deliverySection: Section? {
    let delivery = findings.delivery
    guard delivery.changes > 0 else { return nil }
    let wait = delivery.approvalToStart
    let recovery = delivery.recovery
    let rows: [(String, String, String)] = [
      (
        "Deployment frequency",
        "\(fixed(Double(delivery.changes) / max(delivery.days, 1e-9), decimals: 1)) changes a day",
        "\(grouped(delivery.changes)) changes in \(grouped(delivery.steps)) steps / "
          + "\(fixed(delivery.days, decimals: 0)) days"
      ),
      (
        "Lead time", wait.map { "\(duration(seconds: Int($0.seconds))) from approval" } ?? "—",
        wait.map {
          "the records hold no time of a commit; median from approval to start, "
            + "\(grouped($0.of)) of \(grouped(delivery.changes)) changes"
        } ?? "the records hold neither a time of a commit nor one of an approval"
      ),
      (
        "Change failure rate", findings.all.words,
        "sum of the probabilities of links / changes; interval \(findings.all.rangeWords)"
      ),
      (
        "Recovery time", recovery.map { duration(seconds: Int($0.seconds)) } ?? "—",
        recovery.map {
          "median from onset to end, \(linkedCount($0.of)) drops that ended and are linked to these "
            + "changes, by probability"
        } ?? "no linked drop has ended"
      ),
      (
        "Rework rate", share(delivery.rework, of: delivery.changes),
        "changes that undo another or are emergencies / changes"
      ),
    ]
    return Section(
      id: "delivery", title: "Delivery (DORA)",
      blocks: [
        .table(
          Table(
            caption: "One definition each, with numerator and denominator",
            columns: [
              .init(title: "Measure"), .init(title: "Value"),
              .init(title: "From", alignment: .prose),
            ],
            rows: rows.map { Table.Row([Cell("\($0.0)"), Cell("\($0.1)"), Cell("\($0.2)")]) },
            isSortable: false))
      ])
  }

  var quartersSection: Section? {
    guard findings.quarters.count > 1 else { return nil }
    return Section(
      id: "quarters", title: "Beside earlier quarters",
      blocks: [
        .table(
          Table(
            caption: "Changes followed by a linked drop, by quarter",
            columns: [
              .init(title: "Quarter"), .init(title: "Changes", alignment: .trailing),
              .init(title: "Median lines", alignment: .trailing),
              .init(title: "All", alignment: .trailing),
              .init(title: "AI-assisted", alignment: .trailing),
              .init(title: "No AI marker", alignment: .trailing),
              .init(title: "No change record", alignment: .trailing),
            ],
            rows: findings.quarters.map { quarter in
              Table.Row([
                Cell("\(name: quarter.name + (quarter.isWhole ? "" : " (part)"))"),
                Cell("\(grouped(quarter.all.changes))", sortKey: Double(quarter.all.changes)),
                Cell("\(quarter.medianLines.map { fixed($0, decimals: 0) } ?? "—")"),
                Cell("\(quarter.all.words)", sortKey: quarter.all.share?.value),
                Cell("\(quarter.aiAssisted.words)", sortKey: quarter.aiAssisted.share?.value),
                Cell("\(quarter.noMarker.words)", sortKey: quarter.noMarker.share?.value),
                Cell("\(quarter.undocumented.words)", sortKey: quarter.undocumented.share?.value),
              ])
            })),
        .note(
          """
          A quarter is counted from the first look-back of the history on; one that it holds in part \
          only is marked. Shares of quarters differ by chance as well.
          """),
      ])
  }
}
