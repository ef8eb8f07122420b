import Vocabulary

/// Reads a sorted stream of series as text: rows of CSV with the columns of `order_metrics`.
struct TextStream {
  /// How the text differs from a file of order metrics.
  struct Form {
    /// Without one the columns are `withoutHeader`, the last one left out or not.
    var hasHeader = true
    /// Cells parted by tabs and never in quotes, as engines hand rows to programs.
    var hasTabs = false
  }

  /// The order of the columns where no header names them.
  static let withoutHeader = ["timestamp", "marketplace", "service", "orders", "errors"]

  private let source: TextSource
  private let path: String
  private let form: Form
  private let tokenizer: LibCSVTokenizer
  private var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
  private var block = RecordBlock()
  private var rows: MetricRows?
  private var interner = SeriesInterner()

  init(_ file: DiskFile, form: Form) throws {
    source = try TextSource(file)
    path = file.path
    self.form = form
    tokenizer = LibCSVTokenizer(
      isStrict: false,
      dialect: form.hasTabs
        ? CSVDialect(delimiter: UInt8(ascii: "\t"), hasQuotes: false) : .commas)
  }

  /// Takes the rows of the next stretch of text; false at the end. Throws `InputProblem`.
  mutating func advance(_ order: inout StreamOrder) throws -> Bool {
    do {
      let count = try source.read(into: &buffer)
      if count > 0 {
        try tokenizer.consume(buffer, count: count, into: &block)
      } else {
        try tokenizer.finish(into: &block)
      }
      try takeRecords(&order)
      if count == 0 { order.finish() }
      return count > 0
    } catch let fault as StructureFault {
      throw fault.problem(path: path)
    }
  }

  private mutating func takeRecords(_ order: inout StreamOrder) throws {
    var first = 0
    if rows == nil, block.recordCount > 0 {
      try begin()
      first = form.hasHeader ? 1 : 0
    }
    for record in first..<max(first, block.recordCount) {
      guard let (series, row) = rows?.row(block, record, &interner) else {
        try setAside(&order)
        continue
      }
      try order.take(
        row, of: series, key: interner.keys[Int(series)], at: .line(block.lines[record]))
    }
    block.removeRecords()
  }

  private mutating func begin() throws {
    var names = TextStream.withoutHeader
    if form.hasHeader {
      try CSVFile.checkHeader(block, path)
      names = block.texts(of: 0)
    } else if block.cellRange(of: 0).count == names.count - 1 {
      names.removeLast()
    }
    let header = try Header(cells: names, feed: .orderMetrics, path: path)
    rows = MetricRows(header: header, columns: MetricColumns(header), file: path, zone: nil)
  }

  private mutating func setAside(_ order: inout StreamOrder) throws {
    let rejected = rows?.rejected ?? []
    guard rejected.count <= IngestionPolicy.rejectedRows else {
      throw InputProblem.tooManyRowsSetAside(
        path: path, limit: IngestionPolicy.rejectedRows, first: rejected[0])
    }
    order.setAside(rejected.last?.description ?? "\(path): a row that cannot be read")
  }
}
