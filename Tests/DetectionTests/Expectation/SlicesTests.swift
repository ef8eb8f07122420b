import Statistics
import Testing

@testable import Detection

@Suite("Courses of cycles")
struct SlicesTests {
  @Test("What all but one tell is the course of the others alone", arguments: [2, 3, 4, 7])
  func leaveOneOut(cycles: Int) {
    var random = SeededGenerator(seed: 6)
    let steps = 12
    let values = (0..<(cycles * steps)).map { _ in
      random.integer(below: 5) == 0 ? Double.nan : Double(random.integer(below: 9))
    }
    let slices = Slices(
      values: values, cycleSteps: steps, cycles: cycles,
      slotShift: values.map { _ in 0 })
    let all = Array(0..<cycles)
    let levels = Dictionary(uniqueKeysWithValues: all.map { ($0, 1 + 0.1 * Double($0)) })
    let courses = slices.trimmedCourses(of: all, levels: levels)
    #expect(courses.count == cycles + 1)
    for left in all {
      let others = slices.trimmedCourse(of: all.filter { $0 != left }, levels: levels)
      #expect(zip(courses[left], others).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test("A slot goes round with the clock")
  func slots() {
    #expect(Slices.slot(0, shift: -2, cycleSteps: 10) == 8)
    #expect(Slices.slot(9, shift: 2, cycleSteps: 10) == 1)
    #expect(Slices.slot(4, shift: 2, cycleSteps: 10) == 6)
  }
}
