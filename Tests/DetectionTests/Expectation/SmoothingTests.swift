import Testing

@testable import Detection

@Suite("How far a profile is averaged")
struct SmoothingTests {
  @Test("Smoothing is the running mean of a ring, twice", arguments: [1, 2, 4])
  func smoothing(width: Int) {
    let course = (0..<24).map { Double(($0 * 7) % 11) }
    func mean(_ course: [Double]) -> [Double] {
      course.indices.map { slot in
        (-width...width).reduce(0) { $0 + course[(slot + $1 + 24) % 24] } / Double(2 * width + 1)
      }
    }
    let expected = mean(mean(course))
    #expect(
      zip(Smoothing.smooth(course, width: width), expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
