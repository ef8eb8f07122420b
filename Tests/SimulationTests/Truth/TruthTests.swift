import Testing
import Vocabulary

@testable import Simulation

@Suite("Truth")
struct TruthTests {
  @Test("What was written as JSON reads back equal")
  func roundTrip() throws {
    for seed in 1...3 {
      let truth = World.make(.small, seed: UInt64(seed)).truth
      #expect(Truth(json: try truth.json()) == truth)
    }
  }

  @Test("Keys are in snake case and times in RFC 3339")
  func form() throws {
    let text = String(decoding: try World.make(.small, seed: 1).truth.json(), as: UTF8.self)
    for key in ["\"orders_lost\"", "\"expected_orders\"", "\"not_drops\"", "\"still_open\""] {
      #expect(text.contains(key))
    }
    #expect(text.contains("\"start\" : \"2025-"))
    #expect(!text.contains("ordersLost"))
  }

  @Test("A time that is no time is refused, and so is another schema")
  func refused() throws {
    let truth = World.make(.small, seed: 1).truth
    let text = String(decoding: try truth.json(), as: UTF8.self)
    let first = try #require(truth.drops.first)
    let broken = text.replacing(first.start.description, with: "2025-02-30T00:00:00Z")
    #expect(Truth(json: Array(broken.utf8)) == nil)
    let other = text.replacing(Truth.currentSchema, with: "faultline/truth/9")
    #expect(Truth(json: Array(other.utf8)) == nil)
    #expect(Truth(json: []) == nil)
  }

  @Test("A drop's losses are the sum of its parts'")
  func sums() {
    for drop in World.make(.small, seed: 4).truth.drops {
      #expect(abs(drop.parts.map(\.ordersLost).reduce(0, +) - drop.ordersLost) < 0.1)
      #expect(drop.start == drop.parts.map(\.onset).min())
      #expect(drop.end == drop.parts.map(\.end).max())
      #expect(drop.ordersLost <= drop.expectedOrders)
    }
  }
}
