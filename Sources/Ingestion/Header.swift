import Vocabulary

/// The columns of a file by name.
struct Header {
  /// As they stand in the file, blanks around them removed.
  let names: [String]
  /// Position of each column that the contract names.
  private let positions: [String: Int]
  /// Columns that nothing is made of, in order; of a repeated heading `Labels[1]`, `Labels[2]` …,
  /// and of one without a name `column 7`.
  let extra: [String]
  /// Where their cells stand in a record.
  private let extraPositions: [Int]
  /// How many cells a record has.
  let count: Int
  /// Where the file's own cells begin in a record: behind those that a mapping made.
  let originalStart: Int
  /// For a column that a mapping made, the file's columns behind it as positions in `names`.
  private let sources: [String: [Int]]

  /// Case and blanks around a name make no difference. Throws `InputProblem` if a required column
  /// is missing or one of the contract is there twice.
  init(cells: [String], feed: Feed, path: String) throws(InputProblem) {
    try self.init(cells: cells, columns: feed.columns, path: path)
  }

  /// The same for a table that is no feed.
  init(cells: [String], columns: FeedColumns, path: String) throws(InputProblem) {
    names = cells.map { $0.trimmed() }
    let known = Set(columns.required + columns.optional)
    var positions: [String: Int] = [:]
    var extraPositions: [Int] = []
    for (position, name) in names.enumerated() {
      let folded = name.lowercased()
      guard known.contains(folded) else {
        extraPositions.append(position)
        continue
      }
      guard positions[folded] == nil else { throw .columnTwice(path: path, column: folded) }
      positions[folded] = position
    }
    let told = SourceHeader(cells).names
    let extra = extraPositions.map { Header.called(told[$0], $0) }
    let missing = columns.required.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw .columnsMissing(
        path: path, missing: missing.map { .init(name: $0, near: NearName.of($0, in: extra)) },
        found: names)
    }
    self.positions = positions
    self.extra = extra
    self.extraPositions = extraPositions
    count = names.count
    originalStart = 0
    sources = [:]
  }

  /// The header of records in which a mapping has put the contract's columns in front of the
  /// file's own.
  init(mapped columns: [(name: String, sources: [Int])], original names: [String]) {
    self.names = names
    positions = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    sources = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.sources) })
    let used = Set(columns.flatMap(\.sources))
    let unused = names.indices.filter { !used.contains($0) }
    extra = unused.map { Header.called(names[$0], $0) }
    extraPositions = unused.map { $0 + columns.count }
    originalStart = columns.count
    count = columns.count + names.count
  }

  private static func called(_ name: String, _ position: Int) -> String {
    name.isEmpty ? "column \(position + 1)" : name
  }

  /// `nil` if the file has no such column.
  func position(of column: String) -> Int? { positions[column] }
}

extension Header {
  /// The cells of a record as they stand in the file.
  func originalCells(of record: Int, in block: RecordBlock) -> [String] {
    Array(block.texts(of: record).dropFirst(originalStart))
  }

  /// The cells of a record that nothing is made of, blanks around them removed.
  func extraCells(of record: Int, in block: RecordBlock) -> [String] {
    let first = block.cellRange(of: record).lowerBound
    return extraPositions.map { block.text(ofCell: first + $0).trimmed() }
  }

  /// The column as the file calls it, and its cell in a record as it stands there; of several
  /// behind one column the one that spoke.
  func source(
    of column: String, _ record: Int, in block: RecordBlock
  ) -> (name: String, value: String?) {
    let cells = block.cellRange(of: record)
    func text(_ position: Int) -> String? {
      position < cells.count ? block.text(ofCell: cells.lowerBound + position) : nil
    }
    guard let behind = sources[column], let first = behind.first else {
      return (column, position(of: column).flatMap(text))
    }
    let speaking = behind.first { text(originalStart + $0)?.trimmed().isEmpty == false } ?? first
    return (names[speaking], text(originalStart + speaking))
  }
}

extension String {
  /// Without blanks and line ends around it.
  func trimmed() -> String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
