import ArgumentParser
import Glibc

@main
struct Faultline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline",
    abstract: "Finds order drops, what they cost, and which recent changes they may be linked to.",
    version: toolVersion,
    subcommands: [
      Nightly.self, Investigate.self, TrendCommand.self, Audit.self, Gate.self, Load.self,
      Check.self, Explain.self,
      Verdict.self,
      Export.self,
      Simulate.self, Evaluate.self, Detect.self, Init.self, Presets.self, Doctor.self,
    ])

  static func main() async {
    if let word = CommandLine.arguments.dropFirst().first, let message = unknownCommand(word) {
      Diagnostics.error(message)
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    await main(nil)
  }

  /// What to say about a first argument that is no command; `nil` if it is one, or an option.
  private static func unknownCommand(_ word: String) -> String? {
    let commands = configuration.subcommands.map { $0._commandName }
    // ArgumentParser answers to these by itself; "---completion" is an option to it.
    guard !word.hasPrefix("-"), !(commands + ["help"]).contains(word) else { return nil }
    let meant = NearestWord.of(word, in: commands + ["help"])
    let advice =
      meant.map { "Did you mean \"\($0)\"?" }
      ?? "There are \(commands.joined(separator: ", ")); see faultline --help."
    return "No command \"\(word)\". \(advice)"
  }
}
