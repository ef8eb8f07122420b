import Vocabulary

/// The mapping of one column, put into effect for one file.
struct CellRule {
  enum Made {
    /// The cell's bytes as they are.
    case bytes(Range<Int>)
    case text(String)
    /// A time as it is written anew.
    case written([UInt8])
    case unknown
    case fault(RowFault)
  }

  let mapping: ColumnMapping
  let kind: ColumnKind
  /// The file's columns, as positions in a record.
  let positions: [Int]
  /// All of them together instead of the first that is not empty.
  let takesAll: Bool
  private let pattern: Pattern?
  private let values: [String: String]

  init(_ mapping: ColumnMapping, kind: ColumnKind, positions: [Int]) {
    self.mapping = mapping
    self.kind = kind
    self.positions = positions
    takesAll = mapping.join != nil || mapping.from.contains { $0.contains("[*]") }
    pattern = mapping.match.flatMap { Pattern($0) }
    values = Dictionary(
      mapping.values.map { ($0.key.lowercased(), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether the cell is taken over as it stands in one of the file's columns.
  private var isPlain: Bool {
    !takesAll && pattern == nil && values.isEmpty && mapping.split == nil && !mapping.isCount
      && mapping.defaultValue == nil && mapping.aliases.isEmpty
  }

  /// The text of a cell before times are read and names are settled.
  func make(_ block: RecordBlock, _ record: Int) -> Made {
    let first = block.cellRange(of: record).lowerBound
    let bytes = block.bytes.span
    var chosen = 0..<0
    for position in positions {
      let cell = CellBytes.trimmed(bytes, block.bytes(ofCell: first + position))
      guard !cell.isEmpty else { continue }
      chosen = cell
      break
    }
    let isUnknown =
      !positions.isEmpty && positions.allSatisfy { block.unknownCells.contains(first + $0) }
    if isPlain { return chosen.isEmpty && isUnknown ? .unknown : .bytes(chosen) }
    do throws(RowFault) {
      let text = takesAll ? try all(block, first) : try CellBytes.text(bytes.extracting(chosen))
      if text.isEmpty, isUnknown, mapping.defaultValue == nil { return .unknown }
      return try settled(text)
    } catch {
      return .fault(error)
    }
  }

  private func all(_ block: RecordBlock, _ first: Int) throws(RowFault) -> String {
    var parts: [String] = []
    for position in positions {
      let range = CellBytes.trimmed(block.bytes.span, block.bytes(ofCell: first + position))
      guard !range.isEmpty else { continue }
      parts.append(try CellBytes.text(block.bytes.span.extracting(range)))
    }
    return parts.joined(separator: mapping.join ?? ";")
  }

  private func settled(_ raw: String) throws(RowFault) -> Made {
    var text = raw
    if let pattern, !text.isEmpty { text = pattern.first(in: text) }
    if text.isEmpty, values[""] == nil { text = mapping.defaultValue ?? "" }
    if !values.isEmpty, !text.isEmpty || values[""] != nil {
      guard let value = values[text.lowercased()] ?? values["*"] else {
        throw .valueNotListed(listed: mapping.values.keys.sorted())
      }
      text = value
    }
    if text == "unknown", !values.isEmpty { return .unknown }
    if kind.isList || mapping.isCount || mapping.split != nil { text = listed(text) }
    return .text(named(text))
  }

  private func listed(_ text: String) -> String {
    let separator = mapping.split ?? ";"
    let parts = text.components(of: separator).map { $0.trimmed() }.filter { !$0.isEmpty }
    return mapping.isCount ? String(parts.count) : parts.joined(separator: ";")
  }

  private func named(_ text: String) -> String {
    guard kind.isSystem, !mapping.aliases.isEmpty else { return text }
    guard kind == .systems else { return mapping.aliases[text] ?? text }
    return text.split(separator: ";").map { mapping.aliases[String($0)] ?? String($0) }
      .joined(separator: ";")
  }
}

/// Whether a text is a regular expression that a mapping can use.
public enum RegularExpression {
  public static func isValid(_ text: String) -> Bool { Pattern(text) != nil }
}

/// A regular expression as settings write it.
struct Pattern {
  private let regex: Regex<AnyRegexOutput>

  /// `nil` if it is none.
  init?(_ text: String) {
    guard let regex = try? Regex(text) else { return nil }
    self.regex = regex
  }

  /// The first group of the first match, or the whole match if there are no groups; empty without.
  func first(in text: String) -> String {
    guard let match = text.firstMatch(of: regex) else { return "" }
    let taken = match.count > 1 ? match[1].substring : match[0].substring
    return taken.map { String($0).trimmed() } ?? ""
  }

  func matches(_ text: String) -> Bool { text.contains(regex) }
}

extension String {
  /// The parts between `separator`s.
  func components(of separator: String) -> [String] {
    guard !separator.isEmpty else { return [self] }
    var parts: [String] = []
    var start = startIndex
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(separator) {
        parts.append(String(self[start..<index]))
        index = self.index(index, offsetBy: separator.count)
        start = index
      } else {
        index = self.index(after: index)
      }
    }
    return parts + [String(self[start...])]
  }
}
