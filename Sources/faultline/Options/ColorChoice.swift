import ArgumentParser
import Glibc
import Reporting

/// When to colour what is said.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// How to colour what goes to `descriptor`: by default on a terminal that can show colours,
  /// unless the user asked all programs not to (no-color.org).
  func ink(for descriptor: Int32) -> TerminalInk {
    switch self {
    case .always: .coloured
    case .never: .plain
    case .auto:
      isatty(descriptor) != 0 && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb"
        ? .coloured : .plain
    }
  }

  private func variable(_ name: String) -> String {
    getenv(name).map { String(cString: $0) } ?? ""
  }
}
