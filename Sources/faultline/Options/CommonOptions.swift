import ArgumentParser
import Glibc
import Reporting

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  static let usualDatabase = "faultline.sqlite"

  @Option(help: "The SQLite database.")
  var db = CommonOptions.usualDatabase

  @Option(name: [.short, .long], help: "Settings (TOML).")
  var config: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(
    name: [.short, .long],
    help: "Print nothing but what is asked for with --json, and on stderr what needs a look.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say on stderr what each stage did and how long it took.")
  var verbose = false

  @Option(help: "Colour errors and grades: on a terminal without NO_COLOR, always, or never.")
  var color = ColorChoice.auto

  /// A result for people, on stdout.
  func show(_ text: String) throws {
    try Diagnostics.result(color.ink(for: STDOUT_FILENO).paint(text))
  }

  func say(_ text: String) {
    if !quiet { Diagnostics.note(text) }
  }

  func progress(_ stage: String, _ share: Double) {
    if !quiet { Diagnostics.progress(stage, share) }
  }
}
