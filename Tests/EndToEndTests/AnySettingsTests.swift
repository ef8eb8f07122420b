import Foundation
import TestSupport
import Testing

@testable import faultline

@Suite("Whatever a settings file or a preset holds")
struct AnySettingsTests {
  private static let seeds = [
    """
    [feeds.changes]
    files = ["exports/change_request*.csv"]
    preset = "servicenow-change"
    timezone = "America/New_York"
    encoding = "windows-1252"
    format = "MM/dd/yyyy HH:mm:ss"
    stale_after_hours = 26.5

    [feeds.changes.columns]
    service = { from = ["Business service", "Configuration item"] }
    ai_assisted = { from = "u_ai_assisted", values = { Yes = true, No = false, "" = "unknown" } }
    reviewers = { from = "Approvers[*]", split = ";", join = "," }
    lines_changed = { from = "x", match = "([0-9]+)", count = true, default = 3 }

    [feeds.changes.skip_if]
    State = ["New", "-5"]
    env = { match = "(?i)^dev", optional = true }

    """,
    """
    [detection]
    look_back_weeks = 6
    smallest_fall = 0.05
    [linking]
    look_back_hours = 48
    prior_share = 0.1
    [limits]
    rows_set_aside_share = 0.01
    [feeds.order_metrics]
    delimiter = ";"
    quotes = false
    order = "first-then-second"
    records = ["a[]", "b"]
    columns = { timestamp = "ts", marketplace = { default = "US" } }
    [aliases]
    checkout-api = ["Checkout API (PROD)", "svc-checkout"]

    """,
  ]

  private static let policy = """
    unknown_blocks = false
    [reset]
    start = "2026-03-09"
    days = 90
    [scope]
    tier = 1
    systems = ["gift-cards"]
    [rules.a]
    control = "two_reviewers"
    reviewers = 2
    [rules.b]
    control = "change_record"
    [rules.c]
    control = "standards_check"
    [rules.d]
    control = "reliability_tests"
    [standard]
    record_types = ["standard"]
    excused_from = ["b"]
    [emergency]
    approval_within_hours = 24
    [[exceptions]]
    id = "EX-1"
    rules = ["d"]
    changes = ["CHG-1"]
    from = "2026-03-09"
    until = "2026-04-30"
    reason = "x"
    owner = "Team"
    [areas]
    "A B" = "C"

    """

  private static let scraps = [
    "[", "]", "[[", "{", "}", "=", ".", ",", "\"", "\"\"\"", "'", "#", "\n", "\r\n", " ", "\t", "-",
    "0x", "1e300", "9223372036854775807", "-9223372036854775808", "nan", "inf", "-inf", "true",
    "false",
    "2026-03-05", "2026-03-05T14:02:00Z", "14:02:00", "\\u0000", "\\x", "é", "\u{0}", "\u{feff}",
    "(",
    "*", "feeds", "columns", "skip_if", "values", "from", "preset", "own", "deploys", "services",
  ]

  /// A text with some pieces put in, taken out or said twice.
  private func mutated(_ text: String, _ random: inout ShuffleGenerator) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...characters.count, using: &random)
      let end = min(characters.count, place + Int.random(in: 0...12, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: characters.removeSubrange(place..<end)
      case 1: characters.insert(contentsOf: Array(characters[place..<end]), at: place)
      default:
        let scrap = AnySettingsTests.scraps.randomElement(using: &random) ?? ""
        characters.replaceSubrange(
          Bool.random(using: &random) ? place..<end : place..<place, with: Array(scrap))
      }
    }
    return String(characters)
  }

  @Test("Settings are taken, or refused with their place and the key", arguments: 0..<20)
  func settings(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    for seed in AnySettingsTests.seeds {
      #expect(throws: Never.self) { try Settings(path: folder.write("good.toml", seed)) }
      for _ in 0..<40 {
        let path = try folder.write("faultline.toml", mutated(seed, &random))
        do {
          _ = try Settings(path: path)
        } catch let failure as ToolFailure {
          #expect(failure.status == .settings)
          #expect(failure.message.hasPrefix(path))
        }
      }
    }
  }

  @Test("A policy is taken, or refused with its place and the key", arguments: 0..<20)
  func policies(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    let settings = try Settings(path: folder.write("faultline.toml", ""))
    for _ in 0..<40 {
      let path = try folder.write("policy.toml", mutated(AnySettingsTests.policy, &random))
      do {
        _ = try PolicyFile(path: path, settings: settings)
      } catch let failure as ToolFailure {
        #expect(failure.status == .settings)
        #expect(failure.message.hasPrefix(path))
      }
    }
  }

  @Test("A preset is taken, or refused with its place and the key", arguments: 0..<20)
  func presets(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    for (name, bytes) in PresetCatalog.builtIn {
      for _ in 0..<20 {
        let text = mutated(String(decoding: bytes, as: UTF8.self), &random)
        let problems = SettingsProblems(file: "presets/\(name).toml")
        let preset = Preset(name: name, text: text, problems: problems)
        #expect((preset == nil) == !problems.isEmpty)
      }
    }
  }
}
