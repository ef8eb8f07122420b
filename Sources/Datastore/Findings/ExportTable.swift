import GRDB

/// A table for other tools: a view as it is.
public struct ExportTable: Hashable, Sendable {
  /// What can be exported.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    case drops, links, changes, controls
  }

  public enum Value: Hashable, Sendable {
    case none
    case whole(Int64)
    case number(Double)
    case text(String)
  }

  public let columns: [String]
  /// As many values a row as there are columns.
  public let rows: [[Value]]

  public init(columns: [String], rows: [[Value]]) {
    self.columns = columns
    self.rows = rows
  }
}

extension Store {
  /// The rows of `v_drop`, `v_link`, `v_change` or `v_control`, in a fixed order.
  public func export(_ subject: ExportTable.Subject) throws -> ExportTable {
    let (view, order) = subject.source
    return try read { database in
      let select = try database.makeStatement(sql: "SELECT * FROM \(view) ORDER BY \(order)")
      let rows = try Row.fetchCursor(select)
      var values: [[ExportTable.Value]] = []
      while let row = try rows.next() { values.append(row.databaseValues.map(\.exported)) }
      return ExportTable(columns: select.columnNames, rows: values)
    }
  }
}

extension ExportTable.Subject {
  fileprivate var source: (view: String, order: String) {
    switch self {
    case .drops: ("v_drop", "started_at, drop_id")
    case .links: ("v_link", "drop_id, position")
    case .changes: ("v_change", "started_at, change_id")
    case .controls: ("v_control", "started_at, change_id, control")
    }
  }
}

extension DatabaseValue {
  fileprivate var exported: ExportTable.Value {
    switch storage {
    case .null, .blob: .none
    case .int64(let value): .whole(value)
    case .double(let value): .number(value)
    case .string(let value): .text(value)
    }
  }
}
