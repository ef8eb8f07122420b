import FoundationEssentials
import Simulation
import Testing
import Vocabulary

/// Reads the committed truth: `scripts/reports` sees to it that the scenario still makes it.
@Suite("Data set since the third quarter of 2025")
struct SinceQ3DatasetTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
    + "/datasets/since-2025q3"

  private let truth: Truth

  init() throws {
    let file = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/truth.json"))
    truth = try #require(Truth(json: Array(file)))
  }

  private func drop(on day: String) throws -> TrueDrop {
    try #require(truth.drops.first { $0.start.description.hasPrefix(day) && $0.note != nil })
  }

  private func rate(_ kind: PlantedRate.Kind, from day: String) throws -> PlantedRate {
    try #require(
      truth.rates?.first { $0.kind == kind && $0.start.description.hasPrefix(day) })
  }

  @Test("The two outages have the published size and are the largest of all")
  func outages() throws {
    let second = try drop(on: "2026-03-02")
    #expect(abs(second.ordersLost / 120_000 - 1) < 0.01)
    #expect(abs(second.extraErrors / 1_600_000 - 1) < 0.01)
    let fifth = try drop(on: "2026-03-05")
    #expect(abs(fifth.ordersLost / 6_300_000 - 1) < 0.01)
    #expect(fifth.marketplaces.map(\.name) == ["CA", "MX", "US"])
    #expect(truth.drops.allSatisfy { $0.id == fifth.id || $0.ordersLost < 1_500_000 })
  }

  @Test("More changes were behind drops from quarter to quarter")
  func trend() throws {
    let quarters = ["2025-07", "2025-10", "2026-01", "2026-04"].map { "\($0)-01T00:00:00Z" }
    // The whole time is no part of a quarter; the last quarter has two parts.
    let parts = (truth.rates ?? []).filter { $0.kind == .all }
      .filter { !($0.start.description == quarters[0] && $0.end.description == quarters[3]) }
    let rates = zip(quarters, quarters.dropFirst()).map { from, to in
      parts.filter { $0.start.description >= from && $0.start.description < to }
        .reduce(0) { $0 + $1.behindDrops }
    }
    #expect(rates[0] < rates[1] && rates[1] < rates[2], "\(rates)")
  }

  @Test("During the reset fewer and smaller changes shipped, and hardly one undocumented")
  func reset() throws {
    func daily(_ rate: PlantedRate) -> Double {
      Double(rate.changes) / Double(rate.end.seconds(since: rate.start)) * 86_400
    }
    let (before, within) = (
      try rate(.all, from: "2026-01-01"), try rate(.all, from: "2026-03-09")
    )
    #expect(daily(within) < daily(before))
    #expect(within.medianLines < before.medianLines)
    func undocumented(_ day: String, _ all: PlantedRate) throws -> Double {
      Double(try rate(.undocumented, from: day).changes) / Double(all.changes)
    }
    #expect(try undocumented("2026-03-09", within) < 0.03)
    #expect(try undocumented("2026-01-01", before) > 0.05)
  }

  @Test("AI-assisted changes are larger, so that a raw comparison says too much")
  func confounding() throws {
    let (ai, other) = (
      try rate(.aiAssisted, from: "2025-07-01"), try rate(.withoutAI, from: "2025-07-01")
    )
    #expect((1.7...2.3).contains(ai.medianLines / other.medianLines))
    #expect(truth.aiFaultRatio == 1.5)
    #expect(truth.undocumentedFaultRatio == 2.5)
    #expect(truth.aiSizeRatio == 2)
    #expect(ai.changes + other.changes == (try rate(.all, from: "2025-07-01").changes))
  }

  @Test("The README and the script name the same seed, which is that of the truth")
  func seed() throws {
    for path in ["README.md", "../../scripts/datasets/since-2025q3"] {
      let text = try String(
        contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(path)"), encoding: .utf8)
      #expect(text.contains("--scenario since-2025q3 --seed \(truth.seed)"))
    }
  }
}
