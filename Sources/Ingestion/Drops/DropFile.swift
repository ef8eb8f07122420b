public import Vocabulary

/// A table of drops that `faultline detect` or another program found.
public struct DropFile: Sendable {
  /// Name without folder.
  public let name: String
  public let sha256: String
  /// By onset, then by scope, each under a name of its own.
  public let drops: [Drop]
  /// Rows that say again what another row says, as an engine sends them that tried a task twice.
  public let repeated: Int
  /// Drops that got another name because judges of different series had used one name twice.
  public let renamed: Int

  /// Columns that are not known are passed over. Throws `InputProblem` at the first row that
  /// cannot be used: a drop left out would be a drop denied.
  public static func read(path: String) throws -> DropFile {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var header: Header?
    var drops: [Drop] = []
    var seen: Set<Drop> = []
    var repeated = 0
    let sha256 = try CSVFile.read(
      path: path, tokenizer: LibCSVTokenizer(isStrict: true),
      header: { header = try Header(cells: $0, columns: DropRows.columns, path: path) },
      rows: { block, records in
        guard let header else { return }
        for record in records {
          var row = RowCells(
            header: header, block: block, record: record, zone: nil, file: path)
          let drop = row.isWhole ? DropRows.record(&row) : nil
          // Drops are made of order metrics.
          if let fault = row.rejection(.orderMetrics) { throw InputProblem.dropUnusable(fault) }
          guard let drop else { continue }
          if seen.insert(drop).inserted { drops.append(drop) } else { repeated += 1 }
        }
      })
    let named = DropNames.unique(drops)
    return DropFile(
      name: name, sha256: sha256, drops: named.drops, repeated: repeated, renamed: named.renamed)
  }
}

/// Gives each drop a name of its own.
enum DropNames {
  /// Where a name stands for several drops, all drops of that minute are named anew, in the order
  /// of their onsets and scopes: so names do not depend on the order of the rows.
  static func unique(_ drops: [Drop]) -> (drops: [Drop], renamed: Int) {
    let sorted = drops.sorted(by: precedes)
    let times = Dictionary(sorted.map { ($0.id, 1) }, uniquingKeysWith: +)
    let clashing = Set(times.filter { $0.value > 1 }.map { base($0.key) })
    var used: [String: Int] = [:]
    var renamed = 0
    let named = sorted.map { drop -> Drop in
      let base = base(drop.id)
      guard clashing.contains(base) else { return drop }
      let number = used[base, default: 0]
      used[base] = number + 1
      let id = DropID(number == 0 ? base : base + "-" + letters(number))
      if id != drop.id { renamed += 1 }
      return DropDetail(drop).drop(id) ?? drop
    }
    return (named, renamed)
  }

  private static func precedes(_ one: Drop, _ other: Drop) -> Bool {
    if one.onset.mode != other.onset.mode { return one.onset.mode < other.onset.mode }
    let (mine, others) = (one.parts.map(\.series), other.parts.map(\.series))
    return mine == others ? one.id < other.id : mine.lexicographicallyPrecedes(others)
  }

  /// `2026-03-05-1402` of `2026-03-05-1402-b`.
  private static func base(_ id: DropID) -> String {
    guard let dash = id.name.lastIndex(of: "-") else { return id.name }
    let suffix = id.name[id.name.index(after: dash)...]
    let isLetters = !suffix.isEmpty && suffix.utf8.allSatisfy { (97...122).contains($0) }
    return isLetters ? String(id.name[..<dash]) : id.name
  }

  /// b, c, … z, ba …
  private static func letters(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + number % 26)))
    return number < 26 ? letter : letters(number / 26) + letter
  }
}
