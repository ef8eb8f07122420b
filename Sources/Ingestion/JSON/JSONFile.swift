/// Reads JSON, or a JSON value a line, as records of cells.
struct JSONFile {
  let path: String
  let encoding: TextEncoding

  /// Hands over the names of all records as the header, then the records; returns the SHA-256.
  ///
  /// `records` says where they lie: `data[]`, `items[].status.history[]`; the first that is there
  /// counts. What the objects around a record say is found under `parent.`. A name that a record
  /// lacks is an unknown cell.
  func read(
    records: [String], columnsIfEmpty: [String], header: ([String]) throws -> Void,
    rows: (RecordBlock, Range<Int>) throws -> Void
  ) throws -> String {
    let (bytes, sha256) = try content()
    let values = try values(bytes)
    let found = try find(values, at: records)
    let names = JSONFile.names(of: found)
    let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    try header(found.isEmpty ? columnsIfEmpty : names)
    let block = JSONFile.block(found, positions)
    if block.recordCount > 0 { try rows(block, 0..<block.recordCount) }
    return sha256
  }

  private func find(_ values: [JSONValue], at places: [String]) throws -> [JSONRecords.Record] {
    do throws(JSONRecords.TooManyCells) {
      if let found = try JSONRecords.find(values, at: places) { return found }
    } catch {
      throw InputProblem.mapping(path: path, .tooManyCells(limit: IngestionPolicy.jsonCells))
    }
    throw InputProblem.mapping(path: path, .noRecords(wanted: places))
  }

  /// The values of the file, one after the other. Throws `InputProblem`.
  func values() throws -> [JSONValue] { try values(content().0) }

  /// All names that any record has, in the order in which they are met.
  static func names(of records: [JSONRecords.Record]) -> [String] {
    var known: Set<String> = []
    return records.flatMap { record in record.cells.map(\.name).filter { known.insert($0).inserted }
    }
  }

  private func content() throws -> ([UInt8], sha256: String) {
    let source = try TextSource(path: path, encoding: encoding)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    while case let count = try source.read(into: &buffer), count > 0 {
      bytes += buffer[..<count]
      guard bytes.count <= IngestionPolicy.jsonBytes else {
        throw InputProblem.mapping(path: path, .tooLarge(limit: IngestionPolicy.jsonBytes))
      }
    }
    guard !bytes.isEmpty else { throw InputProblem.empty(path: path) }
    return (bytes, try source.finish())
  }

  private func values(_ bytes: [UInt8]) throws -> [JSONValue] {
    var parser = JSONParser(bytes)
    var values: [JSONValue] = []
    do throws(JSONParser.Broken) {
      while let value = try parser.next() { values.append(value) }
    } catch {
      throw InputProblem.mapping(path: path, .brokenJSON(line: error.line, reason: error.reason))
    }
    return values
  }

  private static func block(_ records: [JSONRecords.Record], _ positions: [String: Int])
    -> RecordBlock
  {
    var block = RecordBlock()
    for record in records {
      var cells = [String?](repeating: nil, count: positions.count)
      for cell in record.cells {
        if let position = positions[cell.name] { cells[position] = cell.cell }
      }
      for cell in cells {
        if cell == nil { block.unknownCells.insert(block.cells.count) }
        block.appendCell(Array((cell ?? "").utf8)[...])
      }
      block.recordEnds.append(block.cells.count)
      block.lines.append(record.line)
    }
    return block
  }
}
