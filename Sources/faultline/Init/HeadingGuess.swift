import Ingestion

/// Guesses which heading a required column is made of, to suggest it; never to use it unasked.
enum HeadingGuess {
  static func heading(
    for column: String, _ kind: ColumnKind, in look: FileGlance.Look
  ) -> (heading: String, sample: String)? {
    let candidates = look.headings.indices.filter { fits(look.values(at: $0), kind) }
    let names = candidates.map { look.headings[$0] }
    let near =
      (NearestWord.of(column, in: names) ?? names.first { isPlace(column, $0) })
      .flatMap { look.position(of: $0) }
    // Any words might be an id or a system; of times, numbers and places there are few.
    let isTelling = kind == .time || kind == .whole || column == "marketplace"
    let position = near ?? (isTelling ? candidates.first : nil)
    return position.map { position in
      (look.headings[position], look.values(at: position).first ?? "")
    }
  }

  /// Words that warehouses have for a marketplace.
  private static func isPlace(_ column: String, _ heading: String) -> Bool {
    let words = ["country", "region", "market", "site", "store", "shop", "datacenter", "location"]
    return column == "marketplace" && words.contains { heading.lowercased().hasPrefix($0) }
  }

  private static func fits(_ values: [String], _ kind: ColumnKind) -> Bool {
    guard !values.isEmpty else { return false }
    let areTimes = FileGlance.Look.areTimes(values)
    let areNumbers = values.allSatisfy { Int($0) != nil }
    switch kind {
    case .time: return areTimes
    case .whole: return areNumbers
    default: return !areTimes && !areNumbers
    }
  }
}
