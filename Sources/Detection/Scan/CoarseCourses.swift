import Statistics

/// What the filter has taken over of falls that begin a fixed number of steps apart.
///
/// Where a fall lasts four of these, its course is put together from those over one, and these from
/// courses over half of one where they are known; so all durations together cost little more than one
/// pass over the steps. Shorter falls are followed step by step.
struct CoarseCourses {
  /// ξ(end) = scale·ξ(start) + offset.
  private typealias Course = (scale: Double, offset: Double)

  private let response: StepResponse
  /// Courses one behind the other, by their length.
  private var courses: [Int: [Course]] = [:]
  /// The last that were followed step by step: longer ones go on where they ended.
  private var followed: (stride: Int, duration: Int, taken: [Double]) = (0, 0, [])

  init(_ response: StepResponse) { self.response = response }

  /// ξ at the ends of the falls that begin at 0, `stride`, 2·`stride` … and end by `end`.
  mutating func taken(duration: Int, every stride: Int, upTo end: Int) -> [Double] {
    guard stride > 1, 4 * stride == duration else {
      return follow(duration: duration, every: stride, upTo: end)
    }
    let parts = courses(over: stride, upTo: end)
    return (0..<max(0, parts.count - 3)).map { index in
      parts[index..<(index + 4)].reduce(0) { $1.scale * $0 + $1.offset }
    }
  }

  private mutating func follow(duration: Int, every stride: Int, upTo end: Int) -> [Double] {
    if followed.stride != stride || followed.duration > duration {
      followed = (stride, 0, [Double](repeating: 0, count: end / stride + 1))
    }
    followed.taken.removeLast(followed.taken.count - ((end - duration) / stride + 1))
    for index in followed.taken.indices {
      let start = index * stride
      var taken = followed.taken[index]
      for step in (start + followed.duration)..<(start + duration) {
        taken = response.decay[step] * taken + response.uptake[step]
      }
      followed.taken[index] = taken
    }
    followed.duration = duration
    return followed.taken
  }

  private mutating func courses(over length: Int, upTo end: Int) -> [Course] {
    if let known = courses[length] { return known }
    var found: [Course] = []
    found.reserveCapacity(end / length)
    if let halves = courses[length / 2], length.isMultiple(of: 2) {
      for first in stride(from: 0, to: halves.count - 1, by: 2) {
        found.append(CoarseCourses.joined(halves[first], halves[first + 1]))
      }
    } else {
      for first in stride(from: 0, through: end - length, by: length) {
        var course: Course = (1, 0)
        for step in first..<(first + length) {
          course = CoarseCourses.joined(course, (response.decay[step], response.uptake[step]))
        }
        found.append(course)
      }
    }
    courses[length] = found
    return found
  }

  private static func joined(_ one: Course, _ next: Course) -> Course {
    (next.scale * one.scale, next.scale * one.offset + next.offset)
  }
}
