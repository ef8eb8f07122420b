import Ingestion
import Vocabulary

/// How the exports of one tool look, read from a data file.
struct Preset {
  let name: String
  let title: String
  let feed: Feed
  /// The preset for which this one may be meant, since both are of the same files.
  let insteadOf: String?
  /// How people get such a file.
  let how: String?
  let notes: [String]
  /// The columns by which a file is known, each by any of its names.
  let signature: [[String]]
  /// Columns that make it a file of another kind.
  let lacks: [String]
  let columns: [ColumnMapping]
  let skip: [SkipRule]
  let records: [String]
  let encoding: TextEncoding
  let dialect: CSVDialect
  /// As it was written.
  let text: String
}

extension Preset {
  /// Reads the text of a preset's file; `nil` after noting what is wrong.
  init?(name: String, text: String, problems: SettingsProblems) {
    let node: TOMLNode
    do {
      node = try TOMLNode.parse(text)
    } catch let error as TOMLBrackets.Fault {
      problems.add("", line: error.line, "\(error).")
      return nil
    } catch {
      problems.add("", line: nil, "\(error)")
      return nil
    }
    let table = SettingsTable(node, name: "", problems: problems)
    self.name = name
    self.text = text
    title = table.text("title") ?? name
    insteadOf = table.text("instead_of")
    how = table.text("how")
    notes = table.texts("notes") ?? []
    let feed = table.text("feed").flatMap { Feed(rawValue: $0) }
    if feed == nil {
      table.bad("feed", "not one of \(Feed.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let known = feed ?? .deploys
    self.feed = known
    signature = Preset.signature(table)
    lacks = table.texts("lacks") ?? []
    encoding = MappingReader.encoding(table) ?? .utf8
    dialect = MappingReader.dialect(table) ?? .commas
    records = table.texts("records") ?? []
    skip = table.table("skip_if").map { MappingReader.skipRules($0) } ?? []
    let read = table.table("columns").map { MappingReader.columns($0, feed: known) }
    columns = Preset.completed(read ?? MappingReader.ownColumns(of: known), feed: known)
    table.finish()
    guard problems.isEmpty else { return nil }
  }

  /// Entries of the list are names, or lists of names that stand for one column.
  private static func signature(_ table: SettingsTable) -> [[String]] {
    guard case .list(let entries)? = table.node("signature")?.value, !entries.isEmpty else {
      table.bad("signature", "a list of columns is needed by which a file is known")
      return []
    }
    return entries.map { entry in
      switch entry.value {
      case .text(let name): [name]
      case .list(let names):
        names.compactMap { if case .text(let name) = $0.value { name } else { nil } }
      default: []
      }
    }
  }

  /// What the contract requires must be in the file.
  private static func completed(_ columns: [ColumnMapping], feed: Feed) -> [ColumnMapping] {
    columns.map { column in
      var column = column
      column.isRequired =
        feed.requiredColumns.contains(column.column) && column.defaultValue == nil
      return column
    }
  }
}
