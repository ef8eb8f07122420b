/// A table for other tools, as CSV or JSON.
public struct ExportTable: Hashable, Sendable {
  public enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// Written with at most so many decimals.
    case number(Double, decimals: Int)
    case truth(Bool)
    /// Nothing is known: an empty cell, `null` in JSON.
    case unknown
  }

  public let columns: [String]
  /// Each as many as the columns.
  public let rows: [[Cell]]

  public init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// RFC 4180 with a header row.
  ///
  /// A cell that a spreadsheet would run as a formula gets `'` before it (CSV injection, OWASP).
  public var csv: String {
    let header = columns.map(ExportTable.field).joined(separator: ",")
    return header + "\r\n" + csvRows
  }

  /// The rows alone.
  var csvRows: String {
    rows.map { $0.map(ExportTable.field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A list of objects in the order of the rows.
  public var json: String {
    JSONText.encoded(
      rows.map { row in
        Dictionary(uniqueKeysWithValues: zip(columns, row.map(JSONCell.init)))
      })
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let words): field(words)
    case .integer(let number): String(number)
    case .number(let number, let decimals): plainNumber(number, decimals: decimals)
    case .truth(let flag): flag ? "true" : "false"
    case .unknown: ""
    }
  }

  static func field(_ words: String) -> String {
    let first = words.unicodeScalars.first
    let isFormula = first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = isFormula && Double(words) == nil ? "'" + words : words
    return quoted(safe)
  }

  /// The cell as it is, in quotes if it needs them.
  static func quoted(_ safe: String) -> String {
    let needsQuotes = safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// `-12.5`: no separators, a hyphen for the sign, no needless zeros.
  private static func plainNumber(_ number: Double, decimals: Int) -> String {
    guard number.isFinite, number.magnitude < 9e9 else { return "" }
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let units = Int((number * Double(scale)).rounded())
    let (whole, rest) = Int(units.magnitude).quotientAndRemainder(dividingBy: scale)
    var digits = String(rest)
    digits = String(repeating: "0", count: max(0, decimals - digits.count)) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    let sign = units < 0 ? "-" : ""
    return sign + String(whole) + (rest == 0 ? "" : "." + digits)
  }
}

/// A cell as JSON has it.
private struct JSONCell: Encodable {
  let cell: ExportTable.Cell

  init(_ cell: ExportTable.Cell) { self.cell = cell }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch cell {
    case .text(let words): try container.encode(words)
    case .integer(let number): try container.encode(number)
    case .number(let number, let decimals):
      try container.encode(JSONText.rounded(number, decimals: decimals))
    case .truth(let flag): try container.encode(flag)
    case .unknown: try container.encodeNil()
    }
  }
}
