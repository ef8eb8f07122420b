import GRDB
import Vocabulary

extension Row {
  func time(_ column: String) -> Timestamp { Timestamp(secondsSinceEpoch: self[column]) }

  func timeIfAny(_ column: String) -> Timestamp? {
    (self[column] as Int64?).map(Timestamp.init(secondsSinceEpoch:))
  }

  /// `nil` for NULL; the tables' checks let no other word in.
  func word<State: RawRepresentable>(_ column: String) -> State? where State.RawValue == String {
    (self[column] as String?).flatMap(State.init(rawValue:))
  }
}

extension String {
  /// The parts of a list as stored.
  var listed: [String] { split(separator: ";").map(String.init) }
}
