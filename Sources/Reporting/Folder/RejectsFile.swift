public import Vocabulary

/// The rows set aside as a CSV file: where each stood, what was wrong with it, and the row itself.
public enum RejectsFile {
  public static let name = "rejected_rows.csv"

  /// Writes the file into `folder`, which is made if need be, in place of the one before; with the
  /// header alone if there are no rows, so that an old list is not taken for a new one.
  public static func write(_ rows: [RejectedRow], to folder: String) throws(ReportFolderError) {
    try makeFolders(folder)
    let path = "\(folder)/\(name)"
    try writeFile(table(rows).csv, to: path + ".part")
    try moveFile(path + ".part", to: path)
  }

  static func table(_ rows: [RejectedRow]) -> ExportTable {
    ExportTable(
      columns: ["file", "line", "column", "value", "reason", "row"],
      rows: rows.sorted { $0.place < $1.place }.map { row in
        [
          .text(row.place.file), .integer(row.place.line), row.column.map { .text($0) } ?? .unknown,
          row.value.map { .text($0) } ?? .unknown, .text(row.reason),
          .text(row.cells.map(ExportTable.field).joined(separator: ",")),
        ]
      })
  }
}
