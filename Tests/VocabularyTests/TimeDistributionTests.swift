import Testing
import Vocabulary

@Suite("Moments known only in distribution")
struct TimeDistributionTests {
  private let first = Timestamp(secondsSinceEpoch: 6000)

  private func distribution(_ weights: [Double]) throws -> TimeDistribution {
    try #require(TimeDistribution(first: first, stepSeconds: 60, weights: weights))
  }

  private func after(_ steps: Int) -> Timestamp { first.advanced(bySeconds: steps * 60) }

  @Test("Weights are scaled to sum to 1")
  func scaling() throws {
    #expect(try distribution([1, 3, 4]).weights == [0.125, 0.375, 0.5])
  }

  @Test("A quantile is the first moment whose cumulated weight reaches it")
  func quantile() throws {
    let found = try distribution([1, 3, 4])
    #expect(found.quantile(0) == after(0))
    #expect(found.quantile(0.125) == after(0))
    #expect(found.quantile(0.126) == after(1))
    #expect(found.quantile(0.5) == after(1))
    #expect(found.quantile(0.51) == after(2))
    #expect(found.quantile(1) == after(2))
  }

  @Test("Ten equal weights reach every tenth despite rounding")
  func rounding() throws {
    let even = try distribution([Double](repeating: 1, count: 10))
    for tenth in 1...10 { #expect(even.quantile(Double(tenth) / 10) == after(tenth - 1)) }
  }

  @Test("The central range leaves out the same weight on both sides")
  func range() throws {
    let range = try distribution([Double](repeating: 1, count: 100)).range(0.9)
    #expect(range.low == after(4))
    #expect(range.high == after(94))
  }

  @Test("The mode is the earliest of the largest weights")
  func mode() throws {
    #expect(try distribution([1, 4, 2, 4]).mode == after(1))
  }

  @Test("A certain moment is each of its quantiles")
  func certain() {
    let sure = TimeDistribution(certain: first, stepSeconds: 0)
    #expect(sure.mode == first && sure.stepSeconds == 1)
    #expect(sure.range(0.99) == (first, first))
  }

  @Test(
    "Weights that are no distribution make none",
    arguments: [[], [0, 0], [1, -0.5], [1, .nan], [1, .infinity]] as [[Double]])
  func refused(weights: [Double]) {
    #expect(TimeDistribution(first: first, stepSeconds: 60, weights: weights) == nil)
  }

  @Test("A step must have a length")
  func step() {
    #expect(TimeDistribution(first: first, stepSeconds: 0, weights: [1]) == nil)
  }
}
