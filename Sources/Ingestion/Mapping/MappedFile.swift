import Vocabulary

/// Reads a foreign file as if it had the contract's columns.
struct MappedFile {
  let path: String
  let mapping: FeedMapping
  let strictCSV: Bool

  struct Outcome {
    let header: Header
    let rowsRead: Int
    let rowsSkipped: Int
    let sha256: String
    /// What was found in the file and used, as sentences.
    let findings: [String]
  }

  /// Hands over the mapped records block by block. Throws `InputProblem`, or what `take` throws.
  func read(_ take: (Header, RecordBlock, Range<Int>) throws -> Void) throws -> Outcome {
    let (formats, findings, surveyHash) = try findFormats()
    var mapper: RowMapper?
    var rowsRead = 0
    let sha256 = try readSource(
      header: { mapper = RowMapper(try plan($0), formats: formats) },
      rows: { block, records in
        guard let mapped = mapper?.map(block, records), let header = mapper?.header else { return }
        rowsRead += mapped.recordCount
        if mapped.recordCount > 0 { try take(header, mapped, 0..<mapped.recordCount) }
      })
    guard surveyHash == nil || surveyHash == sha256 else {
      throw InputProblem.changedWhileRead(path: path)
    }
    guard let mapper else { throw InputProblem.empty(path: path) }
    return Outcome(
      header: mapper.header, rowsRead: rowsRead, rowsSkipped: mapper.skipped, sha256: sha256,
      findings: findings)
  }

  private func readSource(
    header: ([String]) throws -> Void, rows: (RecordBlock, Range<Int>) throws -> Void
  ) throws -> String {
    switch mapping.layout {
    case .rows(let dialect):
      return try CSVFile.read(
        path: path, tokenizer: LibCSVTokenizer(isStrict: strictCSV, dialect: dialect),
        encoding: mapping.encoding, header: header, rows: rows)
    case .json(let records):
      return try JSONFile(path: path, encoding: mapping.encoding).read(
        records: records, columnsIfEmpty: columnsIfEmpty, header: header, rows: rows)
    }
  }

  /// A list without records has no columns either, and lacks nothing.
  private var columnsIfEmpty: [String] {
    mapping.columns.compactMap(\.from.first) + mapping.skip.filter { !$0.isOptional }.map(\.column)
  }

  private func plan(_ header: [String]) throws -> MappingPlan {
    do throws(MappingProblem) {
      let plan = try MappingPlan(mapping, header: header)
      try plan.checkZones()
      return plan
    } catch {
      throw InputProblem.mapping(path: path, error)
    }
  }

  /// The formats that the mapping leaves open, by the contract's columns, after a check of the
  /// header.
  func openFormats() throws -> [String: DateFormat] { try findFormats(evenIfNone: true).0 }

  /// Reads the file once for the formats that the mapping leaves open; not at all if none is.
  private func findFormats(
    evenIfNone: Bool = false
  ) throws -> ([String: DateFormat], findings: [String], hash: String?) {
    let mayBeOpen = mapping.columns.contains {
      $0.format == nil && ColumnKind.of($0.column, in: mapping.feed) == .time
    }
    guard mayBeOpen || evenIfNone else { return ([:], [], nil) }
    var survey: MappingSurvey?
    let hash = try readSource(
      header: { survey = MappingSurvey(try plan($0)) },
      rows: { survey?.take($0, $1) })
    do throws(MappingProblem) {
      let found = try survey?.settle() ?? []
      return (
        Dictionary(uniqueKeysWithValues: found.map { ($0.column, $0.format) }),
        found.map(\.sentence), hash
      )
    } catch {
      throw InputProblem.mapping(path: path, error)
    }
  }
}
