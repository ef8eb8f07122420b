/// Finds the records in the values of a JSON file.
enum JSONRecords {
  struct Record {
    let cells: [(name: String, cell: String)]
    /// On which the record begins.
    let line: Int
  }

  /// `nil` if there are values and no records at any of the places.
  ///
  /// Without a place the values themselves are the records, or the entries of a list of them.
  static func find(_ values: [JSONValue], at places: [String]) -> [Record]? {
    let roots = values.flatMap { value -> [JSONValue] in
      if case .array(let entries) = value { entries } else { [value] }
    }
    guard !roots.isEmpty else { return [] }
    for place in places {
      let steps = place.split(separator: ".")
      let found = roots.compactMap { walk($0, steps[...], item: nil) }
      if !found.isEmpty { return found.flatMap { $0 } }
    }
    // A list of plain records is what most tools write, whatever else they also write.
    let isPlain = places.isEmpty || places.contains("[]")
    let records = roots.compactMap { record($0, of: nil) }
    return isPlain && records.count == roots.count ? records : nil
  }

  /// The records below `value`; `nil` if the place is not there.
  ///
  /// - Parameter item: The list entry, or whole value, in which the walk is.
  private static func walk(
    _ value: JSONValue, _ steps: ArraySlice<Substring>, item: JSONValue?
  ) -> [Record]? {
    guard let step = steps.first else { return record(value, of: item).map { [$0] } }
    guard step.hasSuffix("[]") else {
      return value.member(step).flatMap { walk($0, steps.dropFirst(), item: item ?? value) }
    }
    guard case .array(let entries)? = value.member(step.dropLast(2)) else { return nil }
    if steps.count > 1 {
      return entries.flatMap { walk($0, steps.dropFirst(), item: $0) ?? [] }
    }
    let around = parent(item ?? value)
    return entries.compactMap { record($0, of: nil, around) }
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
