import Vocabulary

/// What a row of the deploy log says about AI's part in its change (method.md, "Provenance").
enum AuthorshipRule {
  /// The word of `ai_assisted`.
  enum Declaration: Equatable {
    case part(AIPart)
    case noPart
  }

  static let words = ["true", "false"] + AIPart.allCases.map(\.rawValue).dropLast() + ["none"]

  /// Reads a cell of `ai_assisted`: a word for AI's part, `none`, or a boolean.
  static func declaration(_ text: String) throws(RowFault) -> Declaration {
    switch text.lowercased() {
    case "authored": return .part(.authored)
    case "assisted": return .part(.assisted)
    case "advised": return .part(.advised)
    case "none": return .noPart
    case let word:
      guard let isPart = CellBytes.boolean(word) else { throw .unknownWord(allowed: words) }
      return isPart ? .part(.unspecified) : .noPart
    }
  }

  /// A declaration stands above a tool's name, the name above a marker. Without any of them the
  /// change is "none" only if markers are recorded at all and nobody was asked.
  static func authorship(
    declared: Recorded<Declaration>, tool: Recorded<String>, summary: Recorded<String>
  ) -> Authorship {
    let toolName = tool.valueIfAny.flatMap { namesNoTool($0) ? nil : $0 }
    switch declared {
    case .value(.part(let part)): return .declared(part, tool: toolName)
    case .value(.noPart): return .none
    case .none, .unknown: break
    }
    if let toolName { return .declared(.unspecified, tool: toolName) }
    if let marker = summary.valueIfAny.flatMap(AIMarker.first(in:)) {
      return .inferred(marker: marker.text, tool: marker.tool)
    }
    // An empty cell of a column that asks is an answer that was not given.
    if declared.isRecorded == false { return .unknown }
    return tool.isRecorded != nil || summary.isRecorded == true ? .none : .unknown
  }

  private static func namesNoTool(_ text: String) -> Bool {
    ["none", "no", "n/a", "na", "-", "false"].contains(text.lowercased())
  }
}
