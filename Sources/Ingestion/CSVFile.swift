/// Reads one CSV file from front to back.
enum CSVFile {
  /// Hands over the cells of the header, then the rows block by block; returns the file's SHA-256.
  ///
  /// `rows` gets the records of the given range. Throws `InputProblem`, or what the closures throw.
  static func read(
    path: String, tokenizer: some Tokenizer, encoding: TextEncoding? = nil,
    header: ([String]) throws -> Void,
    rows: (RecordBlock, Range<Int>) throws -> Void
  ) throws -> String {
    let source = try TextSource(path: path, encoding: encoding)
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    var block = RecordBlock()
    var hasHeader = false
    func handOver() throws {
      var first = 0
      if !hasHeader, block.recordCount > 0 {
        try checkHeader(block, path)
        try header(block.texts(of: 0))
        hasHeader = true
        first = 1
      }
      if first < block.recordCount { try rows(block, first..<block.recordCount) }
      block.removeRecords()
    }
    do {
      while case let count = try source.read(into: &buffer), count > 0 {
        do throws(StructureFault) {
          try tokenizer.consume(buffer, count: count, into: &block)
        } catch {
          // What stands before the fault counts first, wherever the text was cut.
          try handOver()
          throw error
        }
        try handOver()
      }
      try tokenizer.finish(into: &block)
      try handOver()
    } catch let fault as StructureFault {
      throw fault.problem(path: path)
    }
    guard hasHeader else { throw InputProblem.empty(path: path) }
    return try source.finish()
  }

  static func checkHeader(_ block: RecordBlock, _ path: String) throws {
    switch block.faults[0] {
    case nil: break
    case .quoteAlone?:
      throw InputProblem.quoteBroken(path: path, line: block.lines[0], brokenOn: block.lines[0])
    case .some: throw InputProblem.recordTooLong(path: path, line: block.lines[0])
    }
    for cell in block.cellRange(of: 0) where !isUTF8(block, cell) {
      throw InputProblem.notUTF8(path: path, looksLike: "Latin-1 or Windows-1252")
    }
  }

  private static func isUTF8(_ block: RecordBlock, _ cell: Int) -> Bool {
    String(validating: block.bytes[block.bytes(ofCell: cell)], as: UTF8.self) != nil
  }
}
