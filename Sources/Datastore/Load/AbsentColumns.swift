import GRDB
import Vocabulary

/// The columns that a file did not have, so that NULL in them means "nobody can tell" and elsewhere
/// "none".
struct AbsentColumns {
  private var names: [String] = []

  init() {}

  init(_ row: Row) { names = (row["columns_absent"] as String).listed }

  /// The value to store, after noting the column if it was absent.
  mutating func note<Value>(_ column: String, _ value: Recorded<Value>) -> Value? {
    if value.isRecorded == nil { names.append(column) }
    return value.valueIfAny
  }

  /// What a stored value says.
  func recorded<Value>(_ column: String, _ value: Value?) -> Recorded<Value> {
    if let value { return .value(value) }
    return names.contains(column) ? .unknown : .none
  }

  var cell: StoredRow.Cell { .init("columns_absent", names.joined(separator: ";")) }
}
