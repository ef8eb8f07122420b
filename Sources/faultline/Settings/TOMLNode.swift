import TOMLKit

/// A value of a TOML file with the place it was written at.
struct TOMLNode {
  indirect enum Value {
    case text(String)
    case whole(Int)
    case number(Double)
    case truth(Bool)
    case list([TOMLNode])
    case table([String: TOMLNode])
    /// Dates and times, of which no setting is made.
    case moment
  }

  let value: Value
  /// `nil` where the file's way of writing does not tell.
  let line: Int?

  /// The whole of a file. Throws `TOMLParseError` or `TOMLBrackets.Fault`.
  static func parse(_ text: String) throws -> TOMLNode {
    try TOMLBrackets.check(text)
    let table = try TOMLTable(string: text)
    return TOMLNode(table, path: [], lines: TOMLLines(text))
  }

  private init(_ source: any TOMLValueConvertible, path: [String], lines: TOMLLines) {
    line = lines.line(of: path)
    if let table = source.table {
      var members: [String: TOMLNode] = [:]
      for key in table.keys {
        if let member = table[key] {
          members[key] = TOMLNode(member, path: path + [key], lines: lines)
        }
      }
      value = .table(members)
    } else if let array = source.array {
      value = .list(
        array.enumerated().map { index, element in
          TOMLNode(element, path: path + ["#\(index)"], lines: lines)
        })
    } else if let text = source.string {
      value = .text(text)
    } else if let whole = source.int {
      value = .whole(whole)
    } else if let number = source.double {
      value = .number(number)
    } else if let truth = source.bool {
      value = .truth(truth)
    } else {
      value = .moment
    }
  }

  /// What a reader would call it.
  var kind: String {
    switch value {
    case .text(let text): "the text \"\(text)\""
    case .whole(let whole): "the number \(whole)"
    case .number(let number): "the number \(number)"
    case .truth(let truth): "\(truth)"
    case .list: "a list"
    case .table: "a table"
    case .moment: "a date or time"
    }
  }
}

/// On which line of a TOML text each key stands.
///
/// The parser tells that of errors only. Headings and `key = …` at a line's beginning are found,
/// and keys of a table that is written on one line are on that line. The tables of a list are
/// counted, the first under `#0`.
struct TOMLLines {
  private var lines: [String: Int] = [:]

  init(_ text: String) {
    var table: [String] = []
    var counts: [[String]: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.first == "[" {
        let inner = line.drop { $0 == "[" }.prefix { $0 != "]" }
        table = TOMLLines.keys(String(inner))
        note(table, index + 1)
        if line.hasPrefix("[[") {
          let number = counts[table, default: 0]
          counts[table] = number + 1
          table.append("#\(number)")
          note(table, index + 1)
        }
      } else if let equals = line.firstIndex(of: "="), line.first != "#" {
        note(table + TOMLLines.keys(String(line[..<equals])), index + 1)
      }
    }
  }

  func line(of path: [String]) -> Int? {
    var path = path
    while !path.isEmpty {
      if let line = lines[path.joined(separator: "\u{1F}")] { return line }
      path.removeLast()
    }
    return nil
  }

  private mutating func note(_ path: [String], _ line: Int) {
    let key = path.joined(separator: "\u{1F}")
    if lines[key] == nil { lines[key] = line }
  }

  /// The parts of `a.b."c d"`.
  private static func keys(_ text: String) -> [String] {
    var keys: [String] = []
    var key = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else if quote == nil, character == "." {
        keys.append(key)
        key = ""
      } else if quote != nil || !character.isWhitespace {
        key.append(character)
      }
    }
    return keys + [key]
  }
}
