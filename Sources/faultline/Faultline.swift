import ArgumentParser

@main
struct Faultline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline",
    abstract: "Finds order drops, what they cost, and which recent changes they may be linked to.",
    version: toolVersion,
    subcommands: [
      Nightly.self, Load.self, Check.self, Explain.self, Export.self, Simulate.self, Evaluate.self,
    ])
}
