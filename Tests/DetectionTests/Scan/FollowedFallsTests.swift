import Statistics
import Testing

@testable import Detection

@Suite("Falls that are followed side by side")
struct FollowedFallsTests {
  /// A pass over noise with some holes.
  private static func pass(count: Int) -> FilterPass {
    var random = SeededGenerator(seed: 8)
    let noise = (0..<count).map { step -> Double in
      step % 31 == 7 ? .infinity : 0.002 + 0.001 * Double(step % 4)
    }
    return FilterPass(
      NoisyAR1(rho: 0.95, stateVariance: 0.01),
      observations: noise.map { _ in 0.1 * random.normal() }, noise: noise)
  }

  @Test("Each rung of the ladder holds what its falls have taken over")
  func ladder() {
    let response = StepResponse(FollowedFallsTests.pass(count: 120))
    let steps = 10..<115
    var durations: [Int] = []
    DurationLadder.climb(response, longest: 48, steps: steps) { duration, taken in
      durations.append(duration)
      for start in steps where start + duration <= steps.upperBound {
        let followed = response.taken(start, start + duration)
        #expect(abs(taken[start - steps.lowerBound] - followed) < 1e-12)
      }
    }
    #expect(durations == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48])
  }

  @Test("Four onsets at once are as likely as each by itself", arguments: [1, 3])
  func onsets(apart: Int) {
    let pass = FollowedFallsTests.pass(count: 90)
    let courses = FallCourses(pass, StepResponse(pass), from: 20, to: 80, spread: 1.2)
    let starts = Array(stride(from: 17, through: 82, by: apart))
    for shape in [FallShape.atOnce, .ramp(9), .stairs(12)] {
      let parts = shape.parts(place: 0.5)
      let found = courses.logLikelihoods(parts, from: starts)
      #expect(found == starts.map { courses.logLikelihood(parts, from: $0) })
      // Before the first onset, and where it is not there in full before the end, there is none.
      #expect(found.first == .some(nil) && found.last == .some(nil) && found.contains { $0 != nil })
    }
  }
}
