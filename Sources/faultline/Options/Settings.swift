import Correlation
import Detection
import Glibc
import Ingestion
import Policy
import TOMLKit
import Vocabulary

/// The settings file, decoded strictly: an unknown key is an error, so that a typo cannot switch a
/// rule off.
struct Settings {
  var detection = DetectionSettings()
  var correlation = CorrelationSettings()
  var policy = SafeguardPolicy()
  var zones: [Feed: TimeZoneRule] = [:]
  /// A feed whose newest row is older than this is stale.
  var staleAfter: [Feed: Int] = [.orderMetrics: 3 * 3600, .deploys: 26 * 3600]
  /// More rows set aside than both of these make a run incomplete.
  var rowsSetAsideShare = 0.01
  var rowsSetAside = 20
  /// SHA-256 of the file, or of nothing where there is none.
  var hash: String

  /// The defaults if `path` is `nil`. Throws `ToolFailure` with status 78.
  init(path: String?) throws {
    guard let path else {
      hash = ContentHash.sha256(of: [])
      return
    }
    guard let bytes = Settings.read(path) else {
      throw ToolFailure(
        status: .settings, message: "\(path): cannot be read. Name a settings file with --config.")
    }
    hash = ContentHash.sha256(of: bytes)
    do {
      let table = try TOMLTable(string: String(decoding: bytes, as: UTF8.self))
      let file = try TOMLDecoder(strictDecoding: true).decode(SettingsFile.self, from: table)
      try apply(file, path: path)
    } catch let error as ToolFailure {
      throw error
    } catch {
      throw ToolFailure(status: .settings, message: "\(path): \(error)")
    }
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[0..<count]
    }
    return ferror(file) == 0 ? bytes : nil
  }

  private mutating func apply(_ file: SettingsFile, path: String) throws {
    func bad(_ key: String, _ reason: String) -> ToolFailure {
      ToolFailure(status: .settings, message: "\(path): \(key): \(reason)")
    }
    if let weeks = file.detection?.look_back_weeks {
      guard (2...26).contains(weeks) else { throw bad("look_back_weeks", "not from 2 to 26") }
      detection.lookBackWeeks = weeks
    }
    if let rate = file.detection?.false_drops_per_quarter {
      guard rate > 0, rate <= 100 else { throw bad("false_drops_per_quarter", "not from 0 to 100") }
      detection.falseDropsPerQuarter = rate
    }
    if let fall = file.detection?.smallest_fall {
      guard fall >= 0, fall < 1 else { throw bad("smallest_fall", "not from 0 to 1") }
      detection.smallestFall = fall
    }
    if let level = file.detection?.interval_level {
      guard level > 0, level < 1 else { throw bad("interval_level", "not between 0 and 1") }
      detection.intervalLevel = level
    }
    if let linking = file.linking {
      correlation = CorrelationSettings(
        lookBackSeconds: linking.look_back_hours.map { $0 * 3600 }
          ?? correlation.lookBackSeconds,
        priorShare: linking.prior_share.map { Probability(clamping: $0) }
          ?? correlation.priorShare)
    }
    if let safeguards = file.safeguards {
      var start: Timestamp?
      if let text = safeguards.reset_start {
        start = Moment(argument: text)?.timestamp
        if start == nil { throw bad("reset_start", "not a date such as 2026-03-09") }
      }
      policy = SafeguardPolicy(
        reviewersNeeded: safeguards.reviewers ?? policy.reviewersNeeded,
        deepestTier: safeguards.deepest_tier ?? policy.deepestTier, resetStartsAt: start,
        resetDays: safeguards.reset_days ?? policy.resetDays)
    }
    for (name, feed) in file.feeds ?? [:] {
      guard let kind = Feed(rawValue: name) else {
        let known = Feed.allCases.map(\.rawValue).joined(separator: ", ")
        throw bad("feeds.\(name)", "no such feed; there are \(known)")
      }
      if let text = feed.timezone {
        guard let zone = TimeZoneRule(text) else {
          throw bad(
            "feeds.\(name).timezone", "\"\(text)\" is neither UTC nor an offset like +01:00")
        }
        zones[kind] = zone
      }
      if let hours = feed.stale_after_hours { staleAfter[kind] = Int(hours * 3600) }
    }
    rowsSetAsideShare = file.limits?.rows_set_aside_share ?? rowsSetAsideShare
    rowsSetAside = file.limits?.rows_set_aside ?? rowsSetAside
  }
}

extension Settings {
  /// Whether a file lost more rows than these settings allow.
  func hasTooManySetAside(_ intake: Intake) -> Bool {
    intake.rowsOpen > rowsSetAside
      && Double(intake.rowsOpen) > rowsSetAsideShare * Double(intake.rowsRead)
  }
}

/// The settings file as it is written.
private struct SettingsFile: Codable {
  struct DetectionPart: Codable {
    var look_back_weeks: Int?
    var false_drops_per_quarter: Double?
    var smallest_fall: Double?
    var interval_level: Double?
  }

  struct LinkingPart: Codable {
    var look_back_hours: Int?
    var prior_share: Double?
  }

  struct SafeguardsPart: Codable {
    var reviewers: Int?
    var deepest_tier: Int?
    var reset_start: String?
    var reset_days: Int?
  }

  struct FeedPart: Codable {
    var timezone: String?
    var stale_after_hours: Double?
  }

  struct LimitsPart: Codable {
    var rows_set_aside_share: Double?
    var rows_set_aside: Int?
  }

  var detection: DetectionPart?
  var linking: LinkingPart?
  var safeguards: SafeguardsPart?
  var feeds: [String: FeedPart]?
  var limits: LimitsPart?
}
