import Testing
import Vocabulary

@testable import Simulation

@Suite("Fall profile")
struct FallProfileTests {
  private let zero = Timestamp(secondsSinceEpoch: 0)

  private func profile(rise: Int, recovery: Int, stairs: Int = 1) -> FallProfile {
    FallProfile(
      onset: zero, end: zero.advanced(bySeconds: 1000), depth: 0.5, riseSeconds: rise,
      recoverySeconds: recovery, stairs: stairs)
  }

  @Test("A sharp fall holds its depth from onset to end and is 0 outside")
  func sharp() {
    let profile = profile(rise: 0, recovery: 0)
    #expect(profile.mean(from: zero, seconds: 1000) == 0.5)
    #expect(profile.mean(from: zero.advanced(bySeconds: -300), seconds: 300) == 0)
    #expect(profile.mean(from: zero.advanced(bySeconds: 1000), seconds: 300) == 0)
    #expect(profile.mean(from: zero.advanced(bySeconds: 900), seconds: 200) == 0.25)
  }

  @Test("A ramp rises evenly")
  func ramp() {
    let profile = profile(rise: 600, recovery: 100)
    #expect(abs(profile.mean(from: zero, seconds: 600) - 0.25) < 1e-12)
    #expect(abs(profile.mean(from: zero, seconds: 300) - 0.125) < 1e-12)
    #expect(abs(profile.mean(from: zero.advanced(bySeconds: 900), seconds: 100) - 0.25) < 1e-12)
  }

  @Test("Stairs rise in equal jumps")
  func stairs() {
    let profile = profile(rise: 300, recovery: 0, stairs: 2)
    #expect(abs(profile.mean(from: zero, seconds: 150) - 0.25) < 1e-12)
    #expect(abs(profile.mean(from: zero.advanced(bySeconds: 150), seconds: 150) - 0.5) < 1e-12)
  }

  @Test("A mean over parts adds up to the mean over the whole")
  func additive() {
    let profile = profile(rise: 437, recovery: 211)
    let parts = (0..<10).map { part in
      profile.mean(from: zero.advanced(bySeconds: part * 100), seconds: 100)
    }
    let whole = profile.mean(from: zero, seconds: 1000)
    #expect(abs(parts.reduce(0, +) / 10 - whole) < 1e-12)
  }

  @Test("Rise and recovery that do not fit are shortened")
  func tooLong() {
    let profile = profile(rise: 5000, recovery: 5000)
    #expect(profile.onset == zero)
    #expect(profile.end == zero.advanced(bySeconds: 1000))
    #expect(profile.points.map(\.at) == profile.points.map(\.at).sorted())
  }

  @Test("Legs follow one another, each with its own depths, and the last ends at once")
  func legs() {
    let profile = FallProfile(
      onset: zero, legs: [FallLeg(minutes: 10, 0.9), FallLeg(minutes: 20, 0.4, to: 0.2)])
    #expect(profile.window.seconds == 1800)
    #expect(profile.depth == 0.9)
    #expect(abs(profile.mean(from: zero, seconds: 600) - 0.9) < 1e-12)
    #expect(abs(profile.mean(from: zero.advanced(bySeconds: 600), seconds: 1200) - 0.3) < 1e-12)
    #expect(profile.mean(from: zero.advanced(bySeconds: 1800), seconds: 60) == 0)
  }
}
