import ArgumentParser
import Detection
import Simulation
import Vocabulary

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Score on worlds")
  @Option var worlds: String
  @Flag var verbose = false

  func run() async throws {
    let bounds = worlds.split(separator: ".", omittingEmptySubsequences: true).compactMap { UInt64($0) }
    var tally = DetectionTally()
    for seed in bounds[0]...bounds[bounds.count - 1] {
      let world = World.make(.evaluation(seed: seed), seed: seed)
      let clock = ContinuousClock()
      let start = clock.now
      let result = await Detector().detect(world.series, calendar: world.calendar)
      let outcome = DetectionOutcome(
        world.truth, found: result.drops, marketplaces: world.settings.marketplaces.count,
        window: world.settings.window)
      tally.add(outcome, stepSeconds: world.settings.stepSeconds)
      let took = clock.now - start
      print("world", seed, "step", world.settings.stepSeconds, "mk", world.settings.marketplaces.count, "days", world.settings.days, "noise", world.settings.demand.slowNoise, "daily", Int(world.settings.demand.dailyOrders), "took", took)
      guard verbose else { continue }
      for match in outcome.matches {
        let p = match.planted
        print("  ", p.id, p.cause.rawValue, p.start, "min", p.end.minutes(since: p.start), "mk", p.parts.count, "depth", p.depth, "lost", Int(p.ordersLost), "signal", p.signal, terminator: " -> ")
        if let f = match.found {
          print(f.onset.mode, f.onset.range(0.9).low, f.onset.range(0.9).high, f.marketplaces.count, "lost", Int(f.lostOrders.value), Int(f.lostOrders.low), Int(f.lostOrders.high), "sig", f.signal)
        } else { print("MISSED") }
      }
      for f in outcome.falseDrops {
        print("   FALSE", f.onset.mode, f.window.end, f.marketplaces.map(\.name).joined(separator: ","), "depth", f.parts.map { Int($0.depth.value * 100) }, "sig", f.signal, "lost", Int(f.lostOrders.value))
      }
      for n in world.truth.notDrops { print("   not", n.kind.rawValue, n.start, n.end, n.marketplaces.count, n.onCalendar, n.marketplaces.prefix(3).map(\.name)) }
      for d in result.dismissed where d.kind != .feedGap { print("   dismissed", d.kind.rawValue, d.window.start, d.window.end, d.series.count, d.depth?.value ?? 0) }
    }
    for r in tally.recall { print(r.name, r.found, "of", r.planted) }
    print("false", tally.falseDrops, "per mq", Double(tally.falseDrops) / tally.marketplaceQuarters, "mq", tally.marketplaceQuarters)
    let onset = tally.onsetErrors.map(abs).sorted(), loss = tally.lossErrors.map(abs).sorted()
    print("onset median", onset[onset.count / 2], "covered", Double(tally.onsetsCovered) / Double(onset.count))
    print("loss median", loss[loss.count / 2], "p90", loss[loss.count * 9 / 10], "covered", Double(tally.lossesCovered) / Double(loss.count), "bias", tally.lossErrors.sorted()[loss.count / 2])
    print("quiet", Double(tally.quietHeld) / Double(max(1, tally.quietTried)))
  }
}
