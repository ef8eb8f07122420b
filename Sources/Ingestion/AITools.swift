/// The coding tools whose names are known, and the words that go with them.
enum AITools {
  struct Tool {
    /// As it is shown.
    let name: String
    /// The spellings, each as its words in lower case.
    let spellings: [[String]]
    /// Also a name that people bear, so that it counts only beside a sign of the tool.
    let isGivenName: Bool

    init(_ name: String, _ spellings: [String], isGivenName: Bool = false) {
      self.name = name
      self.spellings = spellings.map { $0.split(separator: " ").map(String.init) }
      self.isGivenName = isGivenName
    }
  }

  /// Longer spellings first where one begins with another.
  static let all: [Tool] = [
    Tool(
      "Amazon Q",
      [
        "amazon q developer", "amazon q", "amazonq", "amazonqdeveloper", "amazon qdeveloper",
        "aws q developer", "aws q", "q developer", "qdeveloper",
      ]),
    Tool("CodeWhisperer", ["codewhisperer", "code whisperer"]),
    Tool("Kiro", ["kiro"], isGivenName: true),
    Tool("Claude", ["claude code", "claude"], isGivenName: true),
    Tool("Copilot", ["github copilot", "copilot"]),
    Tool("Cursor", ["cursoragent", "cursor"]),
    Tool("Codex", ["codex"]),
    Tool("ChatGPT", ["chatgpt", "chat gpt"]),
    Tool("Gemini", ["gemini"], isGivenName: true),
    Tool("Jules", ["google labs jules", "jules"], isGivenName: true),
    Tool("Aider", ["aider"]),
    Tool("Devin", ["devin"], isGivenName: true),
    Tool("Windsurf", ["windsurf", "codeium"]),
    Tool("Cody", ["sourcegraph cody", "cody"], isGivenName: true),
    Tool("Tabnine", ["tabnine"]),
    Tool("Junie", ["jetbrains junie", "junie", "jetbrains ai"], isGivenName: true),
    Tool("OpenHands", ["openhands"]),
    Tool("Cline", ["cline"], isGivenName: true),
    Tool("Replit Agent", ["replit agent", "replit"]),
    Tool("GPT", ["gpt"]),
  ]

  /// Words that follow or precede a tool's name without being a person's: models, makers, forms
  /// of the product, and the little words of a phrase.
  static let companions: Set<String> = [
    "agent", "ai", "amazon", "and", "anthropic", "assist", "assistance", "assistant", "aws", "bot",
    "by", "cascade", "chat", "cli", "code", "coding", "composer", "developer", "editor", "flash",
    "from", "github", "google", "haiku", "help", "ide", "integration", "labs", "max", "microsoft",
    "mini", "model", "nano", "of", "on", "openai", "opus", "preview", "pro", "sonnet", "swe", "the",
    "turbo", "ultra", "using", "via", "with",
  ]

  /// Parts of the addresses that only a tool's own commits bear, with the tool.
  static let addresses: [(part: String, tool: String)] = [
    ("@anthropic.com", "Claude"),
    ("copilot@users.noreply.github.com", "Copilot"),
    ("copilot-swe-agent[bot]", "Copilot"),
    ("@cursor.com", "Cursor"),
    ("@cursor.sh", "Cursor"),
    ("@aider.chat", "Aider"),
    ("devin-ai-integration[bot]", "Devin"),
    ("@cognition.ai", "Devin"),
    ("google-labs-jules[bot]", "Jules"),
    ("gemini-code-assist[bot]", "Gemini"),
    ("amazon-q-developer[bot]", "Amazon Q"),
    ("amazonq@amazon.com", "Amazon Q"),
    ("kiro@amazon.com", "Kiro"),
    ("codex@openai.com", "Codex"),
    ("noreply@openai.com", "Codex"),
    ("@codeium.com", "Windsurf"),
    ("@windsurf.com", "Windsurf"),
    ("openhands@all-hands.dev", "OpenHands"),
  ]
}
