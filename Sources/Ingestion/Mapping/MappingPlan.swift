import Vocabulary

/// A mapping held against the header of one file.
struct MappingPlan {
  let mapping: FeedMapping
  let source: SourceHeader
  let rules: [CellRule]
  let skips: [(position: Int, condition: SkipTest)]

  /// Throws `MappingProblem` if the header is not the one agreed on.
  init(_ mapping: FeedMapping, header: [String]) throws(MappingProblem) {
    let source = SourceHeader(header)
    self.mapping = mapping
    self.source = source
    var rules: [CellRule] = []
    var missing: [MappingProblem.Missing] = []
    for column in mapping.columns {
      let positions = try MappingPlan.positions(column, source)
      if positions.isEmpty, column.isRequired, !column.from.isEmpty {
        missing.append(MappingPlan.missing(column.from, for: column.column, source))
      } else if !positions.isEmpty || column.defaultValue != nil {
        rules.append(
          CellRule(
            column, kind: ColumnKind.of(column.column, in: mapping.feed), positions: positions))
      }
    }
    for rule in mapping.skip where !rule.isOptional && !source.has(rule.column) {
      missing.append(MappingPlan.missing([rule.column], for: "skip_if", source))
    }
    guard missing.isEmpty else { throw .columnsMissing(missing, found: source.names) }
    for column in mapping.feed.requiredColumns
    where !rules.contains(where: { $0.mapping.column == column }) {
      throw .nothingFor(column: column, table: mapping.table)
    }
    self.rules = rules
    skips = mapping.skip.compactMap { rule in
      guard case .columns(let found) = source.find(rule.column), let first = found.first,
        let test = SkipTest(rule.condition)
      else { return nil }
      return (first, test)
    }
  }

  private static func positions(
    _ column: ColumnMapping, _ source: SourceHeader
  ) throws(MappingProblem) -> [Int] {
    var positions: [Int] = []
    for name in column.from {
      switch source.find(name) {
      case .columns(let found): positions += found
      case .repeated(let times):
        throw .headingRepeated(name, column: column.column, times: times)
      case .none: continue
      }
    }
    return positions
  }

  private static func missing(
    _ from: [String], for column: String, _ source: SourceHeader
  ) -> MappingProblem.Missing {
    .init(
      from: from, column: column,
      near: from.lazy.compactMap { NearName.of($0, in: source.names) }.first)
  }

  /// The columns whose date format must be found in the file.
  var datesToFind: [CellRule] {
    rules.filter { $0.kind == .time && $0.mapping.format == nil && !$0.positions.isEmpty }
  }

  /// Throws if a format that is set has no offset and no zone was named.
  func checkZones() throws(MappingProblem) {
    for rule in rules where rule.mapping.format?.hasOffset == false {
      guard (rule.mapping.zone ?? mapping.zone) != nil else {
        throw .zoneMissing(heading: heading(of: rule), table: mapping.table)
      }
    }
  }

  func heading(of rule: CellRule) -> String {
    rule.positions.first.map { source.names[$0] } ?? rule.mapping.column
  }
}
