import Testing
import Vocabulary

@testable import Simulation

@Suite("March 2026 scenario")
struct MarchScenarioTests {
  private static let world = Scenario.march2026(seed: 2038)

  private func drop(on day: String) throws -> TrueDrop {
    try #require(
      Self.world.truth.drops.first { $0.start.description.hasPrefix(day) }, "no drop on \(day)")
  }

  private func change(of drop: TrueDrop) throws -> Change {
    try #require(Self.world.changes.first { $0.id == drop.causeChange })
  }

  @Test("It has the size that the README states")
  func size() {
    let world = Self.world
    #expect(world.series.map(\.count).reduce(0, +) == 385_920)
    #expect(world.series.count == 20)
    #expect(world.settings.window.end.description == "2026-03-13T00:00:00Z")
    #expect(world.services.count { $0.tier == 1 } == 335)
    #expect(Set(world.services.map(\.service)).count == world.services.count)
    #expect(world.deploys.count >= 6000)
  }

  @Test("2 March costs 120,000 orders and 1.6 million errors and ends by a rollback")
  func secondOfMarch() throws {
    let drop = try drop(on: "2026-03-02")
    #expect(abs(drop.ordersLost / 120_000 - 1) < 0.01)
    #expect(abs(drop.extraErrors / 1_600_000 - 1) < 0.01)
    #expect(drop.parts.count == 20)
    #expect(drop.parts.allSatisfy { (0.2...0.32).contains($0.depth) })
    let change = try change(of: drop)
    #expect(change.service.name == "delivery-promise")
    #expect(change.authorship == .declared(.advised, tool: "Amazon Q"))
    #expect(change.rollout.steps.allSatisfy { $0.status == .rolledBack })
    #expect(change.rollout.steps.count == 3)
  }

  @Test("5 March takes 99 % of North America and 6.3 million orders, undocumented and unapproved")
  func fifthOfMarch() throws {
    let drop = try drop(on: "2026-03-05")
    #expect(abs(drop.ordersLost / 6_300_000 - 1) < 0.01)
    #expect(drop.marketplaces.map(\.name) == ["CA", "MX", "US"])
    #expect(drop.parts.allSatisfy { $0.depth == 0.99 })
    #expect(drop.end.description.hasPrefix("2026-03-05"))
    let change = try change(of: drop)
    #expect(change.paperwork.isDocumented == false)
    #expect(change.paperwork.isApproved == false)
    #expect(change.authorship.isAIAssisted == false)
  }

  @Test("The planted falls show in the counts")
  func realised() throws {
    let drop = try drop(on: "2026-03-05")
    var counted = 0
    for series in Self.world.series where drop.marketplaces.contains(series.key.marketplace) {
      for index in series.index(of: drop.start)...series.index(of: drop.end) {
        counted += series.orders[index] ?? 0
      }
    }
    let planted = drop.expectedOrders - drop.ordersLost
    #expect(abs(Double(counted) / planted - 1) < 0.05)
  }

  @Test("Twelve drops of all strengths and causes, each with decoys")
  func drops() {
    let drops = Self.world.truth.drops
    #expect(drops.count == 12)
    #expect(drops.allSatisfy { $0.filterSignal >= 3 && !$0.decoys.isEmpty && $0.overlaps.isEmpty })
    #expect(drops.contains { $0.signal < 4 })
    #expect(drops.contains { $0.filterSignal > 100 })
    #expect(drops.count { $0.cause == .external } == 2)
    #expect(drops.contains { $0.cause == .unrecordedChange })
    #expect(drops.contains { $0.incidents.isEmpty })
    #expect(drops.allSatisfy { $0.observedShare > 0.95 })
  }

  @Test("People declared the published figures and no cause for 2 and 5 March")
  func incidents() throws {
    let incidents = Self.world.incidents
    let second = try drop(on: "2026-03-02").incidents
    let declared = try #require(incidents.first { second.contains($0.id) })
    #expect(declared.declaredLostOrders == 120_000)
    #expect(declared.declaredWebsiteErrors == 1_600_000)
    #expect(declared.confirmedCause == nil)
    let fifth = try drop(on: "2026-03-05").incidents
    let largest = try #require(incidents.first { fifth.contains($0.id) })
    #expect(largest.declaredLostOrders == 6_300_000)
    #expect(largest.confirmedCause == nil)
    #expect(incidents.contains { $0.confirmedCause != nil })
  }

  @Test("One cause was still rolling out at its onset and was stopped later")
  func underway() throws {
    let drop = try drop(on: "2026-02-19")
    let step = try #require(try change(of: drop).rollout.steps.first)
    #expect(step.status == .failed)
    #expect(step.startedAt < drop.start)
    #expect(try #require(step.finishedAt) > drop.start)
  }
}
