import TOMLKit

/// What is wrong with a settings file, all of it.
final class SettingsProblems {
  private let file: String
  private var problems: [(line: Int, text: String)] = []

  init(file: String) { self.file = file }

  var isEmpty: Bool { problems.isEmpty }

  func add(_ key: String, line: Int?, _ reason: String) {
    let place = line.map { "\(file):\($0)" } ?? file
    let text = "\(place): \(key.isEmpty ? "" : "\(key): ")\(reason)"
    guard !problems.contains(where: { $0.text == text }) else { return }
    problems.append((line ?? 0, text))
  }

  /// Throws `ToolFailure` with status 78 if there are any.
  func check() throws {
    guard !problems.isEmpty else { return }
    let lines = problems.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element.text)
    throw ToolFailure(status: .settings, message: lines.joined(separator: "\n"))
  }
}

/// A table of a settings file, read strictly: what nothing asks for is an error, so that a typo
/// cannot switch a rule off, and a value of another kind is one too.
final class SettingsTable {
  /// As in the file, joined by points; empty for the file as a whole.
  let name: String
  let line: Int?
  private let members: [String: TOMLNode]
  private var asked: Set<String> = []
  let problems: SettingsProblems

  init(_ node: TOMLNode, name: String, problems: SettingsProblems) {
    self.name = name
    self.problems = problems
    line = node.line
    if case .table(let members) = node.value {
      self.members = members
    } else {
      members = [:]
      problems.add(name, line: node.line, "is \(node.kind); a table is needed")
    }
  }

  /// Reads the file at `path` with `body`. Throws all that is wrong with it, as `ToolFailure` with
  /// status 78.
  static func read(
    _ bytes: [UInt8], of path: String, _ body: (SettingsTable) throws -> Void
  ) throws {
    let problems = SettingsProblems(file: path)
    do {
      let node = try TOMLNode.parse(String(decoding: bytes, as: UTF8.self))
      try body(SettingsTable(node, name: "", problems: problems))
    } catch let error as TOMLBrackets.Fault {
      problems.add("", line: error.line, "\(error).")
    } catch let error as TOMLParseError {
      problems.add("", line: error.source.begin.line, "\(error.description).")
    }
    try problems.check()
  }

  /// In order, so that problems come in the same order every time.
  var keys: [String] { members.keys.sorted() }

  func has(_ key: String) -> Bool { members[key] != nil }

  func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

  func bad(_ key: String, _ reason: String) {
    problems.add(path(key), line: members[key]?.line ?? line, reason)
  }

  func node(_ key: String) -> TOMLNode? {
    asked.insert(key)
    return members[key]
  }

  func text(_ key: String) -> String? {
    take(key, "a text in quotes") { if case .text(let text) = $0 { text } else { nil } }
  }

  func whole(_ key: String) -> Int? {
    take(key, "a whole number") { if case .whole(let whole) = $0 { whole } else { nil } }
  }

  func number(_ key: String) -> Double? {
    take(key, "a number") { value in
      switch value {
      case .number(let number): number
      case .whole(let whole): Double(whole)
      default: nil
      }
    }
  }

  /// A whole number within bounds.
  func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
    whole(key).flatMap { whole in
      if range.contains(whole) { return whole }
      bad(key, "not from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
  }

  /// A share of one.
  func share(_ key: String) -> Double? {
    number(key).flatMap { share in
      if share >= 0, share <= 1 { return share }
      bad(key, "not from 0 to 1")
      return nil
    }
  }

  func truth(_ key: String) -> Bool? {
    take(key, "true or false") { if case .truth(let truth) = $0 { truth } else { nil } }
  }

  /// A text, or a list of texts.
  func texts(_ key: String) -> [String]? {
    take(key, "a text in quotes, or a list of such") { value in
      switch value {
      case .text(let text): [text]
      case .list(let nodes):
        nodes.reduce(into: [String]?([])) { texts, node in
          if case .text(let text) = node.value { texts?.append(text) } else { texts = nil }
        }
      default: nil
      }
    }
  }

  func table(_ key: String) -> SettingsTable? {
    node(key).map { SettingsTable($0, name: path(key), problems: problems) }
  }

  /// The tables of a list of tables, `[[key]]`; none where it is not there.
  func tables(_ key: String) -> [SettingsTable] {
    let nodes = take(key, "a list of tables, each under [[\(path(key))]],") { value in
      if case .list(let nodes) = value { nodes } else { nil }
    }
    return (nodes ?? []).enumerated().map { index, node in
      SettingsTable(node, name: "\(path(key))[\(index + 1)]", problems: problems)
    }
  }

  /// Notes the keys that nothing asked for.
  func finish() {
    for key in keys where !asked.contains(key) {
      let near = NearestWord.of(key, in: asked.sorted()).map { " Did you mean \"\($0)\"?" }
      let known = asked.sorted().joined(separator: ", ")
      bad(key, "no such key." + (near ?? (known.isEmpty ? "" : " There are \(known).")))
    }
  }

  private func take<Value>(
    _ key: String, _ wanted: String, _ make: (TOMLNode.Value) -> Value?
  ) -> Value? {
    guard let node = node(key) else { return nil }
    guard let value = make(node.value) else {
      bad(key, "is \(node.kind); \(wanted) is needed")
      return nil
    }
    return value
  }
}
