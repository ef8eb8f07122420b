/// With `--verbose`, a line on stderr for each stage that ended, with the seconds it took.
final class StageLog {
  private let isOn: Bool
  private var since = Clock.instant

  init(_ common: CommonOptions) { isOn = common.verbose && !common.quiet }

  /// Says what was done since the last stage ended.
  func ended(_ what: @autoclosure () -> String) {
    guard isOn else { return }
    let now = Clock.instant
    Diagnostics.note("\(StageLog.seconds(now - since)) s  \(what())")
    since = now
  }

  /// `  0.048`: milliseconds, right-aligned up to an hour.
  private static func seconds(_ duration: Duration) -> String {
    let parts = duration.components
    let thousandths = String(1000 + parts.attoseconds / 1_000_000_000_000_000).dropFirst()
    let text = "\(parts.seconds).\(thousandths)"
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
  }
}
