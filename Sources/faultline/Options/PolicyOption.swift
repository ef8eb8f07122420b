import ArgumentParser

/// For commands that hold changes against the safeguards.
struct PolicyOption: ParsableArguments {
  @Option(
    name: .customLong("policy"),
    help: "The safeguards (TOML); policy.toml beside the settings if there is one.")
  var path: String?

  /// Throws `ToolFailure` with status 78.
  func read(_ settings: Settings) throws -> PolicyFile {
    try PolicyFile(path: path, settings: settings)
  }
}
