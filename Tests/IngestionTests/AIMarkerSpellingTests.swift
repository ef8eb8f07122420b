import Ingestion
import Testing

/// The tools that method.md names, with the spellings that each is known by.
private let spellings: [(tool: String, names: [String])] = [
  (
    "Claude", ["Claude", "Claude Code", "claude-code", "Claude Sonnet 4.5 <noreply@anthropic.com>"]
  ),
  (
    "Copilot",
    [
      "Copilot", "GitHub Copilot", "copilot-swe-agent[bot]", "Copilot Agent",
      "copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>",
    ]
  ),
  ("Cursor", ["Cursor", "Cursor Agent <cursoragent@cursor.com>", "cursoragent"]),
  (
    "Amazon Q",
    [
      "Amazon Q", "Amazon Q Developer", "AmazonQ", "Amazon-Q", "amazon-q-developer[bot]",
      "AWS Q Developer", "Q Developer", "AmazonQDeveloper", "Amazon Q Developer CLI",
    ]
  ),
  ("Codex", ["Codex", "OpenAI Codex", "Codex CLI 0.42", "codex-cli"]),
  ("Gemini", ["Gemini", "Gemini CLI", "Gemini 2.5 Pro", "gemini-code-assist[bot]"]),
  ("Aider", ["aider", "aider (gpt-4o)", "aider <noreply@aider.chat>"]),
  ("Devin", ["Devin AI", "devin-ai-integration[bot]", "Devin <devin@cognition.ai>"]),
]

@Suite("Spellings of AI markers")
struct AIMarkerSpellingTests {
  static let lines: [(line: String, tool: String)] = spellings.flatMap { tool, names in
    names.flatMap { name in
      [
        "Co-authored-by: \(name)", "co-authored-by:\(name)", "Generated-by: \(name)",
        "Generated with \(name)", "🤖 Generated with \(name)", "Assisted-by: \(name)",
      ].map { ($0, tool) }
    }
  }

  @Test("Every trailer with every tool's name is a mark of that tool, and the line is kept")
  func everySpelling() {
    for (line, tool) in AIMarkerSpellingTests.lines {
      let marker = AIMarker.first(in: "Subject\n\nBody.\n\n\(line)\nSigned-off-by: A <a@b.example>")
      #expect(marker?.tool == tool, "\(line)")
      #expect(marker?.text == line)
    }
  }

  @Test(
    "An agent with its model is a mark even if nobody knows the agent",
    arguments: ["Assisted-by: HouseBot:hb-7", "Assisted-by: Claude:claude-opus-4-5 coccinelle"])
  func agentAndModel(line: String) {
    #expect(AIMarker.first(in: "Subject\n\n\(line)")?.text == line)
  }

  @Test("(aider) after an author's name is a mark")
  func aider() {
    let line = "Author: Jane Doe (aider)"
    let marker = AIMarker.first(in: "Subject\n\n\(line)")
    #expect(marker?.tool == "Aider")
    #expect(marker?.text == line)
  }
}
