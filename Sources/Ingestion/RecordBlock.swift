/// Records of a file as one stretch of bytes and the place of each cell in it.
///
/// What a tokenizer makes and a reader of rows consumes: plain integers, so that no cell needs an
/// object. Cells beyond the last whole record belong to one that goes on in the next piece.
struct RecordBlock {
  /// Half-open place of a cell in `bytes`.
  struct Cell {
    var start: Int
    var end: Int
  }

  var bytes: [UInt8] = []
  var cells: [Cell] = []
  /// How many cells there are up to the end of each record, and 0 in front.
  var recordEnds: [Int] = [0]
  /// Line of each record's first character.
  var lines: [Int] = []
  /// Why a record as a whole cannot be used, by its position in the block.
  var faults: [Int: RowFault] = [:]
  /// Why a cell cannot be used although its text may look well, by its position in `cells`; set
  /// by a mapping, which also gives the record the fault `.inCells`.
  var cellFaults: [Int: RowFault] = [:]
  /// The record that the end of the file ended, and no line end; `nil` if it is not in the block.
  var unended: Int?
  /// Cells of which the source says nothing, as if the column were absent.
  var unknownCells: Set<Int> = []

  var recordCount: Int { lines.count }

  /// The cells of `record` as positions in `cells`.
  func cellRange(of record: Int) -> Range<Int> { recordEnds[record]..<recordEnds[record + 1] }

  /// Where the cell at `position` lies in `bytes`.
  func bytes(ofCell position: Int) -> Range<Int> {
    cells[position].start..<cells[position].end
  }

  /// Forgets the whole records and moves the beginning of the next one to the front.
  mutating func removeRecords() {
    let used = recordEnds[recordEnds.count - 1]
    let cut = used < cells.count ? cells[used].start : bytes.count
    bytes.removeSubrange(..<cut)
    cells.removeSubrange(..<used)
    for index in cells.indices {
      cells[index].start -= cut
      cells[index].end -= cut
    }
    let ofTheNext = faults[recordCount]
    recordEnds.removeSubrange(1...)
    lines.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    faults[0] = ofTheNext
    cellFaults.removeAll()
    unknownCells.removeAll()
    unended = nil
  }

  /// Adds a copy of a whole record of `other`.
  mutating func append(_ record: Int, of other: RecordBlock) {
    for cell in other.cellRange(of: record) {
      let start = bytes.count
      bytes.append(contentsOf: other.bytes[other.bytes(ofCell: cell)])
      cells.append(Cell(start: start, end: bytes.count))
    }
    recordEnds.append(cells.count)
    lines.append(other.lines[record])
  }
}

extension RecordBlock {
  /// What is wrong with a record that should have so many cells; `nil` if it has.
  func fault(of record: Int, cellsExpected expected: Int) -> RowFault? {
    if let fault = faults[record] { return fault }
    let found = cellRange(of: record).count
    guard found != expected else { return nil }
    return found < expected && record == unended
      ? .cutOff(found: found, expected: expected) : .cellCount(found: found, expected: expected)
  }

  /// The cells of `record` as text.
  func texts(of record: Int) -> [String] { cellRange(of: record).map { text(ofCell: $0) } }

  /// The cell at `position` as text, cut where it is longer than is kept; bytes that are not
  /// UTF-8 become U+FFFD.
  func text(ofCell position: Int) -> String {
    let kept = bytes[bytes(ofCell: position)].prefix(IngestionPolicy.keptCellBytes)
    return String(decoding: kept, as: UTF8.self)
  }
}
