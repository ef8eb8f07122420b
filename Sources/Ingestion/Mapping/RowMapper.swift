import Vocabulary

/// Turns the records of a foreign file into records with the contract's columns in front of the
/// file's own.
struct RowMapper {
  private let rules: [CellRule]
  private let skips: [(position: Int, condition: SkipTest)]
  private var times: [Int: TimeCells]
  private let columnCount: Int
  let header: Header

  private(set) var skipped = 0

  /// `formats` has those that were found for the columns whose mapping names none.
  init(_ plan: MappingPlan, formats: [String: DateFormat]) {
    rules = plan.rules
    skips = plan.skips
    columnCount = plan.source.names.count
    times = [:]
    for (index, rule) in plan.rules.enumerated() where rule.kind == .time {
      let format = rule.mapping.format ?? formats[rule.mapping.column]
      times[index] = format.map {
        TimeCells($0, zone: rule.mapping.zone ?? plan.mapping.zone, plan.mapping.repeatedHour)
      }
    }
    header = Header(
      mapped: plan.rules.map { ($0.mapping.column, $0.positions) }, original: plan.source.names)
  }

  mutating func map(_ block: RecordBlock, _ records: Range<Int>) -> RecordBlock {
    var mapped = RecordBlock()
    for record in records {
      if let fault = block.fault(of: record, cellsExpected: columnCount) {
        mapped.faults[mapped.recordCount] = fault
        for _ in rules { mapped.appendCell([]) }
      } else if skips.contains(where: { $0.condition.meets(block, record, $0.position) }) {
        skipped += 1
        continue
      } else {
        map(block, record, into: &mapped)
      }
      mapped.append(record, of: block)
    }
    return mapped
  }

  private mutating func map(_ block: RecordBlock, _ record: Int, into mapped: inout RecordBlock) {
    for (index, rule) in rules.enumerated() {
      let cell = mapped.cells.count
      var made = rule.make(block, record)
      if rule.kind == .time { made = times[index]?.read(made, block) ?? made }
      switch made {
      case .bytes(let range): mapped.appendCell(block.bytes[range])
      case .text(let text): mapped.appendCell(Array(text.utf8)[...])
      case .written(let text): mapped.appendCell(text[...])
      case .unknown:
        mapped.appendCell([])
        mapped.unknownCells.insert(cell)
      case .fault(let fault):
        mapped.appendCell([])
        mapped.cellFaults[cell] = fault
        mapped.faults[mapped.recordCount] = .inCells
      }
    }
  }
}

/// The times of one column, written anew with an offset.
struct TimeCells {
  private let format: DateFormat
  private var clock: LocalClock?
  private var last: (text: [UInt8], made: CellRule.Made)?

  init(_ format: DateFormat, zone: LocalZone?, _ repeatedHour: RepeatedHour) {
    self.format = format
    clock = zone.map { LocalClock(zone: $0, repeatedHour: repeatedHour) }
  }

  mutating func read(_ made: CellRule.Made, _ block: RecordBlock) -> CellRule.Made {
    let text: ArraySlice<UInt8>
    switch made {
    case .bytes(let range): text = block.bytes[range]
    case .text(let string): text = Array(string.utf8)[...]
    case .written, .unknown, .fault: return made
    }
    guard !text.isEmpty else { return made }
    // The same text may mean another moment only where an hour is repeated, and there it is
    // the text before that tells, not the text itself.
    if let last, last.text.elementsEqual(text) { return last.made }
    let bytes = Array(text)
    let result = moment(bytes)
    last = (bytes, result)
    return result
  }

  private mutating func moment(_ text: [UInt8]) -> CellRule.Made {
    switch format.read(text.span) {
    case nil: return .fault(.notInFormat(format.name))
    case .moment(let seconds):
      return .written(Array(Timestamp(secondsSinceEpoch: seconds).description.utf8))
    case .local(let local):
      do throws(RowFault) {
        guard let seconds = try clock?.moment(of: local) else { return .fault(.needsZone) }
        return .written(Array(Timestamp(secondsSinceEpoch: seconds).description.utf8))
      } catch {
        return .fault(error)
      }
    }
  }
}

extension RecordBlock {
  /// Adds a cell to the record that is not whole yet.
  mutating func appendCell(_ text: ArraySlice<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    cells.append(Cell(start: start, end: bytes.count))
  }
}
