import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Deploys, incidents and services that come after their drops were recorded")
struct LateRecordsTests {
  private let place: Workplace
  /// Some hours behind the drop.
  private static let firstEnd = SmallDataset.drop.end.advanced(bySeconds: 6 * 3600)
  private static let change = SmallDataset.suspect

  init() throws { place = try Workplace() }

  /// The orders from one moment to another, with records of the caller's choice.
  private func write(
    _ name: String, _ data: SmallDataset, from start: Timestamp = SmallDataset.start,
    to end: Timestamp = SmallDataset.end
  ) throws {
    var part = data
    part.metrics.rows = data.metrics.rows.filter { $0 >= "\(start)" && $0 < "\(end)" }
    try part.write(name, in: place.folder)
  }

  private func without(_ prefix: String, _ data: SmallDataset = SmallDataset()) -> SmallDataset {
    var data = data
    data.deploys.rows.removeAll { $0.hasPrefix(prefix) }
    data.incidents.rows.removeAll { $0.hasPrefix(prefix) }
    return data
  }

  /// The links of the drop as they are recorded, evidence included.
  private func links(_ database: String) throws -> [String] {
    try place.query(
      """
      SELECT status || ' ' || no_recorded_change || ' ' || changes_considered FROM drop_event
        WHERE drop_id = '2026-02-05-1400'
      UNION ALL
      SELECT position || ' ' || change_id || ' ' || deploy_ids || ' ' || probability FROM link
        WHERE drop_id = '2026-02-05-1400'
      UNION ALL
      SELECT change_id || ' ' || position || ' ' || log_odds || ' ' || statement FROM evidence
        WHERE drop_id = '2026-02-05-1400'
      UNION ALL
      SELECT incident_id FROM drop_incident WHERE drop_id = '2026-02-05-1400'
      """, on: database)
  }

  private func relinked(_ night: Nightly) -> [[String: Any]] {
    night.json["relinked"] as? [[String: Any]] ?? []
  }

  private func page(_ reports: String) throws -> String {
    try String(contentsOfFile: "\(place.path)/\(reports)/nightly.md", encoding: .utf8)
  }

