import Datastore
import Policy
import Reporting
import Vocabulary

/// What controls would have held of what was loaded, by the drops and links that runs recorded and by
/// what people said of them since.
enum RecordedReplay {
  static func make(
    _ store: Store, changes: [AuditedChange], register: [Service: ServiceEntry],
    window: TimeWindow, policy: PolicyFile
  ) throws -> ControlReplay {
    Replayer(policy.policy).replay(
      changes, drops: try drops(store, in: window), window: window,
      recorded: try store.intakes().reach(of: .deploys),
      areas: ReplayAreas.vps(changes.map(\.change), register: register, given: policy.areas))
  }

  private static func drops(_ store: Store, in window: TimeWindow) throws -> [ReplayedDrop] {
    let verdicts = Dictionary(try store.verdicts().map { ($0.verdict.drop, $0.verdict) }) {
      _, last in last
    }
    let causes = Dictionary(
      try store.incidents().compactMap { one in one.confirmedCause.map { (one.id, $0) } }
    ) { first, _ in first }
    return try store.recordedDrops(in: window).compactMap { drop in
      ReplayedDrop(
        drop, verdict: verdicts[drop.id],
        confirmed: .confirmed(
          by: drop.incidents.compactMap { causes[$0] }, among: drop.suspects.map(\.change)))
    }
  }
}
