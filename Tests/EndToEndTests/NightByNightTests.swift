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

  @Test("Drops and their links are recorded the same to the last digit")
  func same() throws {
    let times = try rows("order_metrics").rows.map(\.time)
    let first = try Date(try #require(times.min()), strategy: .iso8601)
    let days = [17.2, 33.3, 44.6, 52.2, 56.4, 58.2, 59.2]
    let ends = days.map { first.addingTimeInterval($0 * 86_400).ISO8601Format() } + ["9999"]
    try write(nights: ends)
    for night in ends.indices {
      #expect(
        try place.run(
          "nightly", "night-\(night)", "--db", "nights.sqlite", "--reports", "r\(night)"
        ).status == 0)
    }
    #expect(
      try place.run("nightly", "world", "--db", "world.sqlite", "--reports", "w").status == 0)
    func recorded(_ what: String, _ database: String) throws -> String {
      try place.run("export", what, "--db", database, "--format", "csv").out
    }
    #expect(try recorded("drops", "world.sqlite").split(whereSeparator: \.isNewline).count > 8)
    for what in ["drops", "links"] {
      #expect(try recorded(what, "nights.sqlite") == recorded(what, "world.sqlite"))
    }
  }
}
