import Vocabulary

/// Looks through a file for the date formats that its mapping leaves open.
struct MappingSurvey {
  struct Found {
    let column: String
    let format: DateFormat
    let sentence: String
  }

  private let plan: MappingPlan
  private let rules: [CellRule]
  private var surveys: [DateSurvey]

  init(_ plan: MappingPlan) {
    self.plan = plan
    rules = plan.datesToFind
    surveys = rules.map { _ in DateSurvey() }
  }

  mutating func take(_ block: RecordBlock, _ records: Range<Int>) {
    for record in records where block.faults[record] == nil {
      guard block.cellRange(of: record).count == plan.source.names.count,
        !plan.skips.contains(where: { $0.condition.meets(block, record, $0.position) })
      else { continue }
      for index in rules.indices {
        switch rules[index].make(block, record) {
        case .bytes(let range):
          surveys[index].take(block.bytes.span.extracting(range), line: block.lines[record])
        case .text(let text):
          surveys[index].take(Array(text.utf8).span, line: block.lines[record])
        case .written, .unknown, .fault: continue
        }
      }
    }
  }

  /// One format a column that has values.
  func settle() throws(MappingProblem) -> [Found] {
    var found: [Found] = []
    for (rule, survey) in zip(rules, surveys) {
      let heading = plan.heading(of: rule)
      switch survey.outcome {
      case .empty: continue
      case .one(let format, let rows, let needsZone):
        if needsZone, (rule.mapping.zone ?? plan.mapping.zone) == nil {
          throw .zoneMissing(heading: heading, table: plan.mapping.table)
        }
        let fits = rows == 1 ? "the 1 value" : "all \(rows) values"
        found.append(
          Found(
            column: rule.mapping.column, format: format,
            sentence: "column \"\(heading)\" is read as \(format.name), which fits \(fits)"))
      case .several(let doubt):
        throw .dateInDoubt(
          .init(
            line: doubt.line, heading: heading, value: doubt.value,
            readings: DateWords.apart(doubt.readings.map(\.reading)),
            formats: doubt.readings.map(\.format.name), column: rule.mapping.column,
            table: plan.mapping.table))
      case .none(let line, let value, let before, let rowsBefore):
        throw .noDateFormat(
          line: line, heading: heading, value: value, before: before?.name, rowsBefore: rowsBefore)
      }
    }
    return found
  }
}

/// Readings of one text, said so that a person sees what differs.
enum DateWords {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `3 April`, `4 March`; with the year or the whole moment where that is what differs.
  static func apart(_ readings: [DateReading]) -> [String] {
    let civils = readings.map { Timestamp(secondsSinceEpoch: $0.seconds).civil }
    let days = civils.map { "\($0.day) \(months[$0.month - 1])" }
    if Set(days).count == days.count { return days }
    let years = zip(days, civils).map { "\($0) \($1.year)" }
    if Set(years).count == years.count { return years }
    return readings.map { Timestamp(secondsSinceEpoch: $0.seconds).description }
  }
}

extension DateReading {
  var seconds: Int64 {
    switch self {
    case .moment(let seconds), .local(let seconds): seconds
    }
  }
}
