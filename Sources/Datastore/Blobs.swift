import Foundation
import GRDB

extension Row {
  /// The bytes of a blob column that is not NULL.
  func bytes(_ column: String) -> [UInt8]? {
    try? withUnsafeData(named: column) { $0.map { [UInt8]($0) } }
  }
}

extension [UInt8] {
  var asBlob: Data { Data(self) }
}

/// Lists of text as JSON, readable by SQLite's own functions.
enum JSONList {
  static func encode(_ list: [String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(list), as: UTF8.self)
  }

  /// An empty list for anything that is not one.
  static func decode(_ text: String) -> [String] {
    (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }
}
