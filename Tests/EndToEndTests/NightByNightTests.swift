import Foundation
import TestSupport
import Testing

@Suite("Night by night, or all at once")
struct NightByNightTests {
  private let place: Workplace

  /// Two months in four marketplaces, with twelve planted drops.
  init() throws {
    place = try Workplace()
    try place.run(
      "simulate", "world", "--seed", "12", "--days", "63", "--step", "1800", "--drops", "12",
      "--noise", "0.02", "--steps-per-day", "30", "--plain")
  }

  /// The rows of a feed of the world by the first time that each carries.
  private func rows(_ feed: String) throws -> (header: String, rows: [(time: String, text: String)])
  {
    let text = try String(contentsOfFile: "\(place.path)/world/\(feed).csv", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var rows: [(time: String, text: String)] = []
    for line in lines.dropFirst() {
      // A quoted text may go on in the next line.
      let starts = line.hasPrefix("DEP-") || line.hasPrefix("INC-") || line.hasPrefix("20")
      if starts, let time = line.firstMatch(of: /20\d\d-[-\d]+T[:\d]+Z/) {
        rows.append((String(time.0), line))
      } else if !rows.isEmpty {
        rows[rows.count - 1].text += "\n" + line
      }
    }
    return (lines[0], rows)
  }

  /// What each night brings: orders, deploys and incidents since the one before.
  private func write(nights ends: [String]) throws {
    for feed in ["order_metrics", "deploys", "incidents"] {
      let (header, all) = try rows(feed)
      var from = ""
      for (night, end) in ends.enumerated() {
        let mine = all.filter { $0.time >= from && $0.time < end }.map(\.text)
        let name = feed == "order_metrics" ? "\(feed)_\(night)" : feed
        try place.folder.write(
          "night-\(night)/\(name).csv", ([header] + mine).joined(separator: "\n") + "\n")
        from = end
      }
    }
    for feed in ["services", "calendar"] {
      let text = try String(contentsOfFile: "\(place.path)/world/\(feed).csv", encoding: .utf8)
      for night in ends.indices { try place.folder.write("night-\(night)/\(feed).csv", text) }
    }
  }

  /// The world again, without some orders: those of one marketplace begin late, and the feed of another
  /// was dead over the turn of two early weeks.
  private func thinOut(from first: Date) throws {
    let (header, all) = try rows("order_metrics")
    let column = try #require(header.split(separator: ",").firstIndex(of: "marketplace"))
    func marketplace(_ text: String) -> String {
      text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)[column]
    }
    let names = Set(all.map { marketplace($0.text) }).sorted()
    let opens = first.addingTimeInterval(15.4 * 86_400).ISO8601Format()
    let dead = (
      first.addingTimeInterval(25.6 * 86_400).ISO8601Format(),
      first.addingTimeInterval(29.7 * 86_400).ISO8601Format()
    )
    let kept = all.filter { time, text in
      switch marketplace(text) {
      case names[0]: time >= opens
      case names[1]: time < dead.0 || time >= dead.1
      default: true
      }
    }
    #expect(kept.count < all.count)
    try place.folder.write(
      "world/order_metrics.csv", ([header] + kept.map(\.text)).joined(separator: "\n") + "\n")
  }

  @Test("Drops and their links are recorded the same to the last digit")
  func same() throws {
    try expectSame(days: [17.2, 33.3, 44.6, 52.2, 56.4, 58.2, 59.2], from: first())
  }

  @Test("So are those of a marketplace that opened late, and of one whose feed was dead for days")
  func lateOpening() throws {
    let first = try first()
    try thinOut(from: first)
    try expectSame(
      days: [16.2, 20, 26.4, 28.4, 30.4, 33.3, 40.1, 44.6, 52.2, 56.4, 57.2, 59.2, 62.1],
      from: first)
  }

  private func first() throws -> Date {
    try Date(try #require(rows("order_metrics").rows.map(\.time).min()), strategy: .iso8601)
  }

  private func judge(_ folder: String, into database: String) throws {
    let run = try place.run("nightly", folder, "--db", database, "--reports", "reports")
    // 3 where a feed was silent.
    #expect([0, 3].contains(run.status))
  }

  private func expectSame(days: [Double], from first: Date) throws {
    let ends = days.map { first.addingTimeInterval($0 * 86_400).ISO8601Format() } + ["9999"]
    try write(nights: ends)
    for night in ends.indices {
      try judge("night-\(night)", into: "nights.sqlite")
    }
    try judge("world", into: "world.sqlite")
    func recorded(_ what: String, _ database: String) throws -> String {
      try place.run("export", what, "--db", database, "--format", "csv").out
    }
    #expect(try recorded("drops", "world.sqlite").split(whereSeparator: \.isNewline).count > 8)
    for what in ["drops", "links"] {
      #expect(try recorded(what, "nights.sqlite") == recorded(what, "world.sqlite"))
    }
  }
}
