import Vocabulary

/// Takes the text of a file of order metrics piece by piece, plain rows through `PlainLane` and
/// all others through libcsv.
struct MetricLanes: ~Copyable {
  private let file: InputFile
  private let zone: TimeZoneRule?
  private let usesPlainLane: Bool

  private let tokenizer: LibCSVTokenizer
  private var block = RecordBlock()
  private var rows: MetricRows?
  /// `nil` before the header was read, and where libcsv is to read all of the file.
  private var plain: PlainLane?
  /// Whole lines too near to the end of the last piece, and the beginning of the next line.
  private var carry: [UInt8] = []
  /// Lines that libcsv is given at once: more and more while plain rows do not come back.
  private var stretch = 1

  private(set) var header: Header?
  private(set) var rowsRead = 0
  var rejected: [RejectedRow] { rows?.rejected ?? [] }

  private static let longestStretch = 4096
  /// Plain rows in one go after which libcsv is given single lines again.
  private static let plainAgain = 64
  /// The beginning of a line that is longer is left to libcsv.
  private static let longestCarry = 64 * 1024

  /// With `strictCSV` libcsv reads all of the file, and refuses a single stray quote.
  init(_ file: InputFile, zone: TimeZoneRule?, strictCSV: Bool) {
    self.init(file, zone: zone, isStrict: strictCSV, usesPlainLane: !strictCSV)
  }

  init(_ file: InputFile, zone: TimeZoneRule?, isStrict: Bool, usesPlainLane: Bool) {
    self.file = file
    self.zone = zone
    self.usesPlainLane = usesPlainLane
    tokenizer = LibCSVTokenizer(isStrict: isStrict)
  }

  /// Takes the next piece of text, cut anywhere. Throws `StructureFault`, `InputProblem`, or what
  /// the collector throws.
  mutating func take(
    _ piece: UnsafeRawBufferPointer, _ collector: inout SampleCollector
  ) throws {
    guard usesPlainLane else { return try takeByLibCSV(piece, &collector) }
    var start = 0
    if !carry.isEmpty {
      guard let end = piece.firstIndex(of: 0x0a) else { return try extend(piece, &collector) }
      start = end + 1
      carry.append(contentsOf: piece[..<start])
      try takeCarry(&collector)
    }
    let safe = max(start, piece.count - PlainBytes.margin)
    let end = piece[start..<safe].lastIndex(of: 0x0a).map { $0 + 1 } ?? start
    try takeLines(UnsafeRawBufferPointer(rebasing: piece[start..<end]), &collector)
    try extend(UnsafeRawBufferPointer(rebasing: piece[end...]), &collector)
  }

  /// Takes what is left at the end of the file.
  mutating func finish(_ collector: inout SampleCollector) throws {
    let end = carry.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let rest = Array(carry[end...])
    carry.removeSubrange(end...)
    if !carry.isEmpty { try takeCarry(&collector) }
    try rest.withUnsafeBytes { try takeByLibCSV($0, &collector) }
    try tokenizer.finish(into: &block)
    try takeRecords(&collector)
    guard header != nil else { throw InputProblem.empty(path: file.path) }
  }

  /// Keeps the end of a piece for the next one, unless libcsv is inside a record.
  private mutating func extend(
    _ rest: UnsafeRawBufferPointer, _ collector: inout SampleCollector
  ) throws {
    guard tokenizer.isBetweenRecords(block), carry.count + rest.count <= MetricLanes.longestCarry
    else {
      try flushCarry(&collector)
      return try takeByLibCSV(rest, &collector)
    }
    carry.append(contentsOf: rest)
  }

  private mutating func flushCarry(_ collector: inout SampleCollector) throws {
    let held = carry
    carry.removeAll(keepingCapacity: true)
    try held.withUnsafeBytes { try takeByLibCSV($0, &collector) }
  }

  private mutating func takeCarry(_ collector: inout SampleCollector) throws {
    var lines = carry
    carry.removeAll(keepingCapacity: true)
    let count = lines.count
    lines.append(contentsOf: repeatElement(0, count: PlainBytes.margin))
    try lines.withUnsafeBytes {
      try takeLines(UnsafeRawBufferPointer(rebasing: $0[..<count]), &collector)
    }
  }

  /// Takes whole lines with `PlainBytes.margin` more bytes to read behind them.
  private mutating func takeLines(
    _ lines: UnsafeRawBufferPointer, _ collector: inout SampleCollector
  ) throws {
    guard var place = lines.baseAddress.map({ UnsafeRawPointer($0) }), !lines.isEmpty else {
      return
    }
    let end = place + lines.count
    while place < end {
      if plain != nil, tokenizer.isBetweenRecords(block) {
        try takePlainRows(&place, end, &collector)
      }
      guard place < end else { return }
      let stop = MetricLanes.behindLines(stretch, place, end)
      try takeByLibCSV(UnsafeRawBufferPointer(start: place, count: stop - place), &collector)
      place = stop
      stretch = min(stretch * 2, MetricLanes.longestStretch)
    }
  }

  private mutating func takePlainRows(
    _ place: inout UnsafeRawPointer, _ end: UnsafeRawPointer, _ collector: inout SampleCollector
  ) throws {
    var taken = 0
    loop: while true {
      let stop = plain?.run(&place, to: end, &collector.interner, &collector.held)
      taken += plain?.rowsTaken ?? 0
      guard case .attention(let attention, let series, let row)? = stop else { break loop }
      try collector.attend(to: attention, series, row)
    }
    rowsRead += taken
    if taken > 0 { tokenizer.pass(lines: taken) }
    if taken >= MetricLanes.plainAgain { stretch = 1 }
  }

  private mutating func takeByLibCSV(
    _ bytes: UnsafeRawBufferPointer, _ collector: inout SampleCollector
  ) throws {
    guard !bytes.isEmpty else { return }
    do throws(StructureFault) {
      try tokenizer.consume(bytes, into: &block)
    } catch {
      // What stands before the fault counts first, wherever the text was cut.
      try takeRecords(&collector)
      throw error
    }
    try takeRecords(&collector)
  }

  private mutating func takeRecords(_ collector: inout SampleCollector) throws {
    var first = 0
    if header == nil, block.recordCount > 0 {
      try CSVFile.checkHeader(block, file.path)
      try begin(Header(cells: block.texts(of: 0), feed: file.feed, path: file.path))
      first = 1
    }
    for record in first..<max(first, block.recordCount) {
      rowsRead += 1
      guard let (series, row) = rows?.row(block, record, &collector.interner) else { continue }
      try collector.take(series, row)
    }
    block.removeRecords()
  }

  private mutating func begin(_ header: Header) throws {
    self.header = header
    let columns = MetricColumns(header)
    rows = MetricRows(header: header, columns: columns, file: file.name, zone: zone)
    if usesPlainLane { plain = PlainLane(columns, zone: zone) }
  }

  /// The place behind the next `count` line feeds, or `end`.
  private static func behindLines(
    _ count: Int, _ start: UnsafeRawPointer, _ end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var place = start
    for _ in 0..<count where place < end {
      let rest = UnsafeRawBufferPointer(start: place, count: end - place)
      place = rest.firstIndex(of: 0x0a).map { place + $0 + 1 } ?? end
    }
    return place
  }
}
