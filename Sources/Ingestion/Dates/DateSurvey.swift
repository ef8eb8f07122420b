/// Finds the one date format of a column over all rows of a file.
///
/// Never row by row: a file read half one way and half the other goes wrong without a word.
struct DateSurvey {
  /// A row that two formats, which both fit every row, read differently.
  struct Doubt {
    let line: Int
    let value: String
    let readings: [(format: DateFormat, reading: DateReading)]
  }

  enum Outcome {
    /// No row has a value.
    case empty
    case one(DateFormat, rows: Int, needsZone: Bool)
    case several(Doubt)
    /// With the format that fitted the rows before, if there were any.
    case none(line: Int, value: String, before: DateFormat?, rowsBefore: Int)
  }

  private var alive = Array(DateCatalog.formats.indices)
  private var needsZone = Set<Int>()
  private var rows = 0
  private var lastText: [UInt8] = []
  private var failure: (line: Int, value: String, before: DateFormat?, rowsBefore: Int)?
  /// For two formats, by their places in the catalogue, the first row that they read differently.
  private var differences: [[Int]: (line: Int, value: [UInt8])] = [:]

  /// Takes a row's text without blanks around it, unless it is empty.
  mutating func take(_ text: Span<UInt8>, line: Int) {
    guard failure == nil, !text.isEmpty else { return }
    rows += 1
    if equalsLast(text) { return }
    lastText = (0..<text.count).map { text[$0] }
    let readings = alive.compactMap { index in
      DateCatalog.formats[index].read(text).map { (index: index, reading: $0) }
    }
    guard !readings.isEmpty else {
      failure = (
        line, String(decoding: lastText, as: UTF8.self),
        rows > 1 ? DateCatalog.formats[alive[0]] : nil, rows - 1
      )
      return
    }
    alive = readings.map(\.index)
    for reading in readings {
      if case .local = reading.reading { needsZone.insert(reading.index) }
    }
    noteDifferences(readings, line)
  }

  var outcome: Outcome {
    if let failure {
      return .none(
        line: failure.line, value: failure.value, before: failure.before,
        rowsBefore: failure.rowsBefore)
    }
    guard rows > 0 else { return .empty }
    let first = alive[0]
    for other in alive.dropFirst() {
      guard let row = differences[[first, other]] else { continue }
      return .several(doubt(row, first, other))
    }
    return .one(DateCatalog.formats[first], rows: rows, needsZone: needsZone.contains(first))
  }

  private func doubt(_ row: (line: Int, value: [UInt8]), _ first: Int, _ other: Int) -> Doubt {
    func reading(_ index: Int) -> (DateFormat, DateReading) {
      let format = DateCatalog.formats[index]
      return (format, format.read(row.value.span) ?? .local(0))
    }
    return Doubt(
      line: row.line, value: String(decoding: row.value, as: UTF8.self),
      readings: [reading(first), reading(other)])
  }

  private mutating func noteDifferences(
    _ readings: [(index: Int, reading: DateReading)], _ line: Int
  ) {
    guard let first = readings.first, readings.contains(where: { $0.reading != first.reading })
    else { return }
    for (position, one) in readings.enumerated() {
      for other in readings[(position + 1)...] where other.reading != one.reading {
        let pair = [one.index, other.index]
        if differences[pair] == nil { differences[pair] = (line, lastText) }
      }
    }
  }

  private func equalsLast(_ text: Span<UInt8>) -> Bool {
    guard text.count == lastText.count else { return false }
    for index in text.indices where text[index] != lastText[index] { return false }
    return true
  }
}
