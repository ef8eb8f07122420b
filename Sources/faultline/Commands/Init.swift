import ArgumentParser
import Glibc
import Ingestion
import Reporting
import Vocabulary

struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Look at exports, ask what they do not tell, and write faultline.toml and "
      + "policy.toml once.",
    discussion:
      "Nothing is loaded. What is written is used as it stands from then on; no other command "
      + "guesses. Without a terminal, or with --no-input or --json, open questions are written as lines "
      + "\"# answer needed\" and the status is 78.")

  @Option(
    parsing: .upToNextOption,
    help: "The exports; without it, those in this folder and in exports/.")
  var from: [String] = []

  @Flag(name: .customLong("no-input"), help: "Ask nothing.")
  var noInput = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await exiting(common.color) {
      let path = common.config ?? Settings.usualPath
      guard access(path, F_OK) != 0 else {
        throw ToolFailure(
          status: .cannotWrite,
          message: "\(path) is there already and stays as it is. Move it away, or name another "
            + "file with --config.")
      }
      let files = try ExportFiles.find(from)
      let presets = try PresetCatalog(folder: Settings.folder(of: path) + "presets")
      let asks = !noInput && !common.json && isatty(STDIN_FILENO) != 0
      let answers: any Answers = asks ? TerminalAnswers() : NoAnswers()
      var proposal = Proposal(answers: answers)
      try proposal.take(
        files,
        DraftBuilder(presets: presets, answers: answers) { text in
          if common.json { common.say(text) } else { try Diagnostics.result(text) }
        })
      if let reason = FileBytes.create(path, proposal.text) {
        throw ToolFailure(status: .cannotWrite, message: "\(path): cannot be written: \(reason)")
      }
      let policy = StarterPolicy.place(beside: path)
      if let policy, let reason = FileBytes.create(policy, StarterPolicy.text) {
        throw ToolFailure(status: .cannotWrite, message: "\(policy): cannot be written: \(reason)")
      }
      let open = proposal.openQuestions
      if common.json {
        try Diagnostics.result(
          TerminalText.initJSON(files: files, settings: path, policy: policy, openQuestions: open))
        return open == 0 ? .done : .settings
      }
      try Diagnostics.result(
        "Wrote \(path)\(policy.map { " and \($0), the safeguards to look through" } ?? ""). "
          + "Nothing was loaded.")
      try Diagnostics.result(
        open == 0
          ? "Next: faultline check"
          : "\(open) \(open == 1 ? "answer is" : "answers are") needed: see \"# answer needed\" in "
            + "\(path). Next: faultline check")
      return open == 0 ? .done : .settings
    }
  }
}

/// The exports that `init` looks at.
enum ExportFiles {
  private static let endings = [".csv", ".tsv", ".json", ".ndjson", ".jsonl"]

  /// Throws if there are none, or one of those named is not there.
  static func find(_ given: [String]) throws -> [String] {
    let missing = given.filter { access($0, F_OK) != 0 }
    if let problems = InputProblems(missing.map { .notFound(path: $0) }) { throw problems }
    let found = given.isEmpty ? FileBytes.matching("*") + FileBytes.matching("exports/*") : given
    let files = found.filter { path in
      let bare = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
      return !given.isEmpty || endings.contains { bare.lowercased().hasSuffix($0) }
    }
    guard files.isEmpty else { return files }
    throw ToolFailure(
      status: .inputMissing,
      message: "No exports here or in exports/. Name them with --from.")
  }
}
