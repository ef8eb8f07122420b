import Ingestion
import Vocabulary

/// Writes settings as people would.
enum SettingsText {
  /// - Parameter aliases: Groups of names of one system, the one to keep in front; with whether a
  ///   person said so.
  static func write(
    _ drafts: [(name: String, draft: Draft)], aliases: [(names: [String], isSure: Bool)],
    unknown: [String]
  ) -> String {
    var lines = [
      "# Where the exports lie and how they are read. An unknown key is an error, so that a typo",
      "# cannot switch a rule off. See docs/exports.md.",
    ]
    for path in unknown {
      lines += [
        "", "# answer needed: what does \(path) hold? For instance:", "# [feeds.deploys]",
        "# files = [\(quoted(path))]",
      ]
    }
    for (name, draft) in drafts { lines += [""] + table(name, draft) }
    if !aliases.isEmpty {
      lines += ["", "# One name a system, whatever a feed calls it.", "[aliases]"]
    }
    func line(_ names: [String]) -> String {
      "\(key(names[0])) = [\(names.dropFirst().map(quoted).joined(separator: ", "))]"
    }
    lines += aliases.filter(\.isSure).map { line($0.names) }
    let open = aliases.filter { !$0.isSure }.map { "# \(line($0.names))" }
    if !open.isEmpty {
      let ask = open.count == 1 ? "are these one system? If so:" : "which of these are one system?"
      lines += ["# answer needed: \(ask)"] + open
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func table(_ name: String, _ draft: Draft) -> [String] {
    var lines = [
      "[feeds.\(key(name))]", "files = [\(draft.files.map(quoted).joined(separator: ", "))]",
    ]
    if let preset = draft.preset {
      lines.append("preset = \(quoted(preset.name))")
    } else if name != draft.feed.rawValue {
      lines.append("feed = \(quoted(draft.feed.rawValue))")
    }
    if let zone = draft.zone { lines.append("timezone = \(quoted(zone.name))") }
    if draft.encoding != draft.preset?.encoding ?? .utf8 {
      lines.append("encoding = \(quoted(draft.encoding.rawValue))")
    }
    if let dialect = draft.dialect, dialect != draft.preset?.dialect ?? .commas {
      let delimiter = String(Unicode.Scalar(dialect.delimiter))
      lines.append("delimiter = \(delimiter == "\t" ? "\"tab\"" : quoted(delimiter))")
    }
    lines += draft.open.filter { $0.column == nil }.flatMap(comment)
    guard !draft.isOwn, !draft.isUndecided else { return lines }
    lines += ["", "[feeds.\(key(name)).columns]"]
    let isOpen = Set(draft.open.compactMap(\.column))
    lines += draft.columns.filter { !isOpen.contains($0.column) }.map { column($0, draft.preset) }
    return lines + draft.open.filter { $0.column != nil }.flatMap(comment)
  }

  private static func comment(_ open: Draft.OpenQuestion) -> [String] {
    ["# answer needed: \(open.question)", "# \(open.example)"]
  }

  /// What differs from the preset, and always the headings, so that a changed header is noticed.
  private static func column(_ column: ColumnMapping, _ preset: Preset?) -> String {
    let known = preset?.columns.first { $0.column == column.column }
    var verbs: [String] = []
    if !column.from.isEmpty {
      let headings = column.from.map(quoted).joined(separator: ", ")
      verbs.append("from = \(column.from.count == 1 ? headings : "[\(headings)]")")
    }
    if let format = column.format, format != known?.format {
      verbs.append("format = \(quoted(format.name))")
    }
    if let text = column.defaultValue, text != known?.defaultValue {
      verbs.append("default = \(quoted(text))")
    }
    if verbs.isEmpty, let text = column.defaultValue { verbs.append("default = \(quoted(text))") }
    return "\(column.column) = { \(verbs.joined(separator: ", ")) }"
  }

  /// A key of a table, in quotes where TOML needs them.
  private static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-")
      }
    return isBare ? name : quoted(name)
  }

  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      default: escaped += scalar.value < 0x20 ? "\\u00\(hexadecimal(scalar.value))" : String(scalar)
      }
    }
    return "\"\(escaped)\""
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }
}
