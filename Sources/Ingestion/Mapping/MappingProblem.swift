import Vocabulary

/// Why a file cannot be used as it is mapped.
public enum MappingProblem: Error, Hashable, Sendable {
  /// A column of the file that the settings name, the contract's column that is made of it, and
  /// the name in the file that comes near.
  public struct Missing: Hashable, Sendable {
    public let from: [String]
    public let column: String
    public let near: String?
  }

  /// A row that settles nothing.
  public struct DateDoubt: Hashable, Sendable {
    public let line: Int
    public let heading: String
    public let value: String
    /// What the value could be, one a format.
    public let readings: [String]
    public let formats: [String]
    /// The contract's column, and the table of the settings that it is mapped in.
    public let column: String
    public let table: String
  }

  case columnsMissing([Missing], found: [String])
  /// A heading that is there several times and was named as if it were one.
  case headingRepeated(String, column: String, times: Int)
  /// The contract requires a column and nothing says what it is made of.
  case nothingFor(column: String, table: String)
  /// Two formats fit every row.
  case dateInDoubt(DateDoubt)
  case noDateFormat(line: Int, heading: String, value: String, before: String?, rowsBefore: Int)
  case zoneMissing(heading: String, table: String)
  case noByteOrderMark
  case brokenJSON(line: Int, reason: String)
  case noRecords(wanted: [String])
  case tooLarge(limit: Int)
  case tooManyCells(limit: Int)
}

extension MappingProblem {
  /// The line it is about, if it is about one.
  var line: Int? {
    switch self {
    case .columnsMissing, .headingRepeated: 1
    case .dateInDoubt(let doubt): doubt.line
    case .noDateFormat(let line, _, _, _, _), .brokenJSON(let line, _): line
    case .nothingFor, .zoneMissing, .noByteOrderMark, .noRecords, .tooLarge, .tooManyCells:
      nil
    }
  }

  /// What is wrong and the way out, after the place.
  var text: String {
    switch self {
    case .columnsMissing(let missing, let found): columnsText(missing, found)
    case .headingRepeated(let name, let column, let times):
      "the heading \"\(name)\" is there \(times) times. Say \"\(name)[1]\" for the first of them, "
        + "or \"\(name)[*]\" for all, in \(column)."
    case .nothingFor(let column, let table):
      "nothing says what \"\(column)\" is made of, which is required. Set it in the settings: "
        + "[\(table).columns] \(column) = { from = \"…\" }, or { default = \"…\" }."
    case .dateInDoubt(let doubt): doubtText(doubt)
    case .noDateFormat(_, let heading, let value, let before, let rowsBefore):
      dateText(heading, value, before, rowsBefore)
    case .zoneMissing(let heading, let table):
      "column \"\(heading)\" has times without an offset. Say in the settings where they were "
        + "written: [\(table)] timezone = \"Europe/Berlin\", say, or \"UTC\"."
    case .noByteOrderMark:
      "is said to be UTF-16 and has no byte-order mark. Correct encoding in the settings, or "
        + "export it again."
    case .brokenJSON(_, let reason): "is no JSON: \(reason). Export it again."
    case .noRecords(let wanted):
      "holds no list of records\(wanted.isEmpty ? "" : " at \(wanted.joined(separator: " or "))")."
        + " Say in the settings where they lie: records = \"items[]\", say."
    case .tooLarge(let limit):
      "is larger than \(limit / 1_048_576) MiB, more than can be read as JSON. Export it in parts, "
        + "or as CSV."
    case .tooManyCells(let limit):
      "holds records with so many different names that they make a table of more than "
        + "\(limit / 1_000_000) million cells. Say in the settings where the records lie, or export "
        + "fewer fields."
    }
  }

  private func columnsText(_ missing: [Missing], _ found: [String]) -> String {
    let names = missing.map { one in one.from.map { "\"\($0)\"" }.joined(separator: " or ") }
    var text = "has no column \(names.joined(separator: ", ")). It has: "
    text += found.map { $0.onOneLine() }.joined(separator: ", ") + "."
    for one in missing {
      if let near = one.near {
        text += " Did you mean \(near.onOneLine())? \(one.column) = { from = "
        text += "\"\(near.onOneLine())\" }"
      }
    }
    return text
  }

  private func doubtText(_ doubt: DateDoubt) -> String {
    "column \"\(doubt.heading)\" value \"\(doubt.value.onOneLine())\" could be "
      + doubt.readings.joined(separator: " or ") + ". No row in this file settles it. Set format "
      + "in the settings: [\(doubt.table).columns] \(doubt.column) = { from = "
      + "\"\(doubt.heading)\", format = \"\(doubt.formats[0])\" } or \"\(doubt.formats[1])\"."
  }

  private func dateText(
    _ heading: String, _ value: String, _ before: String?, _ rowsBefore: Int
  ) -> String {
    let shown = "column \"\(heading)\" value \"\(value.onOneLine())\": "
    guard let before else {
      return shown + "no known way of writing a time. Set its format in the settings."
    }
    return shown + "not written as \(before), which fits the \(rowsBefore) "
      + (rowsBefore == 1 ? "row" : "rows") + " before it, and no other format fits all rows. Set "
      + "the format in the settings; then the rows that differ are set aside."
  }
}
