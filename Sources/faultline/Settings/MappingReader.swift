import Ingestion
import Vocabulary

/// Reads the parts of a mapping, which presets and settings write alike.
enum MappingReader {
  static func encoding(_ table: SettingsTable) -> TextEncoding? {
    table.text("encoding").flatMap { text in
      let encoding = TextEncoding(rawValue: text.lowercased())
      if encoding == nil {
        let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        table.bad("encoding", "\"\(text)\" is not one of \(known)")
      }
      return encoding
    }
  }

  /// `nil` if neither a delimiter nor quotes are spoken of.
  static func dialect(_ table: SettingsTable) -> CSVDialect? {
    let delimiter = table.text("delimiter")
    let hasQuotes = table.truth("quotes")
    guard delimiter != nil || hasQuotes != nil else { return nil }
    let byte: UInt8? =
      switch delimiter {
      case nil: UInt8(ascii: ",")
      case "tab", "\t": 9
      case let text?: text.utf8.count == 1 ? text.utf8.first : nil
      }
    guard let byte, byte != 10, byte != 13, byte != UInt8(ascii: "\"") else {
      table.bad("delimiter", "one character is needed, such as \";\", or \"tab\"")
      return nil
    }
    return CSVDialect(delimiter: byte, hasQuotes: hasQuotes ?? true)
  }

  static func zone(_ table: SettingsTable) -> LocalZone? {
    table.text("timezone").flatMap { text in
      let zone = LocalZone(text)
      if zone == nil {
        table.bad(
          "timezone",
          "\"\(text)\" is neither UTC nor an offset like +01:00 nor a zone like America/New_York")
      }
      return zone
    }
  }

  /// The conditions of `skip_if`, by the file's columns: a list of words, or a table of one verb.
  static func skipRules(_ table: SettingsTable) -> [SkipRule] {
    table.keys.compactMap { column in
      guard case .table? = table.node(column)?.value, let verbs = table.table(column) else {
        return table.texts(column).map { SkipRule(column: column, condition: .isOne($0)) }
      }
      defer { verbs.finish() }
      let isOptional = verbs.truth("optional") ?? false
      let conditions: [SkipRule.Condition] = [
        verbs.texts("is").map { .isOne($0) }, verbs.texts("not").map { .isNone($0) },
        verbs.text("match").map { .matches($0) },
      ].compactMap { $0 }
      checkPattern(verbs)
      guard conditions.count == 1 else {
        table.bad(column, "needs one of is = […], not = […] and match = \"…\"")
        return nil
      }
      return SkipRule(column: column, condition: conditions[0], isOptional: isOptional)
    }
  }

  /// The contract's own columns under their own names.
  static func ownColumns(of feed: Feed) -> [ColumnMapping] {
    feed.columnNames.map { name in
      let isTime = ColumnKind.of(name, in: feed) == .time
      return ColumnMapping(
        name, from: [name], isRequired: feed.requiredColumns.contains(name),
        format: isTime ? DateFormat("rfc3339") : nil)
    }
  }

  /// The columns of a table, each laid over the one in `base` that it differs from.
  static func columns(
    _ table: SettingsTable, feed: Feed, over base: [ColumnMapping] = []
  ) -> [ColumnMapping] {
    var columns = base
    for name in table.keys {
      guard feed.columnNames.contains(name) else {
        _ = table.node(name)
        table.bad(name, unknownColumn(name, feed))
        continue
      }
      let known = columns.firstIndex { $0.column == name }
      let start = known.map { columns[$0] } ?? ColumnMapping(name)
      let column = ColumnReader(table, name, feed: feed).read(over: start)
      if let known { columns[known] = column } else { columns.append(column) }
    }
    return columns
  }

  private static func unknownColumn(_ name: String, _ feed: Feed) -> String {
    let near = NearestWord.of(name, in: feed.columnNames).map { " Did you mean \"\($0)\"?" }
    return "no such column of \(feed.rawValue)."
      + (near ?? " There are \(feed.columnNames.joined(separator: ", ")).")
  }

  static func noFormat(_ text: String) -> String {
    "\"\(text)\" is neither a pattern like \"dd/MM/yyyy HH:mm\" nor one of rfc3339, epoch-s, "
      + "epoch-ms, epoch-ns"
  }

  static func checkPattern(_ table: SettingsTable) {
    guard let text = table.text("match"), !RegularExpression.isValid(text) else { return }
    table.bad("match", "\"\(text)\" is no regular expression")
  }
}
