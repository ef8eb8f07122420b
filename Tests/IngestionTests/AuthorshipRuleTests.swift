import Ingestion
import Testing
import Vocabulary

private func authorship(_ columns: String, _ cells: String) throws -> Authorship? {
  let file = try ReadFile(
    "deploys.csv",
    "deploy_id,service,started_at\(columns)\nD-1,cart,2026-03-05T14:02:00Z\(cells)\n")
  guard case .deploys(let records) = file.reading.records else { return nil }
  return records.first?.authorship
}

@Suite("Who or what wrote a change")
struct AuthorshipRuleTests {
  static let declared: [(cell: String, expected: Authorship)] = [
    ("true", .declared(.unspecified, tool: nil)), ("YES", .declared(.unspecified, tool: nil)),
    ("1", .declared(.unspecified, tool: nil)), ("authored", .declared(.authored, tool: nil)),
    ("Assisted", .declared(.assisted, tool: nil)), ("advised", .declared(.advised, tool: nil)),
    ("false", .none), ("no", .none), ("0", .none), ("none", .none), ("", .unknown),
  ]

  @Test("A declaration is taken at its word, and an empty one is not known", arguments: declared)
  func declaration(cell: String, expected: Authorship) throws {
    #expect(try authorship(",ai_assisted", ",\(cell)") == expected)
  }

  @Test("A declaration of none stands above a marker")
  func declaredNone() throws {
    #expect(
      try authorship(",ai_assisted,summary", ",false,Generated with Claude Code") == Authorship.none
    )
  }

  @Test("Where nothing is declared, a tool's name speaks first and a marker second")
  func undeclared() throws {
    let columns = ",ai_assisted,ai_tool,summary"
    #expect(
      try authorship(columns, ",,Amazon Q,x") == .declared(.unspecified, tool: "Amazon Q"))
    #expect(
      try authorship(columns, ",,,Assisted-by: Claude:opus-4")
        == .inferred(marker: "Assisted-by: Claude:opus-4", tool: "Claude"))
    #expect(try authorship(columns, ",,,fix the cart") == .unknown)
  }

  @Test("Without the column, none means that markers are recorded and there is none")
  func columnAbsent() throws {
    #expect(try authorship("", "") == .unknown)
    #expect(try authorship(",summary", ",fix the cart") == Authorship.none)
    #expect(try authorship(",summary", ",") == .unknown)
    #expect(try authorship(",ai_tool", ",") == Authorship.none)
    #expect(try authorship(",ai_tool", ",none") == Authorship.none)
    #expect(try authorship(",ai_tool", ",Copilot") == .declared(.unspecified, tool: "Copilot"))
    #expect(
      try authorship(",ai_tool,summary", ",,Generated-by: Codex")
        == .inferred(marker: "Generated-by: Codex", tool: "Codex"))
  }

  static let marks: [(line: String, tool: String?)] = [
    ("Assisted-by: Claude:claude-opus-4", "Claude"),
    ("assisted-by: Amazon Q:2026-01", "Amazon Q"),
    ("Assisted-by: HouseBot:hb-7 [lint]", nil),
    ("Assisted-by: GitHub Copilot", "Copilot"),
    ("Co-authored-by: Claude <noreply@anthropic.com>", "Claude"),
    ("Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>", "Claude"),
    ("CO-AUTHORED-BY: Copilot <198982749+Copilot@users.noreply.github.com>", "Copilot"),
    (
      "Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>",
      "Copilot"
    ),
    ("Co-authored-by: Cursor <cursoragent@cursor.com>", "Cursor"),
    ("Co-authored-by: Amazon Q Developer <q@corp.example>", "Amazon Q"),
    ("Co-authored-by: AmazonQ", "Amazon Q"),
    (
      "Co-authored-by: amazon-q-developer[bot] <208079219+bot@users.noreply.github.com>", "Amazon Q"
    ),
    ("Generated-by: q-developer", "Amazon Q"),
    ("Generated-by: Amazon CodeWhisperer", "CodeWhisperer"),
    ("Generated-by: OpenAI Codex CLI 0.9", "Codex"),
    ("Generated-by: ChatGPT", "ChatGPT"),
    ("Generated-by: GPT-4o", "GPT"),
    ("Generated with [Claude Code](https://claude.com/claude-code)", "Claude"),
    ("🤖 Generated with [Claude Code](https://claude.com/claude-code)", "Claude"),
    ("Generated with the help of Gemini 2.5 Pro", "Gemini"),
    ("Made-with: Cursor", "Cursor"),
    ("Co-authored-by: Jane Doe (aider) <jane@x.example>", "Aider"),
    ("Co-authored-by: aider (gpt-4o) <noreply@aider.chat>", "Aider"),
    (
      "Co-authored-by: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>",
      "Devin"
    ),
    ("Co-authored-by: Windsurf <windsurf@codeium.com>", "Windsurf"),
    ("Generated-by: Kiro", "Kiro"),
    ("Co-authored-by: gemini-code-assist[bot] <176961590+x@users.noreply.github.com>", "Gemini"),
  ]

  @Test("A tool's mark is found whatever its spelling, and the line is kept", arguments: marks)
  func marked(line: String, tool: String?) throws {
    let marker = try #require(AIMarker.first(in: "Fix rounding\n\nLonger text.\n\n\(line)\n"))
    #expect(marker.text == line)
    #expect(marker.tool == tool)
    #expect(AIMarker.first(in: "Fix rounding\\n\\n\(line)")?.text == line)
    #expect(AIMarker.first(in: "Fix rounding\r\n\r\n\(line)\r\n")?.text == line)
  }

  static let unmarked: [String] = [
    "fix cursor position", "Cursor jumps to the end", "Generated with protobuf",
    "Generated with cursor pagination", "Revert the change generated with care",
    "Co-authored-by: Gemini Smith <g@x.example>", "Co-authored-by: Claude Monet <cm@art.example>",
    "Co-authored-by: Claude <claude@firm.example>", "Co-authored-by: Devin <devin@firm.example>",
    "Co-authored-by: Jane Doe <jane@x.example>", "Assisted-by: Jane Doe <jane@x.example>",
    "Assisted-by: Jane Doe", "Assisted-by: https://wiki.example/page",
    "add Amazon Q to the menu", "Signed-off-by: Claude Dupont <cd@x.example>",
    "we no longer use Copilot", "codex: rename", "aider", "",
  ]

  @Test("A mention is not a mark, nor is a person of that name", arguments: unmarked)
  func notMarked(line: String) {
    #expect(AIMarker.first(in: "Subject\n\n\(line)") == nil)
  }
}
