import ArgumentParser

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "The SQLite database.")
  var db = "faultline.sqlite"

  @Option(name: [.short, .long], help: "Settings (TOML).")
  var config: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Print nothing but what is asked for with --json.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say more on stderr.")
  var verbose = false

  @Option(help: "Colours on a terminal.")
  var color = ColorChoice.auto

  func say(_ text: String) {
    if !quiet { Diagnostics.note(text) }
  }

  func progress(_ stage: String, _ share: Double) {
    if !quiet { Diagnostics.progress(stage, share) }
  }
}
