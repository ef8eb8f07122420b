/// A JSON value. Numbers stay as they are written, for ids have more digits than doubles hold.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in order, and the line on which it begins.
  case object([(name: String, value: JSONValue)], line: Int)
}

extension JSONValue {
  /// As a cell; `nil` for arrays and objects. Null is an empty cell.
  var cell: String? {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array, .object: nil
    }
  }

  var line: Int? {
    if case .object(_, let line) = self { line } else { nil }
  }

  func member(_ name: Substring) -> JSONValue? {
    guard case .object(let members, _) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The cells of an object: inner names joined by points, `statuses[1].state` for lists of
  /// objects, and lists of plain values in one cell, parted by semicolons.
  func flattened(prefix: String = "") -> [(name: String, cell: String)] {
    switch self {
    case .object(let members, _):
      return members.flatMap { member in
        member.value.flattened(prefix: prefix.isEmpty ? member.name : "\(prefix).\(member.name)")
      }
    case .array(let entries):
      let cells = entries.compactMap(\.cell)
      if cells.count == entries.count { return [(prefix, cells.joined(separator: ";"))] }
      return entries.enumerated().flatMap { number, entry in
        entry.flattened(prefix: "\(prefix)[\(number + 1)]")
      }
    case .null, .bool, .number, .string: return [(prefix, cell ?? "")]
    }
  }
}
