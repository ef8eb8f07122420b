import CLibCSV
import Glibc

/// libcsv as a tokenizer, strict about quotes.
///
/// A quote that stands alone in an unquoted cell spoils its own line only, unless `isStrict`; one
/// that leaves open where rows begin spoils the file.
final class LibCSVTokenizer: Tokenizer {
  /// What the callbacks write to, at a fixed address.
  fileprivate struct State {
    var block = RecordBlock()
    /// Cells on their way into the block.
    var cells = WaitingCells()
    /// Line of the next record's first character.
    var line = 1
    /// Line ends inside the quoted cells of the record so far.
    var breaks = 0
    /// Whether cells of this piece can hold line ends at all.
    var countsBreaks = false
    /// The character before was a carriage return that ended a line.
    var afterReturn = false
  }

  private let parser: UnsafeMutablePointer<csv_parser>
  private let state: UnsafeMutablePointer<State>
  private let isStrict: Bool
  private let dialect: CSVDialect
  /// The rest of a spoilt line is being passed over.
  private var isSkipping = false

  init(isStrict: Bool, dialect: CSVDialect = .commas) {
    self.isStrict = isStrict
    self.dialect = dialect
    parser = .allocate(capacity: 1)
    state = .allocate(capacity: 1)
    state.initialize(to: State())
    start()
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
    state.pointee.cells.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  private func start() {
    csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
    csv_set_blk_size(parser, 4096)
    csv_set_delim(parser, dialect.delimiter)
    // No file holds a NUL byte (it is refused), so as a quote it is never met.
    if !dialect.hasQuotes { csv_set_quote(parser, 0) }
  }

  func consume(_ piece: [UInt8], count: Int, into block: inout RecordBlock) throws(StructureFault) {
    // `withUnsafeBytes` does not pass on the type of an error.
    let result = piece.withUnsafeBytes { bytes in
      Result { () throws(StructureFault) in
        try consume(UnsafeRawBufferPointer(rebasing: bytes[..<count]), into: &block)
      }
    }
    try result.get()
  }

  func consume(
    _ piece: UnsafeRawBufferPointer, into block: inout RecordBlock
  ) throws(StructureFault) {
    swap(&state.pointee.block, &block)
    defer { swap(&state.pointee.block, &block) }
    let nul = offset(of: 0, in: piece)
    let quote = offset(of: UInt8(ascii: "\""), in: piece)
    state.pointee.countsBreaks = quote != nil || parser.pointee.quoted != 0
    state.pointee.cells.reserve(bytes: parser.pointee.entry_pos + piece.count)
    try parse(piece, upTo: nul ?? piece.count)
    if nul != nil { throw .nulByte(line: currentLine) }
    try checkLength()
  }

  /// Whether the next byte begins a record, so that another may read on from here, whole lines at
  /// a time. To be asked between two pieces, with all records taken out of the block.
  func isBetweenRecords(_ block: borrowing RecordBlock) -> Bool {
    // 0 is libcsv's ROW_NOT_BEGUN, which csv.h keeps to itself.
    parser.pointee.pstate == 0 && parser.pointee.entry_pos == 0 && !isSkipping
      && block.cells.isEmpty
  }

  /// Counts lines that another has read.
  func pass(lines: Int) {
    state.pointee.line += lines
    state.pointee.afterReturn = false
  }

  func finish(into block: inout RecordBlock) throws(StructureFault) {
    swap(&state.pointee.block, &block)
    defer { swap(&state.pointee.block, &block) }
    state.pointee.cells.reserve(bytes: parser.pointee.entry_pos)
    defer { state.pointee.moveCells() }
    if isSkipping {
      endSkipping(terminator: nil)
    } else if csv_fini(parser, takeCell, takeRecordEnd, state) != 0 {
      throw .quoteNeverClosed(line: state.pointee.line)
    }
  }

  private func parse(
    _ piece: UnsafeRawBufferPointer, upTo end: Int
  ) throws(StructureFault) {
    var position = 0
    while position < end {
      if isSkipping {
        position = skip(piece, position, end)
        continue
      }
      let used = csv_parse(
        parser, piece.baseAddress.map { $0 + position }, end - position, takeCell, takeRecordEnd,
        state)
      state.pointee.moveCells()
      position += used
      guard position < end else { return }
      guard csv_error(parser) == CSV_EPARSE else {
        throw .parserFailed(reason: String(cString: csv_strerror(csv_error(parser))))
      }
      let (line, brokenOn) = (state.pointee.line, currentLine)
      if isStrict || line != brokenOn { throw .quoteBroken(line: line, brokenOn: brokenOn) }
      setAside(.quoteAlone)
    }
  }

  /// The line that has been reached, inside the record that began on `state.line`.
  private var currentLine: Int {
    let partial = UnsafeRawBufferPointer(
      start: parser.pointee.entry_buf, count: parser.pointee.entry_pos)
    let open = parser.pointee.quoted == 0 ? 0 : lineBreaks(in: partial)
    return state.pointee.line + state.pointee.breaks + open
  }

  /// Refuses or sets aside a record that goes on and on.
  private func checkLength() throws(StructureFault) {
    guard !isSkipping else { return }
    let block = state.pointee.block
    let first = block.recordEnds[block.recordCount]
    let whole = first < block.cells.count ? block.bytes.count - block.cells[first].start : 0
    guard whole + parser.pointee.entry_pos > IngestionPolicy.recordBytes else { return }
    if parser.pointee.quoted != 0 { throw .recordTooLong(line: state.pointee.line) }
    setAside(.recordTooLong)
  }

  /// Keeps what the parser holds of the record as its last cell and passes over the line's rest.
  private func setAside(_ fault: RowFault) {
    let kept = min(parser.pointee.entry_pos, IngestionPolicy.keptCellBytes)
    state.pointee.cells.reserve(bytes: kept)
    takeCell(parser.pointee.entry_buf, kept, state)
    state.pointee.moveCells()
    state.pointee.block.faults[state.pointee.block.recordCount] = fault
    csv_free(parser)
    start()
    isSkipping = true
  }

  /// Passes over `piece` up to the line end, keeping a little of it; returns where to go on.
  private func skip(_ piece: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    let lineEnd = piece[start..<end].firstIndex { $0 == 10 || $0 == 13 }
    let last = state.pointee.block.cells.count - 1
    let held = state.pointee.block.bytes(ofCell: last).count
    let room = max(0, IngestionPolicy.keptCellBytes - held)
    let rest = piece[start..<(lineEnd ?? end)].prefix(room)
    state.pointee.block.bytes.append(contentsOf: rest)
    state.pointee.block.cells[last].end += rest.count
    guard let lineEnd else { return end }
    endSkipping(terminator: piece[lineEnd])
    return lineEnd + 1
  }

  private func endSkipping(terminator: UInt8?) {
    isSkipping = false
    takeRecordEnd(terminator.map { Int32($0) } ?? -1, state)
  }
}

extension LibCSVTokenizer.State {
  /// Puts the cells that wait into the block.
  fileprivate mutating func moveCells() { cells.move(into: &block) }
}

/// Receives each cell from libcsv.
private func takeCell(
  _ text: UnsafeMutableRawPointer?, _ length: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let context else { return }
  let state = context.assumingMemoryBound(to: LibCSVTokenizer.State.self)
  let cell = UnsafeRawBufferPointer(start: text, count: length)
  state.pointee.cells.append(cell)
  if state.pointee.countsBreaks { state.pointee.breaks += lineBreaks(in: cell) }
}

/// Receives each line end outside quotes from libcsv, and −1 at the end of the file.
private func takeRecordEnd(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  let state = context.assumingMemoryBound(to: LibCSVTokenizer.State.self)
  let cells = state.pointee.block.cells.count + state.pointee.cells.count
  let isBlank = cells == state.pointee.block.recordEnds[state.pointee.block.recordCount]
  let endsPair = isBlank && terminator == CSV_LF && state.pointee.afterReturn
  if !isBlank {
    if terminator < 0 { state.pointee.block.unended = state.pointee.block.recordCount }
    state.pointee.block.recordEnds.append(cells)
    state.pointee.block.lines.append(state.pointee.line)
    state.pointee.line += state.pointee.breaks
    state.pointee.breaks = 0
  }
  if !endsPair { state.pointee.line += 1 }
  state.pointee.afterReturn = terminator == CSV_CR
}

/// Line ends in `text`, a carriage return with a line feed being one.
private func lineBreaks(in text: UnsafeRawBufferPointer) -> Int {
  var count = 0
  var afterReturn = false
  for byte in text {
    if byte == 13 || (byte == 10 && !afterReturn) { count += 1 }
    afterReturn = byte == 13
  }
  return count
}

private func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
  guard let start = bytes.baseAddress, let hit = memchr(start, Int32(byte), bytes.count) else {
    return nil
  }
  return UnsafeRawPointer(hit) - start
}
