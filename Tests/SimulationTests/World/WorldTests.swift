import Statistics
import Testing
import Vocabulary

@testable import Simulation

@Suite("World")
struct WorldTests {
  private static let worlds = (1...4).map { World.make(.small, seed: UInt64($0)) }

  @Test("The same seed gives the same bytes")
  func deterministic() throws {
    let first = try DatasetWriter.files(of: World.make(.small, seed: 9))
    let second = try DatasetWriter.files(of: World.make(.small, seed: 9))
    #expect(first == second)
  }

  @Test("Another seed gives another world")
  func seeds() throws {
    let first = try DatasetWriter.files(of: Self.worlds[0], compress: false)
    let second = try DatasetWriter.files(of: Self.worlds[1], compress: false)
    for (one, other) in zip(first, second) { #expect(one.bytes != other.bytes, "\(one.name)") }
  }

  @Test("Every marketplace has a series over the whole window")
  func series() {
    for world in Self.worlds {
      #expect(world.series.map(\.key.marketplace.name) == world.settings.marketplaces)
      #expect(world.series.allSatisfy { $0.window == world.settings.window })
      #expect(world.series.allSatisfy { $0.errors?.count == $0.count })
    }
  }

  @Test("Ids are unique and ascend with the start, telling nothing of faults")
  func ids() {
    for world in Self.worlds {
      #expect(Set(world.deploys.map(\.deployment.id)).count == world.deploys.count)
      let starts = world.deploys.map(\.deployment.startedAt)
      #expect(starts == starts.sorted())
      #expect(world.changes.map(\.id) == world.changes.map(\.id).sorted())
    }
  }

  @Test("No drop begins in the quiet days")
  func quietDays() {
    for world in Self.worlds {
      let quiet = world.settings.start.advanced(
        bySeconds: world.settings.faults.quietDays * 86_400)
      #expect(world.truth.drops.count == world.settings.faults.drops)
      #expect(world.truth.drops.allSatisfy { $0.start >= quiet })
    }
  }

  @Test("A cause is named if and only if a recorded change was behind the drop, and it came first")
  func causes() throws {
    for seed in 1...12 {
      let world = World.make(.small, seed: UInt64(seed))
      let changes = Dictionary(uniqueKeysWithValues: world.changes.map { ($0.id, $0) })
      for drop in world.truth.drops {
        #expect((drop.causeChange != nil) == (drop.cause == .change))
        guard let id = drop.causeChange else { continue }
        let cause = try #require(changes[id])
        for part in drop.parts {
          let reached = cause.rollout.steps.contains {
            $0.startedAt <= part.onset && $0.reach.includes(part.marketplace) == true
          }
          #expect(reached, "\(drop.id) hit \(part.marketplace) before the change did")
        }
      }
    }
  }

  @Test("Decoys stand in the log, begin before the onset and are not the cause")
  func decoys() throws {
    for world in Self.worlds {
      let changes = Dictionary(uniqueKeysWithValues: world.changes.map { ($0.id, $0) })
      for drop in world.truth.drops {
        for id in drop.decoys {
          let decoy = try #require(changes[id])
          #expect(decoy.rollout.startedAt < drop.start)
          #expect(id != drop.causeChange)
        }
      }
    }
  }

  @Test("Planted drops are where the counts are lower, by as much as was planted")
  func realisedLoss() {
    var compared = 0
    for seed in 1...8 {
      let world = World.make(.small, seed: UInt64(seed))
      for drop in world.truth.drops where drop.overlaps.isEmpty && drop.observedShare == 1 {
        guard let counted = counted(drop, in: world) else { continue }
        let mean = drop.expectedOrders - drop.ordersLost
        let spread = (world.settings.demand.dispersion * mean).squareRoot()
        #expect(abs(counted - mean) < 5 * spread + 5, "seed \(seed), \(drop.id)")
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  /// Orders counted in the steps of a drop; `nil` if a counter stood still nearby.
  private func counted(_ drop: TrueDrop, in world: World) -> Double? {
    let span = TimeWindow(start: drop.start.advanced(bySeconds: -7200), end: drop.end)
    guard let span,
      !world.truth.notDrops.contains(where: { $0.kind == .lateCount && $0.window.overlaps(span) })
    else { return nil }
    var sum = 0
    for part in drop.parts {
      for series in world.series where series.key.marketplace == part.marketplace {
        for index in 0..<series.count {
          let step = TimeWindow(start: series.time(at: index), seconds: series.stepSeconds)
          let window = TimeWindow(start: part.onset, seconds: part.end.seconds(since: part.onset))
          if step.overlaps(window) { sum += series.orders[index] ?? 0 }
        }
      }
    }
    return Double(sum)
  }

  @Test("Only what is on the calendar is in the feed, the rest is in the truth")
  func calendar() {
    for world in Self.worlds {
      let known = world.truth.notDrops.filter(\.onCalendar)
      #expect(
        world.calendar.filter { $0.window.overlaps(world.settings.window) }.count == known.count)
    }
  }

  @Test("A gap of the feed is a hole, not a zero")
  func gaps() {
    for world in Self.worlds {
      for gap in world.truth.notDrops where gap.kind == .feedGap {
        for series in world.series where gap.marketplaces.contains(series.key.marketplace) {
          for index in series.index(of: gap.start)..<series.index(of: gap.end) {
            #expect(series.orders[index] == nil)
          }
        }
      }
    }
  }

  @Test("A world may end inside a drop, which then is open")
  func open() {
    var settings = WorldSettings.small
    settings.faults.openAtEnd = true
    for seed in 1...5 {
      let world = World.make(settings, seed: UInt64(seed))
      #expect(world.truth.drops.contains { $0.stillOpen })
      let end = settings.window.end
      #expect(world.deploys.allSatisfy { $0.deployment.startedAt < end })
      #expect(world.deploys.allSatisfy { $0.deployment.rolledBackAt.map { $0 < end } ?? true })
    }
  }

  @Test("Settings drawn for the evaluation stay within its bounds")
  func evaluation() {
    for seed in 0..<200 {
      let settings = WorldSettings.evaluation(seed: UInt64(seed))
      let samples = settings.days * 86_400 / settings.stepSeconds * settings.marketplaces.count
      #expect(samples <= 1_500_000)
      #expect((3...20).contains(settings.marketplaces.count))
      #expect((6...40).contains(settings.faults.drops))
      #expect((35...273).contains(settings.days))
      #expect(settings == WorldSettings.evaluation(seed: UInt64(seed)))
    }
    let all = (0..<200).map { WorldSettings.evaluation(seed: UInt64($0)) }
    #expect(Set(all.map(\.stepSeconds)) == [60, 300, 900])
    #expect(all.contains { $0.days <= 35 } && all.contains { $0.days >= 252 })
    #expect(all.contains { $0.marketplaces.count == 3 })
    #expect(all.contains { $0.marketplaces.count >= 18 })
    #expect(all.contains { $0.special.onCalendar == 0 })
    #expect(all.contains { $0.special.onCalendar == 1 })
    #expect(all.contains { $0.demand.slowNoise < 0.025 })
    #expect(all.contains { $0.demand.slowNoise > 0.055 })
  }
}
