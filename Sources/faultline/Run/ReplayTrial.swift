import Policy
import Simulation
import Vocabulary

/// Replays worlds whose causes are known, by what the tool found and linked in them.
struct ReplayTrial {
  private(set) var tally = ReplayTally()
  private let policy: SafeguardPolicy

  init(_ policy: SafeguardPolicy = SafeguardPolicy()) { self.policy = policy }

  mutating func add(
    _ world: World, _ outcome: DetectionOutcome, drops: [Drop],
    attributions: [DropID: Attribution]
  ) {
    let audited = Auditor(policy).report(changes: world.changes, services: world.services).changes
    let replayer = Replayer(policy)
    let linked = drops.compactMap { drop in
      attributions[drop.id].map { said in
        ReplayedDrop(
          onset: drop.window.start, lostOrders: drop.lostOrders,
          links: said.suspects.map { .init(change: $0.change, probability: $0.probability.value) },
          noRecordedChange: said.noRecordedChange.value)
      }
    }
    let replay = replayer.replay(
      audited, drops: linked, window: world.settings.window, areas: [:])
    let held = Dictionary(
      uniqueKeysWithValues: audited.map { ($0.change.id, replayer.controls(holding: $0)) })
    tally.add(replay, of: world, outcome: outcome) { change, one in
      held[change].map { !$0.isDisjoint(with: one.controls) } ?? false
    }
  }
}
