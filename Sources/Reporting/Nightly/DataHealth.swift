import Vocabulary

extension NightlyReport {
  /// What was read, what was not, and what follows for the reader.
  var dataHealth: Section {
    var blocks: [Block] = []
    let ordered = incompleteness + warnings.filter { !$0.makesRunIncomplete }
    if ordered.isEmpty {
      let until = newestOrderRow.map { "; orders reach to \($0.full) UTC" } ?? ""
      blocks.append(.paragraph("All feeds are fresh and complete\(until)."))
    } else {
      blocks += bullets(ordered.map { "\($0.sentence)" })
    }
    blocks += rejectedBlocks
    blocks += repeatedRows
    return Section(id: "data-health", title: "Data health", blocks: blocks)
  }

  private var repeatedRows: [Block] {
    let duplicates = intakes.reduce(0) { $0 + $1.rowsDuplicate }
    let replaced = intakes.reduce(0) { $0 + $1.rowsReplacing }
    var parts: [String] = []
    if duplicates > 0 {
      parts.append("\(counted(duplicates, "row")) repeated what another had said")
    }
    if replaced > 0 { parts.append("\(counted(replaced, "row")) corrected an earlier value") }
    return parts.isEmpty ? [] : [.note("\(enumerated(parts)).")]
  }

  private func bullets(_ items: [Phrase]) -> [Block] {
    guard items.count > WordingPolicy.rowsBeforeFold + 3 else { return [.list(items)] }
    let most = WordingPolicy.rowsAtMost
    let rest = items.dropFirst(WordingPolicy.rowsBeforeFold)
    var blocks: [Block] = [
      .list(Array(items.prefix(WordingPolicy.rowsBeforeFold))),
      .details(
        summary: "\(grouped(min(rest.count, most))) more", [.list(Array(rest.prefix(most)))]),
    ]
    if rest.count > most {
      blocks.append(
        .note("\(grouped(rest.count - most)) further warnings are in nightly.json."))
    }
    return blocks
  }

  private var rejectedBlocks: [Block] {
    guard rowsSetAside > 0 else { return [] }
    guard !rejectedRows.isEmpty else {
      return [
        .paragraph(
          """
          \(counted(rowsSetAside, "row")) \(rowsSetAside == 1 ? "was" : "were") set aside by \
          earlier loads.
          """
        )
      ]
    }
    let table = Table(
      caption: "Rows set aside: nothing of them was used",
      columns: [
        .init(title: "Place"), .init(title: "Column"), .init(title: "Value"),
        .init(title: "Reason"),
      ],
      rows: rejectedRows.map { row in
        Table.Row([
          Cell("\(row.place.description)"), Cell("\(row.column ?? "the whole row")"),
          Cell(row.shownValue(people)), Cell("\(people.cleaned(row.reason))"),
        ])
      })
    return table.folded("rows", rest: "The rejects file of each feed holds all of them.")
  }
}

extension RejectedRow {
  /// The value at fault, unless its column names people.
  func shownValue(_ people: PeopleFilter) -> Phrase {
    guard let value else { return "—" }
    let personal = ["author", "approved_by", "reviewers"]
    if let column, personal.contains(column) { return "not shown: it may name a person" }
    return value.isEmpty ? "empty" : "\(code: people.cleaned(String(value.prefix(60))))"
  }
}
