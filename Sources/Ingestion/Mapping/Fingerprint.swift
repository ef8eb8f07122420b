extension FileForm {
  /// A name for the form that is equal for equal forms, so that a file is read again when the
  /// settings make something else of it. Empty for the contract's own form in UTC.
  public var fingerprint: String {
    switch self {
    case .own(let zone, let aliases):
      [
        zone.map { "zone \($0.secondsEast)" },
        aliases.isEmpty ? nil : "aliases \(aliases.sorted { $0.key < $1.key })",
      ].compactMap { $0 }.joined(separator: " ")
    case .mapped(let mapping): ContentHash.sha256(of: Array(mapping.canonicalText.utf8))
    }
  }
}

extension FeedMapping {
  /// Everything that makes a difference to what is read, in a fixed order.
  fileprivate var canonicalText: String {
    let layoutText =
      switch layout {
      case .rows(let dialect): "rows \(dialect.delimiter) \(dialect.hasQuotes)"
      case .json(let records): "json \(records)"
      }
    let head = [
      "\(feed)", layoutText, encoding.rawValue, zone?.name ?? "", "\(repeatedHour)",
    ]
    let rules = skip.map { "\($0.column) \($0.condition) \($0.isOptional)" }
    let lines = columns.sorted { $0.column < $1.column }.map(\.canonicalText)
    return (head + rules + lines).joined(separator: "\n")
  }
}

extension ColumnMapping {
  fileprivate var canonicalText: String {
    let parts: [String] = [
      column, "\(from)", join ?? "", match ?? "", defaultValue ?? "-", split ?? "", "\(isCount)",
      format?.name ?? "", zone?.name ?? "", "\(values.sorted { $0.key < $1.key })",
      "\(aliases.sorted { $0.key < $1.key })",
    ]
    return parts.joined(separator: "\u{1F}")
  }
}