  @Test(
    "A change that comes a night late is linked, told with its row, and recorded as one run does")
  func deploy() throws {
    try write("first", without("D-77"), to: Self.firstEnd)
    try write("second", SmallDataset(), from: Self.firstEnd)
    try write("whole", SmallDataset())
    let first = try place.nightly(["first"], reports: "one")
    try #require(first.drops.count == 1)
    #expect(relinked(first).isEmpty)
    let before = try links("night.sqlite")
    let second = try place.nightly(["second"], reports: "two")
    #expect(second.drops.isEmpty, "the drop was in the night before")
    let relink = try #require(relinked(second).first)
    #expect(relinked(second).count == 1)
    #expect(relink["drop_id"] as? String == "2026-02-05-1400")
    #expect((relink["before"] as? [String: Any])?["status"] as? String == "unexplained")
    let now = try #require(relink["now"] as? [String: Any])
    #expect(now["status"] as? String == "linked")
    let rows = try #require(relink["rows"] as? [[String: Any]])
    #expect(rows.map { $0["id"] as? String } == ["D-77"])
    #expect(rows.map { $0["file"] as? String } == ["deploys.csv"])
    #expect(rows.map { $0["line"] as? Int } == [SmallDataset().deploys.rows.count + 1])
    let line = "deploys.csv:\(SmallDataset().deploys.rows.count + 1)"
    #expect(try page("two").contains(line))
    #expect(try page("two").contains("is now linked"))
    let html = try String(contentsOfFile: "\(place.path)/two/index.html", encoding: .utf8)
    #expect(html.contains(line))
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "whole")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
    #expect(try links("night.sqlite") != before)
  }

  @Test("Without a new order the night is looked at again and tells the row too")
  func noOrders() throws {
    try write("first", without("D-77"))
    try write("whole", SmallDataset())
    _ = try place.nightly(["first"], reports: "one")
    let second = try place.nightly(["whole"], reports: "two")
    #expect(second.drops.count == 1)
    let rows = relinked(second).first?["rows"] as? [[String: Any]] ?? []
    #expect(rows.map { $0["id"] as? String } == ["D-77"])
    #expect(try page("two").contains("Judged differently: none"), "it is told once")
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "w")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
  }

  @Test("Once told it is not told again, and doing the night again gives the same bytes")
  func once() throws {
    try write("first", without("D-77"), to: Self.firstEnd)
    let middle = Self.firstEnd.advanced(bySeconds: 86_400)
    try write("second", SmallDataset(), from: Self.firstEnd, to: middle)
    try write("third", SmallDataset(), from: middle)
    _ = try place.nightly(["first"], reports: "one")
    let second = try place.nightly(["second"], reports: "two")
    #expect(relinked(second).count == 1)
    let recorded = try links("night.sqlite")
    let again = try place.nightly(["second"], reports: "again")
    #expect(again.run.out == second.run.out)
    #expect(try links("night.sqlite") == recorded)
    let third = try place.nightly(["third"], reports: "three")
    #expect(relinked(third).isEmpty)
    #expect(try !page("three").contains("altered the link"))
    try write("whole", SmallDataset())
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "whole")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
  }

  @Test("A past night made again still tells what it told, whatever came later")
  func past() throws {
    try write("first", without("D-77"), to: Self.firstEnd)
    let middle = Self.firstEnd.advanced(bySeconds: 86_400)
    try write("second", SmallDataset(), from: Self.firstEnd, to: middle)
    try write("third", without("INC", without("D-77")), from: middle)
    func night(_ inputs: [String], _ clock: Int, _ options: [String] = []) throws -> String {
      try place.run(
        ["nightly"] + inputs
          + ["--db", "night.sqlite", "--reports", "r\(clock)", "--json"] + options,
        clock: clock
      ).out
    }
    let first = try night(["first"], 1_790_000_000)
    let second = try night(["second"], 1_790_100_000)
    #expect(second.contains("relinked"))
    // The row moves the change behind the drop again.
    var moved = SmallDataset()
    moved.deploys.rows = moved.deploys.rows.filter { $0.hasPrefix("D-77") }.map {
      $0.replacingOccurrences(
        of: "\(SmallDataset.drop.start.advanced(bySeconds: -480))", with: "\(SmallDataset.drop.end)"
      )
    }
    try place.folder.write("third/deploys.csv", moved.deploys.text)
    let third = try night(["third"], 1_790_200_000)
    #expect(third.contains("relinked"))
    #expect(third.contains(#""corrected" : true"#) || third.contains(#""corrected": true"#))
    func asOf(_ clock: Int) -> [String] {
      ["--as-of", "\(Timestamp(secondsSinceEpoch: Int64(clock)))"]
    }
    #expect(try night([], 1_790_300_001, asOf(1_790_100_060)) == second)
    #expect(try night([], 1_790_300_002, asOf(1_790_000_060)) == first)
  }

  @Test("A change that comes weeks late is linked as if it had been there, other drops being known")
  func old() throws {
    // A drop of the week before, after another change of the same service; and four weeks more.
    var data = SmallDataset(seed: 8)
    let earlier = TimeWindow(
      start: SmallDataset.drop.start.advanced(bySeconds: -9 * 86_400), seconds: 4 * 3600)
    let calm = SmallDataset(seed: 8, planted: false).metrics.rows
    data.metrics.rows += calm.prefix(28 * 24 * 2).enumerated().map { index, row in
      let time = SmallDataset.end.advanced(bySeconds: index / 2 * 3600)
      return "\(time)" + row.drop { $0 != "," }
    }
    data.metrics.rows = data.metrics.rows.map { row in
      guard row >= "\(earlier.start)", row < "\(earlier.end)" else { return row }
      let cells = row.split(separator: ",")
      return "\(cells[0]),\(cells[1]),\((Int(cells[2]) ?? 0) * 4 / 10)"
    }
    let at = earlier.start.advanced(bySeconds: -600)
    data.deploys.rows.append(
      "D-70,CHG-70,checkout,\(at),*,succeeded,,none,MCM-70,u1,u2;u3,passed,passed,Tidy checkout")
    let end = SmallDataset.end.advanced(bySeconds: 28 * 86_400)
    let (second, third) = (
      earlier.end.advanced(bySeconds: 86_400), end.advanced(bySeconds: -6 * 3600)
    )
    try write("first", without("D-77", data), to: second)
    try write("second", without("D-77", data), from: second, to: third)
    try write("third", data, from: third, to: end)
    try write("whole", data, to: end)
    #expect(try place.nightly(["first"], reports: "one").drops.count == 1)
    #expect(try place.nightly(["second"], reports: "two").drops.count == 1)
    let night = try place.nightly(["third"], reports: "three")
    #expect(relinked(night).map { $0["drop_id"] as? String } == ["2026-02-05-1400"])
    #expect(try place.nightly(["whole"], db: "whole.sqlite", reports: "w").drops.count == 2)
    #expect(try links("night.sqlite") == links("whole.sqlite"))
    #expect(try !page("three").contains("New: 2026-02-05-1400"))
  }

  @Test("An incident that names the service of a change is told with its row")
  func incident() throws {
    var plain = SmallDataset()
    plain.incidents.header += ",services"
    // A second change as close, so that the incident decides between the two.
    let at = SmallDataset.drop.start.advanced(bySeconds: -480)
    plain.deploys.rows.removeAll { $0.hasPrefix("D-77") }
    plain.deploys.rows += ["D-77,\(Self.change),checkout", "D-78,CHG-78,cart"].map {
      "\($0),\(at),*,succeeded,,none,MCM,u1,u2;u3,passed,passed,Tidy"
    }
    plain.incidents.rows = []
    var named = plain
    named.incidents.rows = [
      "INC-9,\(SmallDataset.drop.start),Orders are down,SEV2,\(SmallDataset.drop.end),DE;US,cart"
    ]
    try write("first", plain, to: Self.firstEnd)
    try write("second", named, from: Self.firstEnd)
    try write("whole", named)
    _ = try place.nightly(["first"], reports: "one")
    let second = try place.nightly(["second"], reports: "two")
    let rows = relinked(second).first?["rows"] as? [[String: Any]] ?? []
    #expect(rows.map { $0["id"] as? String } == ["INC-9"])
    #expect(try page("two").contains("incidents.csv:2"))
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "w")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
  }

  @Test("A corrected register is told with the line of its service")
  func register() throws {
    var wrong = SmallDataset()
    let at = SmallDataset.drop.start.advanced(bySeconds: -480)
    wrong.deploys.rows.removeAll { $0.hasPrefix("D-77") }
    wrong.deploys.rows += ["D-77,\(Self.change),checkout", "D-78,CHG-78,search"].map {
      "\($0),\(at),*,succeeded,,none,MCM,u1,u2;u3,passed,passed,Tidy"
    }
    let right = wrong
    wrong.services.rows = wrong.services.rows.map {
      $0.replacingOccurrences(of: "checkout,1", with: "checkout,3")
        .replacingOccurrences(of: "search,2", with: "search,1")
    }
    try write("first", wrong, to: Self.firstEnd)
    try write("second", right, from: Self.firstEnd)
    try write("whole", right)
    _ = try place.nightly(["first"], reports: "one")
    let second = try place.nightly(["second"], reports: "two")
    let rows = relinked(second).first?["rows"] as? [[String: Any]] ?? []
    #expect(Set(rows.compactMap { $0["id"] as? String }) == ["checkout", "search"])
    #expect(try page("two").contains("services.csv:2"))
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "w")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
  }

  @Test(
    "Rows that bear on no recorded drop, and words and paperwork that links do not rest on, tell nothing"
  )
  func nothing() throws {
    try write("first", without("D-100"), to: Self.firstEnd)
    var second = SmallDataset()
    second.deploys.rows = second.deploys.rows.map {
      $0.replacingOccurrences(of: "Retry payments, faster", with: "Retry payments")
        .replacingOccurrences(of: "MCM-131", with: "MCM-900")
    }
    second.services.rows = second.services.rows.map {
      $0.replacingOccurrences(of: "Team Cart", with: "Team Basket")
    }
    try write("second", second, from: Self.firstEnd)
    _ = try place.nightly(["first"], reports: "one")
    let night = try place.nightly(["second"], reports: "two")
    #expect(relinked(night).isEmpty)
    try write("whole", second)
    _ = try place.nightly(["whole"], db: "whole.sqlite", reports: "whole")
    #expect(try links("night.sqlite") == links("whole.sqlite"))
  }
}
