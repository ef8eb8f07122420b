import Vocabulary

/// A file of rows that had been set aside, given back after mending: in front of the cells of each
/// stands where it was first read, and why it was not used.
///
/// The rows are read as those of any file of the feed, and then take their first places, so that
/// whoever asks for the source of a value is led to the export it came from.
struct MendedFile {
  let file: InputFile
  /// As it was read before the rows were taken out.
  private let sha256: String
  /// The place of each row of `text` by its line there; those whose place cannot be read are left
  /// out.
  private let origins: [Int: SourcePlace]
  private let standing: [RejectedRow]
  /// The rows alone, as a CSV file.
  private let text: UnlinkedFile

  /// `nil` if the file is no such file.
  init?(_ file: InputFile, strictCSV: Bool) throws {
    guard MendedFile.begins(file.path) else { return nil }
    var writer = MendedRows(feed: file.feed, name: MendedFile.name(file))
    sha256 = try CSVFile.read(
      path: file.path, tokenizer: LibCSVTokenizer(isStrict: strictCSV),
      header: { writer.header($0) },
      rows: { block, records in for record in records { writer.take(record, of: block) } })
    self.file = file
    origins = writer.origins
    standing = writer.standing
    text = try UnlinkedFile(writer.bytes, for: file.path)
  }

  /// Reads the rows by `read`, which gets them as a file of their own.
  func read(_ read: (InputFile) throws -> FileReading) throws -> FileReading {
    do {
      let rows = InputFile(path: text.path, name: MendedFile.name(file), feed: file.feed)
      return placed(try read(rows))
    } catch InputProblem.columnsMissing(_, let missing, let found) {
      throw InputProblem.columnsMissing(path: file.path, missing: missing, found: found)
    } catch InputProblem.mapping(_, let problem) {
      throw InputProblem.mapping(path: file.path, problem)
    } catch InputProblem.columnTwice(_, let column) {
      throw InputProblem.columnTwice(path: file.path, column: column)
    }
  }

  private func placed(_ reading: FileReading) -> FileReading {
    var placed = reading
    placed.sha256 = sha256
    placed.rowsRead += standing.count
    placed.rejected = (standing + reading.rejected.map { $0.at(origin($0.place)) })
      .sorted { $0.place < $1.place }
    placed.origins = Set(origins.values).union(standing.map(\.place)).sorted()
    switch reading.records {
    case .deploys(let records):
      placed.records = .deploys(records.map { $0.at(origin($0.deployment.place)) })
    case .incidents(let records):
      placed.records = .incidents(records.map { $0.at(origin($0.place)) })
    case .changeRecords(let records):
      placed.records = .changeRecords(records.map { $0.at(origin($0.place)) })
    case .services(let records):
      placed.records = .services(records.map { $0.at($0.place.map(origin)) })
    case .calendar, .samples: break
    }
    return placed
  }

  private func origin(_ place: SourcePlace) -> SourcePlace { origins[place.line] ?? place }

  /// `rejects/deploys.csv`.
  private static func name(_ file: InputFile) -> String { "\(RejectedRow.folder)/\(file.name)" }

  /// Read to tell whether it is such a file: the columns of a place, compressed or not, fit well.
  private static let glanceBytes = 4096

  /// Whether the first line begins with the columns of a place, compressed or not, in quotes or not,
  /// behind a byte-order mark or not.
  static func begins(_ path: String) -> Bool {
    var bytes = [UInt8](repeating: 0, count: glanceBytes)
    guard let source = try? TextSource(path: path, firstBytes: glanceBytes),
      let count = try? source.read(into: &bytes)
    else { return false }
    let text = String(decoding: bytes[..<min(64, count)], as: UTF8.self)
    let start = text.unicodeScalars.filter { $0 != "\"" }
    return String(String.UnicodeScalarView(start)).lowercased()
      .hasPrefix(RejectedRow.placeColumns.joined(separator: ",") + ",")
  }
}

extension RejectedRow {
  fileprivate func at(_ place: SourcePlace) -> RejectedRow {
    RejectedRow(
      feed: feed, place: place, column: column, value: value, reason: reason, cells: cells,
      columns: columns)
  }
}

extension FileForm {
  /// The form for rows of such files that this tool wrote: the same columns, as CSV.
  var asWritten: FileForm {
    guard case .mapped(var mapping) = self else { return self }
    mapping.layout = .rows(.commas)
    mapping.encoding = .utf8
    return .mapped(mapping)
  }
}
