import Vocabulary

/// The cells of one row by column, turned into values; what cannot be is noted, not thrown, so
/// that all faults of a row are found in one go.
struct RowCells {
  private let header: Header
  private let block: RecordBlock
  private let record: Int
  private let zone: TimeZoneRule?
  private let file: String
  /// In the order in which they were met.
  private var faults: [(column: String?, value: String?, fault: RowFault)] = []

  init(header: Header, block: RecordBlock, record: Int, zone: TimeZoneRule?, file: String) {
    self.header = header
    self.block = block
    self.record = record
    self.zone = zone
    self.file = file
    if let fault = block.fault(of: record, cellsExpected: header.count), fault != .inCells {
      faults.append((nil, nil, fault))
    }
  }

  var place: SourcePlace { SourcePlace(file: file, line: block.lines[record]) }

  /// True if the row has as many cells as the header, so that columns can be told apart.
  var isWhole: Bool { faults.allSatisfy { $0.column != nil } }

  func hasColumn(_ column: String) -> Bool { header.position(of: column) != nil }

  /// `nil` if nothing was noted; else the row set aside, with the first fault in front.
  func rejection(_ feed: Feed) -> RejectedRow? {
    guard let first = faults.first else { return nil }
    let further = faults.dropFirst().map { fault in
      let value = fault.value.map { " value \"\($0.onOneLine())\"" } ?? ""
      return "; also column \"\(fault.column ?? "")\"\(value): \(fault.fault.text)"
    }
    return RejectedRow(
      feed: feed, place: place, column: first.column, value: first.value,
      reason: first.fault.text + further.joined(),
      cells: header.originalCells(of: record, in: block))
  }

  mutating func note(_ fault: RowFault, column: String) {
    let (name, value) = header.source(of: column, record, in: block)
    let shown = fault == .emptyCell ? nil : value
    faults.append((name, shown, fault))
  }

  /// What `parse` makes of the cell without the blanks around it; `.none` also where it fails,
  /// which is noted.
  mutating func recorded<Value>(
    _ column: String, _ parse: (Span<UInt8>) throws(RowFault) -> Value
  ) -> Recorded<Value> {
    guard let position = header.position(of: column) else { return .unknown }
    let cell = block.cellRange(of: record).lowerBound + position
    if block.unknownCells.contains(cell) { return .unknown }
    if let fault = block.cellFaults[cell] {
      note(fault, column: column)
      return .none
    }
    let trimmed = CellBytes.trimmed(block.bytes.span, block.bytes(ofCell: cell))
    guard !trimmed.isEmpty else { return .none }
    do {
      return .value(try parse(block.bytes.span.extracting(trimmed)))
    } catch {
      note(error, column: column)
      return .none
    }
  }

  /// As `recorded`; an empty cell is noted too.
  mutating func required<Value>(
    _ column: String, _ parse: (Span<UInt8>) throws(RowFault) -> Value
  ) -> Value? {
    let before = faults.count
    let value = recorded(column, parse).valueIfAny
    if value == nil, faults.count == before { note(.emptyCell, column: column) }
    return value
  }
}

extension RowCells {
  mutating func text(_ column: String) -> Recorded<String> { recorded(column, CellBytes.text) }

  mutating func time(_ column: String) -> Recorded<Timestamp> { recorded(column, timeParser) }

  mutating func id(_ column: String) -> Recorded<String> { recorded(column, CellBytes.id) }

  mutating func requiredID(_ column: String) -> String? { required(column, CellBytes.id) }

  mutating func requiredText(_ column: String) -> String? { required(column, CellBytes.text) }

  mutating func requiredTime(_ column: String) -> Timestamp? { required(column, timeParser) }

  mutating func whole(_ column: String) -> Recorded<Int> {
    recorded(column, NumberText.whole).map { Int($0) }
  }

  /// The parts between semicolons without blanks around them, empty ones left out.
  mutating func list(_ column: String) -> Recorded<[String]> {
    text(column).map { text in
      text.split(separator: ";").map { String($0).trimmed() }.filter { !$0.isEmpty }
    }
  }

  /// One of the words of a state, case apart.
  mutating func word<State: RawRepresentable & CaseIterable>(
    _ column: String, _: State.Type
  ) -> Recorded<State> where State.RawValue == String {
    recorded(column) { (cell) throws(RowFault) in
      let text = try CellBytes.text(cell).lowercased()
      guard let state = State(rawValue: text) else {
        throw .unknownWord(allowed: State.allCases.map(\.rawValue))
      }
      return state
    }
  }

  mutating func boolean(_ column: String) -> Recorded<Bool> {
    recorded(column) { (cell) throws(RowFault) in
      guard let value = CellBytes.boolean(try CellBytes.text(cell)) else { throw .notBoolean }
      return value
    }
  }

  /// Notes a time that comes before the start it belongs to.
  mutating func check(
    _ column: String, _ time: Timestamp?, notBefore start: Timestamp?, of other: String
  ) {
    guard let time, let start, time < start else { return }
    note(
      .before(column: header.source(of: other, record, in: block).name, value: start.description),
      column: column)
  }

  private var timeParser: (Span<UInt8>) throws(RowFault) -> Timestamp {
    let zone = zone
    return { (cell) throws(RowFault) in
      Timestamp(secondsSinceEpoch: try TimeText.parse(cell, zone: zone))
    }
  }
}
