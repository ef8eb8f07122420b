import Statistics
import Testing

@testable import Detection

@Suite("Falls that begin a fixed number of steps apart")
struct CoarseCoursesTests {
  @Test("What is put together from shorter courses is what is followed step by step")
  func putTogether() {
    var random = SeededGenerator(seed: 5)
    let count = 400
    let noise = (0..<count).map { step -> Double in
      step % 37 == 5 ? .infinity : 0.002 + 0.001 * Double(step % 5)
    }
    let pass = FilterPass(
      NoisyAR1(rho: 0.97, stateVariance: 0.01),
      observations: noise.map { _ in 0.1 * random.normal() }, noise: noise)
    let response = StepResponse(pass)
    var courses = CoarseCourses(response)
    let looks = [
      (1, 2), (2, 2), (3, 2), (6, 2), (8, 2), (12, 3), (16, 4), (24, 6), (32, 8), (50, 8),
    ]
    for (duration, stride) in looks {
      let found = courses.taken(duration: duration, every: stride, upTo: count)
      let starts = Swift.stride(from: 0, through: count - duration, by: stride)
      #expect(found.count == starts.reduce(0) { sum, _ in sum + 1 })
      for (start, taken) in zip(starts, found) {
        #expect(abs(taken - response.taken(start, start + duration)) < 1e-12)
      }
    }
  }
}
