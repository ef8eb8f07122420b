import Ingestion
import Vocabulary

/// Reads the verbs of one column: a heading in quotes, or a table.
struct ColumnReader {
  private let table: SettingsTable
  private let name: String
  private let kind: ColumnKind

  init(_ table: SettingsTable, _ name: String, feed: Feed) {
    self.table = table
    self.name = name
    kind = ColumnKind.of(name, in: feed)
  }

  func read(over start: ColumnMapping) -> ColumnMapping {
    var column = start
    guard case .table? = table.node(name)?.value, let verbs = table.table(name) else {
      if let headings = table.texts(name) { pin(&column, headings) }
      return column
    }
    if let headings = verbs.texts("from") { pin(&column, headings) }
    if let text = verbs.text("join") { column.join = text }
    if let text = verbs.text("match") { column.match = text }
    if let values = verbs.table("values") { column.values = words(values) }
    if let text = verbs.text("split") { column.split = text }
    readCount(verbs, &column)
    readTimes(verbs, &column)
    if let node = verbs.node("default") {
      column.defaultValue = word(node, verbs, "default")
      // What stands in for empty cells also stands in for a heading that nobody named.
      if !verbs.has("from") { column.isRequired = false }
    }
    MappingReader.checkPattern(verbs)
    verbs.finish()
    return column
  }

  /// Headings that the settings name must be in the file.
  private func pin(_ column: inout ColumnMapping, _ headings: [String]) {
    // Under another heading a time is hardly written as the contract has it.
    if column.from == [name], headings != [name] { column.format = nil }
    column.from = headings
    column.isRequired = true
  }

  private func readCount(_ verbs: SettingsTable, _ column: inout ColumnMapping) {
    guard let isCount = verbs.truth("count") else { return }
    if isCount, kind != .whole {
      verbs.bad("count", "\(name) is no number; leave count out")
    }
    column.isCount = isCount
  }

  private func readTimes(_ verbs: SettingsTable, _ column: inout ColumnMapping) {
    if let text = verbs.text("format") {
      column.format = DateFormat(text)
      if column.format == nil {
        verbs.bad("format", MappingReader.noFormat(text))
      } else if kind != .time {
        verbs.bad("format", "\(name) is no time; leave format out")
      }
    }
    if let zone = MappingReader.zone(verbs) { column.zone = zone }
  }

  private func words(_ table: SettingsTable) -> [String: String] {
    table.keys.reduce(into: [:]) { values, key in
      if let node = table.node(key) { values[key] = word(node, table, key) }
    }
  }

  /// What a word of the file stands for, which must be one that the column may hold.
  private func word(_ node: TOMLNode, _ table: SettingsTable, _ key: String) -> String {
    let text: String
    switch node.value {
    case .text(let value): text = value
    case .whole(let value): text = String(value)
    case .number(let value): text = String(value)
    case .truth(let value): text = String(value)
    case .list, .table, .moment:
      table.bad(key, "is \(node.kind); a text in quotes, a number, true or false is needed")
      return ""
    }
    if let allowed, !text.isEmpty, text != "unknown", !allowed.contains(text) {
      table.bad(key, "\(name) cannot be \"\(text)\", only \(allowed.joined(separator: ", "))")
    }
    return text
  }

  private var allowed: [String]? {
    switch kind {
    case .words(let words): words
    case .boolean: ["true", "false", "yes", "no", "1", "0"]
    case .text, .time, .whole, .decimal, .list, .system, .systems: nil
    }
  }
}
