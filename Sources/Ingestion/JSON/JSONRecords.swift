/// Finds the records in the values of a JSON file.
enum JSONRecords {
  struct Record {
    let cells: [(name: String, cell: String)]
    /// On which the record begins.
    let line: Int
  }

  /// The records have more cells than are held.
  struct TooManyCells: Error {}

  /// `nil` if there are values and no records at any of the places.
  ///
  /// Without a place the values themselves are the records, or the entries of a list of them.
  /// Throws before records and names make a table of more than `IngestionPolicy.jsonCells`: what
  /// stands around a list is said again with each of its entries, so that a small file can make a
  /// table that no memory holds.
  static func find(
    _ values: [JSONValue], at places: [String]
  ) throws(TooManyCells) -> [Record]? {
    guard let found = try search(values, at: places) else { return nil }
    let names = found.reduce(into: Set<String>()) { $0.formUnion($1.cells.map(\.name)) }
    guard found.count * names.count <= IngestionPolicy.jsonCells else { throw TooManyCells() }
    return found
  }

  private static func search(
    _ values: [JSONValue], at places: [String]
  ) throws(TooManyCells) -> [Record]? {
    let roots = values.flatMap { value -> [JSONValue] in
      if case .array(let entries) = value { entries } else { [value] }
    }
    guard !roots.isEmpty else { return [] }
    for place in places {
      let steps = place.split(separator: ".")
      var taken = Taken()
      var isThere = false
      for root in roots where try walk(root, steps[...], item: nil, &taken) { isThere = true }
      if isThere { return taken.records }
    }
    // A list of plain records is what most tools write, whatever else they also write.
    let isPlain = places.isEmpty || places.contains("[]")
    let records = roots.compactMap { record($0, of: nil) }
    return isPlain && records.count == roots.count ? records : nil
  }

  /// The records found so far, and how many cells they have.
  private struct Taken {
    var records: [Record] = []
    private var cells = 0

    mutating func take(_ record: Record?) throws(TooManyCells) {
      guard let record else { return }
      cells += record.cells.count
      guard cells <= IngestionPolicy.jsonCells else { throw TooManyCells() }
      records.append(record)
    }
  }

  /// Takes the records below `value`; false if the place is not there.
  ///
  /// - Parameter item: The list entry, or whole value, in which the walk is.
  private static func walk(
    _ value: JSONValue, _ steps: ArraySlice<Substring>, item: JSONValue?, _ taken: inout Taken
  ) throws(TooManyCells) -> Bool {
    guard let step = steps.first else {
      let record = record(value, of: item)
      try taken.take(record)
      return record != nil
    }
    guard step.hasSuffix("[]") else {
      guard let member = value.member(step) else { return false }
      return try walk(member, steps.dropFirst(), item: item ?? value, &taken)
    }
    guard case .array(let entries)? = value.member(step.dropLast(2)) else { return false }
    if steps.count > 1 {
      for entry in entries { _ = try walk(entry, steps.dropFirst(), item: entry, &taken) }
      return true
    }
    let around = parent(item ?? value)
    for entry in entries { try taken.take(record(entry, of: nil, around)) }
    return true
  }

  private static func record(
    _ value: JSONValue, of item: JSONValue?, _ around: [(name: String, cell: String)] = []
  ) -> Record? {
    guard let line = value.line else { return nil }
    return Record(
      cells: value.flattened() + around + (item.map(parent) ?? []), line: line)
  }

  private static func parent(_ value: JSONValue) -> [(name: String, cell: String)] {
    value.withoutRecords.flattened().map { ("parent.\($0.name)", $0.cell) }
  }
}

extension JSONValue {
  /// Without lists of objects, at any depth.
  fileprivate var withoutRecords: JSONValue {
    guard case .object(let members, let line) = self else { return self }
    return .object(
      members.compactMap { member in
        if case .array(let entries) = member.value, entries.contains(where: { $0.line != nil }) {
          return nil
        }
        return (member.name, member.value.withoutRecords)
      }, line: line)
  }
}
