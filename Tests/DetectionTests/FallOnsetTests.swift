import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("When a fall began")
struct FallOnsetTests {
  private let fall = TestWorld.window(52, 10, lasting: 6)
  private let judged = TestWorld.window(42, 0, lasting: 14 * 24)

  /// Steps by which drops are dated wrongly and over how many steps their onsets are spread, on average.
  private func dating(
    errors: Int?, _ plant: (inout TestWorld) -> Void
  ) async throws -> (miss: Double, width: Double) {
    var sums = (miss: 0.0, width: 0.0, drops: 0.0)
    for seed in UInt64(1)...10 {
      var world = TestWorld(seed: seed)
      plant(&world)
      if let errors { world.addErrors("DE", more: errors, during: fall) }
      let drops = await Detector().detect(world.series(), calendar: [], window: judged).drops
      guard let drop = drops.first(where: { $0.window.overlaps(fall) }) else { continue }
      let range = drop.onset.range(0.9)
      sums.miss += abs(Double(drop.onset.mode.seconds(since: fall.start))) / Double(TestWorld.step)
      sums.width += Double(range.high.seconds(since: range.low)) / Double(TestWorld.step) + 1
      sums.drops += 1
    }
    #expect(sums.drops >= 8)
    return (sums.miss / sums.drops, sums.width / sums.drops)
  }

  @Test("Website errors that rise with a weak fall say when it began")
  func errors() async throws {
    let alone = try await dating(errors: nil) { $0.scale("DE", fall, by: 0.9) }
    let steady = try await dating(errors: 0) { $0.scale("DE", fall, by: 0.9) }
    let rising = try await dating(errors: 30) { $0.scale("DE", fall, by: 0.9) }
    #expect(rising.miss <= 0.4)
    #expect(rising.width < 0.7 * alone.width)
    #expect(abs(steady.width - alone.width) < 0.2 * alone.width)
  }

  /// Weak noise before a fall may make it look much longer.
  @Test("Errors say that a fall began late in what looks like one")
  func late() async throws {
    var world = TestWorld(seed: 4)
    world.scale("DE", fall, by: 0.9)
    world.addErrors("DE", more: 30, during: fall)
    let block = TimeWindow(start: TestWorld.window(49, 0, lasting: 24).start, seconds: 7 * 86_400)
    let series = try #require(world.series().first { $0.key.marketplace == Marketplace("DE") })
    let watched = try #require(
      Watched(series, block: block, events: [], settings: DetectionSettings()))
    let start = watched.offset(of: fall.start)
    let end = watched.offset(of: fall.end)
    let long = try #require(watched.scan.fall(start - 2 * (end - start), end))
    let onset = try #require(watched.scan.onset(of: long) { watched.risingErrors(long, from: $0) })
    #expect(abs(onset.mode - start) <= 2)
  }

  /// The plain fall of the scan and its course are the same sums.
  @Test(
    "A fall that comes at once is as likely as the scan has it, and one that a ramp fits more so")
  func courses() throws {
    var random = SeededGenerator(seed: 3, stream: "courses")
    let ramp = FallShape.ramp(20)
    let residual = (0..<300).map { step -> Double in
      let part = step < 100 || step >= 160 ? 0 : ramp.part(step, onset: 100)
      return random.normal(sd: 0.03) - 0.1 * part
    }
    let scan = FallScan(
      residual, noise: residual.map { _ in 0.0009 }, masked: residual.map { _ in false },
      slow: NoisyAR1(rho: 0.97, stateVariance: 0.0004), breaks: .none, scale: .none)
    let courses = scan.courses(from: 80, to: 160, spread: 1)
    let plain = try #require(scan.fall(110, 160))
    let same = try #require(courses.logLikelihood(FallShape.atOnce.parts(place: 0), from: 110))
    #expect(abs(plain.logLikelihood - same) < 1e-9)
    let slow = try #require(courses.logLikelihood(ramp.parts(place: 0), from: 100))
    for onset in 85..<140 {
      #expect(try slow > #require(courses.logLikelihood([], from: onset)))
    }
    #expect(courses.logLikelihood(FallShape.ramp(70).parts(place: 0), from: 100) == nil)
  }

  @Test("What a fall leaves out while it comes on is what its shape says")
  func shapes() {
    for (shape, missing) in [
      (FallShape.atOnce, 0.0), (.ramp(12), 6), (.stairs(12), 4),
    ] {
      let parts = (0..<40).map { shape.part($0, onset: 3.5) }
      #expect(abs(parts.reduce(0, +) - (36.5 - missing)) < 1e-9)
      #expect(parts.allSatisfy { (0...1).contains($0) })
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0 <= $1 })
    }
    let weights = FallShape.tried(length: 30).map(\.weight)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-9)
    #expect(FallShape.tried(length: 3).map(\.shape) == [.atOnce])
  }
}
