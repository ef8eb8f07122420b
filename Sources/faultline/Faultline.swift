import ArgumentParser

@main
struct Faultline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline", version: "0.1.0", subcommands: [Evaluate.self])
}
