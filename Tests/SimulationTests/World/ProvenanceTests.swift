import Testing
import Vocabulary

@testable import Simulation

@Suite("Provenance and faults")
struct ProvenanceTests {
  /// Many drops and little else, so that shares among causes can be counted.
  private static func settings(ratio: Double) -> WorldSettings {
    var settings = WorldSettings(days: 28, stepSeconds: 3600, marketplaces: ["DE"])
    settings.demand.dailyOrders = 200_000
    settings.register.tierOne = 30
    settings.register.tierTwo = 0
    settings.log.stepsPerDay = 60
    settings.provenance.aiShare = 0.4
    settings.provenance.aiUnknown = 0
    settings.faults.drops = 40
    settings.faults.quietDays = 1
    settings.faults.causeChange = 1
    settings.faults.apartHours = 0
    settings.faults.overlapping = 1
    settings.faults.minimumSignal = 0
    settings.faults.decoys = 0
    settings.faults.aiFaultRatio = ratio
    settings.faults.undocumentedFaultRatio = ratio
    return settings
  }

  /// Shares of AI-assisted and of undocumented changes among all and among causes.
  private static func shares(
    ratio: Double
  ) -> (ai: (all: Double, causes: Double), undocumented: (all: Double, causes: Double), n: Int) {
    var all: [Change] = []
    var causes: [Change] = []
    for seed in 1...15 {
      let world = World.make(settings(ratio: ratio), seed: UInt64(seed))
      let named = Set(world.truth.drops.compactMap(\.causeChange))
      let changes = world.changes.filter { $0.rollout.steps[0].rollbackOf == nil }
      all += changes
      causes += changes.filter { named.contains($0.id) }
    }
    func share(_ changes: [Change], _ test: (Change) -> Bool) -> Double {
      Double(changes.count(where: test)) / Double(changes.count)
    }
    func assisted(_ change: Change) -> Bool { change.authorship.isAIAssisted == true }
    func undocumented(_ change: Change) -> Bool { change.paperwork.isDocumented == false }
    return (
      (share(all, assisted), share(causes, assisted)),
      (share(all, undocumented), share(causes, undocumented)), causes.count
    )
  }

  @Test("In a world of ratio 1 causes are assisted and undocumented as often as all changes are")
  func innocent() {
    let found = Self.shares(ratio: 1)
    #expect(found.n > 500)
    let aiError = (found.ai.all * (1 - found.ai.all) / Double(found.n)).squareRoot()
    #expect(abs(found.ai.causes - found.ai.all) < 4 * aiError)
    let paperError =
      (found.undocumented.all * (1 - found.undocumented.all) / Double(found.n)).squareRoot()
    #expect(abs(found.undocumented.causes - found.undocumented.all) < 4 * paperError)
  }

  @Test("In a world of ratio 3 they are causes about three times as often")
  func ratio() {
    let found = Self.shares(ratio: 3)
    func odds(_ share: Double) -> Double { share / (1 - share) }
    #expect((2.2...4).contains(odds(found.ai.causes) / odds(found.ai.all)))
    #expect((1.8...4.5).contains(odds(found.undocumented.causes) / odds(found.undocumented.all)))
  }

  @Test("The log shows declared, inferred, absent and unknown authorship")
  func authorship() {
    let world = World.make(.small, seed: 2)
    var kinds: Set<String> = []
    for record in world.deploys {
      switch record.authorship {
      case .declared: kinds.insert("declared")
      case .inferred(let marker, _):
        kinds.insert("inferred")
        #expect(record.summary?.contains(marker) == true)
      case .none: kinds.insert("none")
      case .unknown: kinds.insert("unknown")
      }
    }
    #expect(kinds == ["declared", "inferred", "none", "unknown"])
  }
}
