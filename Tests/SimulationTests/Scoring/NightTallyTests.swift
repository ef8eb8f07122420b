import Simulation
import Testing
import Vocabulary

@Suite("What single nights told of a world")
struct NightTallyTests {
  private func drop(_ id: String, at start: Timestamp, in place: Marketplace) -> Drop {
    .found(id, in: place, from: start, to: start.advanced(bySeconds: 3600))
  }

  @Test("A false drop counts once however many nights tell it; a planted one never as false")
  func counts() throws {
    let world = World.make(.evaluation(seed: 105), seed: 105)
    let planted = try #require(world.truth.drops.first { $0.signal >= 4 && $0.overlapsData })
    let part = try #require(planted.parts.max { $0.ordersLost < $1.ordersLost })
    let hit = drop("planted", at: part.onset, in: part.marketplace)
    let place = world.series[0].key.marketplace
    let quiet = try #require(
      stride(from: 86_400, to: world.settings.window.seconds, by: 3600).lazy
        .map { world.settings.window.start.advanced(bySeconds: $0) }
        .first { start in
          let near = TimeWindow(start: start.advanced(bySeconds: -7200), seconds: 18_000)
          return !world.truth.drops.contains {
            $0.start < near.end && near.start < $0.end
          }
        })
    var tally = NightTally()
    let wrong = tally.add(
      world, told: [hit, drop("a", at: quiet, in: place), hit, drop("b", at: quiet, in: place)],
      found: [hit], span: world.settings.window)
    let lines = tally.text.split(separator: "\n").map(String.init)
    #expect(wrong.count == 1 && wrong[0].contains(" in \(place.name), fall 0.50"))
    #expect(lines[1].contains(" 1 false drops,"))
    #expect(lines[2].contains(" 0 false drops,"))
    #expect(lines[1].contains(": 1 of ") && lines[2].contains(": 1 of "))
  }

  @Test("A false drop beside a holiday that no calendar held is counted as that")
  func beside() throws {
    let world = World.make(.evaluation(seed: 117), seed: 117)
    let (holiday, place) = try #require(
      world.truth.notDrops.lazy.compactMap { item -> (TimeWindow, Marketplace)? in
        guard item.kind == .holiday, !item.onCalendar, let place = item.marketplaces.first,
          !world.truth.drops.contains(where: {
            $0.start < item.window.end && item.window.start < $0.end
          })
        else { return nil }
        return (item.window, place)
      }.first)
    var tally = NightTally()
    let wrong = tally.add(
      world, told: [drop("a", at: holiday.start, in: place)], found: [],
      span: world.settings.window)
    let lines = tally.text.split(separator: "\n").map(String.init)
    #expect(lines[1].contains(" 1 false drops,") && lines[1].contains("; 1 of them beside"))
    #expect(lines[2].contains("; 0 of them beside"))
    #expect(wrong.count == 1 && wrong[0].contains("beside holiday \(holiday.start)"))
  }
}
