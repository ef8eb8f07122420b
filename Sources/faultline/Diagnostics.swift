import Glibc
import Reporting

/// Everything the tool says beside its results: on stderr, a bar only on a terminal.
enum Diagnostics {
  /// Writes to stdout; a reader that went away is no error, and anything else that keeps the result
  /// from arriving is one. Text that is only a part of the result may leave its line open.
  static func result(_ text: String, endsLine: Bool = true) throws {
    // Not `hasSuffix`, to which a carriage return with a line feed is another character.
    let whole = text.utf8.last == 0x0a || !endsLine ? text : text + "\n"
    if let error = put(whole, to: STDOUT_FILENO), error != EPIPE { throw failure(error) }
  }

  /// The same for what another program waits for: a reader that went away is a failure too.
  static func deliver(_ text: String) throws {
    if let error = put(text, to: STDOUT_FILENO) { throw failure(error) }
  }

  private static func failure(_ error: Int32) -> ToolFailure {
    ToolFailure(
      status: .inputOutput,
      message: "standard output: writing failed: \(String(cString: strerror(error)))")
  }

  static func note(_ text: String) {
    clearBar()
    put(text + "\n", to: STDERR_FILENO)
  }

  static func error(_ text: String, color: ColorChoice = .auto) {
    clearBar()
    let name = color.ink(for: STDERR_FILENO).failure("faultline:")
    put("\(name) \(text)\n", to: STDERR_FILENO)
  }

  /// Shows how far a stage is, from 0 to 1; nothing unless stderr is a terminal.
  static func progress(_ stage: String, _ share: Double) {
    clearBar()
    guard share < 1, isatty(STDERR_FILENO) != 0 else { return }
    let width = 30
    let filled = Int(share * Double(width))
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    put("\(bar) \(stage)", to: STDERR_FILENO)
  }

  /// Frees the line a bar may stand on; nothing unless stderr is a terminal.
  private static func clearBar() {
    if isatty(STDERR_FILENO) != 0 { put("\r\u{1B}[2K", to: STDERR_FILENO) }
  }

  /// The error that kept it from being written whole; `nil` if nothing did.
  @discardableResult
  private static func put(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var done = 0
    return bytes.withUnsafeBytes { buffer in
      while done < buffer.count, let base = buffer.baseAddress {
        let count = write(descriptor, base + done, buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : EIO }
        done += count
      }
      return nil
    }
  }
}
