import Vocabulary

extension TerminalText {
  /// A line a fact, a line a problem, and what follows.
  public static func doctor(_ report: DoctorReport) -> String {
    var text = table(report.facts.map { [$0.name, $0.value] }, indent: 0)
    text += report.problems.map(\.sentence)
    let looked =
      report.isVerified
      ? "Every page of the database was checked."
      : "The database was not read through; --verify does."
    text.append(
      report.problems.isEmpty
        ? "No problem found. \(looked)" : "\(counted(report.problems.count, "problem")). \(looked)")
    return lines(text)
  }

  /// The same as JSON, `faultline/doctor/1`.
  public static func doctorJSON(_ report: DoctorReport) -> String {
    JSONText.encoded(
      DoctorRecord(
        schema: "faultline/doctor/1",
        facts: report.facts.map { .init(name: $0.name, value: $0.value) },
        problems: report.problems.map { .init(kind: $0.kind, statement: $0.sentence) },
        verified: report.isVerified))
  }
}

extension TerminalText {
  /// That deploys name change records which the feed of them does not have.
  public static func recordsMissing(_ numbers: [String], deploys: Int) -> String {
    "\(counted(deploys, "deploy")) \(deploys == 1 ? "names" : "name") change records that "
      + "change_records does not have: \(enumerated(numbers)). Export them too, or look at how the "
      + "numbers are written; what these deploys do not say about approval stays unknown."
  }
}

extension DoctorProblem {
  var sentence: String {
    switch self {
    case .nameAlone(let thing, let name, let feed, let near, let nearIn):
      aloneText(thing, name, feed, near, nearIn)
    case .staleFeed(let feed, let newest, let now, let limit):
      newest.map {
        "\(feed.rawValue): the newest row \(feed == .orderMetrics ? "reaches to" : "is of") \($0), "
          + "\(hours(now.seconds(since: $0))) ago (limit \(hours(limit)))."
      } ?? "\(feed.rawValue): nothing is loaded."
    case .rowsInFuture(let feed, let count, let newest, let now):
      "\(feed.rawValue): \(counted(count, "row")) after now (\(now)), the latest of \(newest). "
        + "Look at the zone of that feed, or at this machine's clock."
    case .detectedBeforeStart(let incident, let place):
      "\(place): incident \(incident) was detected before it started. One of the two times is "
        + "wrong, or in another zone."
    case .recordsMissing(let numbers, let deploys):
      TerminalText.recordsMissing(numbers, deploys: deploys)
    case .recordsUnnamed(let count):
      "\(counted(count, "change record")) loaded, and no deploy names any, so that nothing is known "
        + "from them. Say in the settings where deploys name them: change_record = { from = \"…\", "
        + "match = \"CHG[0-9]+\" }, say."
    case .endsBeforeStart(let file, let count, let line):
      "\(file): \(counted(count, "row")) set aside because an end comes before its start, the "
        + "first on line \(line). Look at the zones of its columns."
    case .clockFarOff(let newest, let now):
      "The newest row of all is of \(newest), and this machine's clock says \(now). If the "
        + "exports are not that old, the clock is wrong."
    case .rowsWithoutStep(let rows): rows.unplacedSentence
    case .damage(let reason): reason
    }
  }

  var kind: String {
    switch self {
    case .nameAlone(let thing, _, _, _, _): "\(thing.rawValue)_in_one_feed"
    case .staleFeed: "stale_feed"
    case .rowsInFuture: "rows_in_future"
    case .detectedBeforeStart: "detected_before_start"
    case .recordsMissing: "change_records_missing"
    case .recordsUnnamed: "change_records_unnamed"
    case .endsBeforeStart: "ends_before_start"
    case .clockFarOff: "clock_far_off"
    case .rowsWithoutStep: "rows_without_step"
    case .damage: "damage"
    }
  }

  private func aloneText(
    _ thing: Thing, _ name: String, _ feed: Feed, _ near: String?, _ nearIn: Feed?
  ) -> String {
    let text = "\(thing.rawValue) \"\(name)\" is named in \(feed.rawValue) only."
    guard let near, let nearIn else { return text }
    let (kept, other) = feed == .services ? (name, near) : (near, name)
    let advice =
      thing == .system
      ? " If it is the same: [aliases] \"\(kept)\" = [\"\(other)\"]." : ""
    return text + " \(nearIn.rawValue) has \"\(near)\"." + advice
  }

  private func hours(_ seconds: Int) -> String {
    seconds < 48 * 3600 ? counted(seconds / 3600, "hour") : counted(seconds / 86_400, "day")
  }
}

private struct DoctorRecord: Codable, Hashable, Sendable {
  struct Fact: Codable, Hashable, Sendable {
    let name: String
    let value: String
  }

  struct Problem: Codable, Hashable, Sendable {
    let kind: String
    let statement: String
  }

  let schema: String
  let facts: [Fact]
  let problems: [Problem]
  let verified: Bool
}
