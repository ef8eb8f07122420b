import Testing

@testable import Detection

@Suite("Half hours against the usual course")
struct HalfHourLogsTests {
  @Test(
    "An hour of any number of steps is cut, wherever the window ends",
    arguments: [2, 9, 15, 36, 45], [0, 1, 3])
  func odd(hour: Int, more: Int) {
    let values = [Double](repeating: 50, count: 3 * hour + more)
    let halves = HalfHourLogs(values, hour: hour, shifts: [-hour, 0, hour]) { _ in 50 }
    #expect(halves.count * halves.length >= values.count)
    #expect(halves.usual.count == halves.count)
    #expect(halves.logs.allSatisfy { shift in shift.allSatisfy { abs($0) < 1e-9 } })
  }
}
