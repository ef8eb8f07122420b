/// Cuts the text of a CSV file into records.
///
/// A file comes as one sequence of pieces, cut anywhere; records come out whole and in order.
/// libcsv is the tokenizer of record; any other must agree with it record by record.
protocol Tokenizer {
  /// Adds the records that end inside the first `count` bytes of `piece`. Throws
  /// `StructureFault`.
  func consume(_ piece: [UInt8], count: Int, into block: inout RecordBlock) throws(StructureFault)

  /// Adds the last record if the file does not end in a line end.
  func finish(into block: inout RecordBlock) throws(StructureFault)
}

/// Why no record can be told apart from here on. Lines are those of the record's first character.
enum StructureFault: Error {
  case nulByte(line: Int)
  case quoteNeverClosed(line: Int)
  case quoteBroken(line: Int, brokenOn: Int)
  case recordTooLong(line: Int)
  case parserFailed(reason: String)

  /// The same with the file's path.
  func problem(path: String) -> InputProblem {
    switch self {
    case .nulByte(let line): .nulByte(path: path, line: line)
    case .quoteNeverClosed(let line): .quoteNeverClosed(path: path, line: line)
    case .quoteBroken(let line, let on): .quoteBroken(path: path, line: line, brokenOn: on)
    case .recordTooLong(let line): .recordTooLong(path: path, line: line)
    case .parserFailed(let reason): .readFailed(path: path, reason: reason)
    }
  }
}
