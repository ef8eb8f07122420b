import Vocabulary

/// The columns of a file by name.
struct Header {
  /// As they stand in the file, blanks around them removed.
  let names: [String]
  /// Position of each column that the contract names.
  private let positions: [String: Int]
  /// Columns that the contract does not name, in order.
  let extra: [String]

  /// Case and blanks around a name make no difference. Throws `InputProblem` if a required column
  /// is missing or one of the contract is there twice.
  init(cells: [String], feed: Feed, path: String) throws(InputProblem) {
    names = cells.map { $0.trimmed() }
    let known = Set(feed.columns.required + feed.columns.optional)
    var positions: [String: Int] = [:]
    var extra: [String] = []
    for (position, name) in names.enumerated() {
      let folded = name.lowercased()
      guard known.contains(folded) else {
        extra.append(name)
        continue
      }
      guard positions[folded] == nil else { throw .columnTwice(path: path, column: folded) }
      positions[folded] = position
    }
    let missing = feed.columns.required.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw .columnsMissing(
        path: path, missing: missing.map { .init(name: $0, near: NearName.of($0, in: extra)) },
        found: names)
    }
    self.positions = positions
    self.extra = extra
  }

  var count: Int { names.count }

  /// `nil` if the file has no such column.
  func position(of column: String) -> Int? { positions[column] }
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
