import Vocabulary

/// Collects the records of a file in which each row is one thing.
struct RecordRows<Record: Equatable> {
  private struct Row {
    let record: Record
    let id: String?
    /// Position in `kept`.
    let position: Int
  }

  private let feed: Feed
  /// The column that names the thing; `nil` if the feed has none and a row stands for itself.
  private let idColumn: String?
  private let idOf: (Record) -> String?
  /// The record without where it stood, so that equal content is equal.
  private let content: (Record) -> Record
  private var rows: [Row] = []
  /// The cells of the usable rows, in case one is set aside in the end.
  private var kept = RecordBlock()

  private(set) var rejected: [RejectedRow] = []
  private(set) var duplicates = 0
  /// The cells that nothing is made of, of each record that `settle` gave.
  private(set) var extraCells: [[String]] = []

  init(
    feed: Feed, idColumn: String?, idOf: @escaping (Record) -> String?,
    content: @escaping (Record) -> Record
  ) {
    self.feed = feed
    self.idColumn = idColumn
    self.idOf = idOf
    self.content = content
  }

  mutating func take(_ record: Record, _ index: Int, of block: RecordBlock) {
    rows.append(Row(record: record, id: idOf(record), position: kept.recordCount))
    kept.append(index, of: block)
  }

  mutating func setAside(_ row: RejectedRow) { rejected.append(row) }

  /// The records, each id once, in the order of the file.
  ///
  /// Of several rows with one id the one smallest by its cells in the contract's column order is
  /// kept, whatever order they came in; those that say something else are set aside. What is not
  /// made into anything contradicts nothing.
  mutating func settle(_ header: Header, file: String) -> [Record] {
    let groups = Dictionary(grouping: rows) { row in
      row.id ?? cellKey(row, header).joined(separator: "\u{1F}")
    }
    var chosen: [Row] = []
    for group in groups.values {
      guard group.count > 1 else {
        chosen.append(group[0])
        continue
      }
      let ordered = group.map { ($0, cellKey($0, header) + extra($0, header)) }
        .sorted { left, right in
          left.1 == right.1
            ? left.0.position < right.0.position
            : left.1.lexicographicallyPrecedes(right.1)
        }
        .map(\.0)
      chosen.append(ordered[0])
      for other in ordered.dropFirst() { settle(other, against: ordered[0], header, file: file) }
    }
    rejected.sort { $0.place.line < $1.place.line }
    chosen.sort { $0.position < $1.position }
    extraCells = header.extra.isEmpty ? [] : chosen.map { extra($0, header) }
    return chosen.map(\.record)
  }

  private func extra(_ row: Row, _ header: Header) -> [String] {
    header.extraCells(of: row.position, in: kept)
  }

  private mutating func settle(
    _ row: Row, against winner: Row, _ header: Header, file: String
  ) {
    guard content(row.record) != content(winner.record) else {
      duplicates += 1
      return
    }
    let line = kept.lines[row.position]
    let fault = RowFault.otherContent(keptLine: kept.lines[winner.position], line: line)
    rejected.append(
      RejectedRow(
        feed: feed, place: SourcePlace(file: file, line: line),
        column: idColumn.map { header.source(of: $0, row.position, in: kept).name }, value: row.id,
        reason: fault.text, cells: header.originalCells(of: row.position, in: kept)))
  }

  /// The cells of the contract's columns, in the contract's order.
  private func cellKey(_ row: Row, _ header: Header) -> [String] {
    let columns = feed.columns
    return (columns.required + columns.optional).compactMap { column in
      header.position(of: column).map { position in
        kept.text(ofCell: kept.cellRange(of: row.position).lowerBound + position)
      }
    }
  }
}
