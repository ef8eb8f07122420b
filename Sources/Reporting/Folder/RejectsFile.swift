public import Vocabulary

/// The rows set aside as CSV files, one a feed: in front of the row as it was stand its place, the
/// column at fault and the reason. `faultline load` takes such a file when the rows are mended.
public enum RejectsFile {
  /// Writes a file for each feed that has open rows into `folder` and takes those of others away;
  /// the paths of the files.
  ///
  /// A file of before that says something else stays beside the new one under its name and `~`,
  /// for somebody may have been mending it. A file that is none of ours is never replaced.
  @discardableResult
  public static func write(
    _ rows: [RejectedRow], to folder: String
  ) throws(ReportFolderError) -> [String] {
    let files = files(rows)
    if !files.isEmpty { try makeFolders(folder) }
    for feed in Feed.allCases where files[name(feed, 1)] == nil {
      let path = "\(folder)/\(name(feed, 1))"
      if let text = readFile(path), isOurs(text) { try moveFile(path, to: path + "~") }
    }
    for name in files.keys.sorted() {
      let path = "\(folder)/\(name)"
      let text = files[name] ?? ""
      if let before = readFile(path) {
        if before == text { continue }
        guard isOurs(before) else {
          throw .cannotWrite(path: path, reason: "it is not a list of rows set aside")
        }
        try moveFile(path, to: path + "~")
      }
      try writeFile(text, to: path + ".part")
      try moveFile(path + ".part", to: path)
    }
    return files.keys.sorted().map { "\(folder)/\($0)" }
  }

  /// By name. Rows under another header go into a further file of their feed: no cell may change
  /// its column, and no absent column may become an empty one.
  static func files(_ rows: [RejectedRow]) -> [String: String] {
    var files: [String: String] = [:]
    for feed in Feed.allCases {
      var headers: [[String]] = []
      var lines: [[String]: [String]] = [:]
      for row in rows.filter({ $0.feed == feed }).sorted(by: { $0.place < $1.place }) {
        if lines[row.columns] == nil { headers.append(row.columns) }
        lines[row.columns, default: []].append(line(row))
      }
      for (index, header) in headers.enumerated() {
        files[name(feed, index + 1)] =
          record(RejectedRow.placeColumns + header) + (lines[header] ?? []).joined()
      }
    }
    return files
  }

  /// `deploys.csv`, `deploys-2.csv`.
  private static func name(_ feed: Feed, _ number: Int) -> String {
    feed.rawValue + (number == 1 ? "" : "-\(number)") + ".csv"
  }

  private static func line(_ row: RejectedRow) -> String {
    record(
      [row.place.file, String(row.place.line), row.column ?? "", row.reason]
        + row.cells.map(guarded))
  }

  private static func record(_ cells: [String]) -> String {
    cells.map(ExportTable.quoted).joined(separator: ",") + "\r\n"
  }

  private static func isOurs(_ text: String) -> Bool {
    text.hasPrefix(RejectedRow.placeColumns.joined(separator: ",") + ",") || text.isEmpty
  }

  /// An apostrophe keeps a spreadsheet from taking the cell for a formula; loading takes it off
  /// again, hence one more before one that looks the same.
  private static func guarded(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard let first = scalars.first else { return cell }
    let signs = "=+-@\t\r".unicodeScalars
    let isFormula = signs.contains(first) && Double(cell) == nil
    let looksGuarded =
      first == "'" && scalars.dropFirst().first.map { signs.contains($0) || $0 == "'" } == true
    return isFormula || looksGuarded ? "'" + cell : cell
  }
}
