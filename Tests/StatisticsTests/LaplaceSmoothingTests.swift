import Testing

@testable import Statistics

@Suite("Smoothing to both sides")
struct LaplaceSmoothingTests {
  @Test("A point is spread evenly to both sides, by the scale on average, and nothing is lost")
  func point() {
    var values = [Double](repeating: 0, count: 401)
    values[200] = 3
    let smoothed = LaplaceSmoothing.smoothed(values, scale: 8)
    let distance = smoothed.enumerated().reduce(0) {
      $0 + $1.element * abs(Double($1.offset - 200))
    }
    #expect(abs(smoothed.reduce(0, +) - 3) < 1e-9)
    #expect(abs(distance / 3 - 8) < 0.05)
    #expect(smoothed[190] == smoothed[210])
  }

  @Test("With hardly any scale values stay as they are")
  func none() {
    let smoothed = LaplaceSmoothing.smoothed([0, 1, 0, 2], scale: 0.01)
    #expect(zip(smoothed, [0, 1, 0, 2]).allSatisfy { abs($0 - $1) < 1e-9 })
  }
}
