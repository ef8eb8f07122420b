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

/// 32-bit floating point numbers, little-endian.
enum FloatBlob {
  static func encode(_ numbers: [Float]) -> Data {
    numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }

  /// Without bytes that make no whole number.
  static func decode(_ bytes: [UInt8]) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }
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

/// The cells of a row that nothing is made of, as an object of JSON.
enum ExtraCells {
  /// `nil` without any. Empty cells are left out: an export of all fields has hundreds of them.
  static func encode(_ cells: [String], columns: [String]) throws -> String? {
    var members: [String: String] = [:]
    for (index, cell) in cells.enumerated() where !cell.isEmpty && index < columns.count {
      members[columns[index]] = cell
    }
    guard !members.isEmpty else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(members), as: UTF8.self)
  }
}
