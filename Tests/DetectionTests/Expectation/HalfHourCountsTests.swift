import Testing

@testable import Detection

@Suite("Counts by half hours")
struct HalfHourCountsTests {
  @Test("Steps are added up, and filled up where some are missing")
  func sums() {
    let missing = Double.nan
    let values = [1, 2, 3, 4, 5, 6, missing, missing, missing, 4, 5, missing, 7, 8, 9]
    let halves = HalfHourCounts(values, stepSeconds: 600, cycleSteps: 1008)
    #expect(halves.width == 3)
    #expect(Array(halves.values[..<2]) == [6, 15])
    #expect(halves.values[2].isNaN)
    #expect(halves.values[3] == 13.5)
    #expect(halves.values[4] == 24)
  }

  @Test(
    "Steps that make no half hours stay as they are",
    arguments: [(3600, 168), (1800, 336), (240, 2520), (900, 671)])
  func asTheyAre(stepSeconds: Int, cycleSteps: Int) {
    let halves = HalfHourCounts([3, 1, 4], stepSeconds: stepSeconds, cycleSteps: cycleSteps)
    #expect(halves.width == 1)
    #expect(halves.values == [3, 1, 4])
  }

  @Test("Slots go with the clock")
  func slices() {
    let values = (0..<16).map(Double.init)
    let halves = HalfHourCounts(values, stepSeconds: 900, cycleSteps: 8)
    let shift = [Int](repeating: 0, count: 8) + [Int](repeating: 2, count: 8)
    let slices = halves.slices(cycleSteps: 8, cycles: 2, slotShift: shift)
    #expect((0..<4).map { slices[0, $0] } == [1, 5, 9, 13])
    #expect((0..<4).map { slices[1, $0] } == [29, 17, 21, 25])
  }
}
