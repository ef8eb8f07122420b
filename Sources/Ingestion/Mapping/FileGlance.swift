/// A first look at a foreign file: how it is written, its headings and its first rows.
public struct FileGlance {
  public let path: String
  public let encoding: TextEncoding
  /// `nil` if it is JSON.
  public let dialect: CSVDialect?
  /// The headings of rows; of JSON ask `look(records:)`.
  private let rowsLook: Look?
  private let values: [JSONValue]

  /// What a file shows of itself.
  public struct Look: Sendable {
    /// As a mapping names them.
    public let headings: [String]
    /// The first rows, each as wide as the headings.
    public let rows: [[String]]
  }

  /// Looks at the file at `path`. Throws `InputProblem`.
  public init(path: String, isJSON: Bool) throws {
    self.path = path
    encoding = try FileGlance.encoding(of: path)
    if isJSON {
      dialect = nil
      rowsLook = nil
      values = try JSONFile(path: path, encoding: encoding).values()
    } else {
      let quoted = try FileGlance.dialect(of: path, encoding)
      let bare = CSVDialect(delimiter: quoted.delimiter, hasQuotes: false)
      values = []
      do {
        rowsLook = try FileGlance.rows(of: path, encoding, quoted)
        dialect = quoted
      } catch InputProblem.quoteNeverClosed, InputProblem.quoteBroken {
        rowsLook = try FileGlance.rows(of: path, encoding, bare)
        dialect = bare
      }
    }
  }

  /// The headings and rows; of JSON those of the records at the first of the places that is
  /// there, and `nil` if none is or they cannot be held.
  public func look(records: [String]) -> Look? {
    if let rowsLook { return rowsLook }
    guard let found = try? JSONRecords.find(values, at: records) else { return nil }
    let headings = JSONFile.names(of: found)
    let rows = found.prefix(IngestionPolicy.glanceRows).map { record in
      let cells = Dictionary(
        record.cells.map { ($0.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
      return headings.map { cells[$0] ?? "" }
    }
    return Look(headings: headings, rows: rows)
  }

  /// What its mark says, or else UTF-8 if it is that throughout the part looked at.
  private static func encoding(of path: String) throws -> TextEncoding {
    let source = try TextSource(path: path, encoding: .utf8)
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    var text: [UInt8] = []
    while text.count < IngestionPolicy.glanceBytes, case let count = try source.read(into: &buffer),
      count > 0
    {
      text += buffer[..<count]
    }
    if source.isUTF16 { return .utf16 }
    // The part may end inside a character; three bytes more or less do not make another encoding.
    let isUTF8 = (0...3).contains { String(validating: text.dropLast($0), as: UTF8.self) != nil }
    return isUTF8 ? .utf8 : .windows1252
  }

  /// The delimiter that is there most often in the first line, outside quotes.
  private static func dialect(of path: String, _ encoding: TextEncoding) throws -> CSVDialect {
    let source = try TextSource(path: path, encoding: encoding)
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    let count = try source.read(into: &buffer)
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in buffer[..<count] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 10 || byte == 13 { break }
      counts[byte, default: 0] += 1
    }
    let known = [",", ";", "\t", "|"].map { Array($0.utf8)[0] }
    let best = known.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
    return CSVDialect(delimiter: best ?? UInt8(ascii: ","))
  }

  private struct Enough: Error {}

  private static func rows(
    of path: String, _ encoding: TextEncoding, _ dialect: CSVDialect
  ) throws -> Look {
    var headings: [String] = []
    var rows: [[String]] = []
    do {
      _ = try CSVFile.read(
        path: path, tokenizer: LibCSVTokenizer(isStrict: false, dialect: dialect),
        encoding: encoding, header: { headings = SourceHeader($0).names },
        rows: { block, records in
          for record in records where block.cellRange(of: record).count == headings.count {
            rows.append(block.texts(of: record))
            if rows.count == IngestionPolicy.glanceRows { throw Enough() }
          }
        })
    } catch is Enough {}
    return Look(headings: headings, rows: rows)
  }
}

extension FileGlance.Look {
  /// The position of a heading as a mapping would find it; `nil` if it is not there, or not once.
  public func position(of heading: String) -> Int? {
    guard case .columns(let found) = SourceHeader(headings).find(heading) else { return nil }
    return found.first
  }

  /// Whether a mapping would find the heading.
  public func has(_ heading: String) -> Bool { position(of: heading) != nil }

  /// The values of a column in the first rows, without empty ones.
  public func values(at position: Int) -> [String] {
    rows.map { $0[position].trimmed() }.filter { !$0.isEmpty }
  }

  /// Whether all of these are times in some known way of writing.
  public static func areTimes(_ values: [String]) -> Bool {
    var survey = DateSurvey()
    for value in values { survey.take(Array(value.utf8).span, line: 0) }
    switch survey.outcome {
    case .one, .several: return true
    case .empty, .none: return false
    }
  }
}

extension FeedReader {
  /// The date formats that a mapping leaves open, found in the file, by the contract's columns.
  /// Throws `InputProblem`.
  public static func formats(of file: InputFile, as mapping: FeedMapping) throws -> [String: String]
  {
    try MappedFile(path: file.path, mapping: mapping, strictCSV: false).openFormats()
      .mapValues(\.name)
  }
}
