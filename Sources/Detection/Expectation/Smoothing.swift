/// How far a profile is averaged over neighbouring slots.
enum Smoothing {
  /// Half widths tried, in slots.
  static let widths = [0, 1, 2, 4, 8, 16, 32]

  /// Triangular smoothing (a running mean of `2·width + 1` slots, applied twice), the cycle closed
  /// to a ring. Towards a jump it narrows.
  static func smooth(_ course: [Double], width: Int, jumps: CourseJumps = .none) -> [Double] {
    guard width > 0, course.count > 4 * width else { return course }
    guard !jumps.slots.isEmpty else {
      return runningMean(runningMean(course, width: width), width: width)
    }
    let widths = jumps.widths(upTo: width, count: course.count)
    return runningMean(runningMean(course, widths: widths), widths: widths)
  }

  /// The mean over so many slots on either side of each, of a ring.
  private static func runningMean(_ course: [Double], widths: [Int]) -> [Double] {
    let most = widths.max() ?? 0
    var sums = [0.0]
    sums.reserveCapacity(course.count + 2 * most + 1)
    for place in -most..<(course.count + most) {
      sums.append(sums[place + most] + course[(place + course.count) % course.count])
    }
    return widths.indices.map { slot in
      let (first, width) = (slot + most - widths[slot], 2 * widths[slot] + 1)
      return (sums[first + width] - sums[first]) / Double(width)
    }
  }

  private static func runningMean(_ course: [Double], width: Int) -> [Double] {
    let count = course.count
    let span = 2 * width + 1
    var sum = 0.0
    for slot in -width...width { sum += course[slot < 0 ? slot + count : slot] }
    var means = [Double](repeating: 0, count: count)
    var result = means.mutableSpan
    var leaves = count - width
    var enters = width + 1
    for slot in result.indices {
      result[slot] = sum / Double(span)
      sum += course[enters] - course[leaves]
      leaves = leaves + 1 < count ? leaves + 1 : 0
      enters = enters + 1 < count ? enters + 1 : 0
    }
    return means
  }

  /// The width whose profiles predict left-out cycles with the least error, weighted as counts.
  ///
  /// - Parameter courses: for each learner the unsmoothed course of the others.
  static func bestWidth(
    slices: Slices, learners: [Int], levels: [Int: Double], courses: [[Double]],
    jumps: CourseJumps
  ) -> Int {
    guard learners.count > 1 else { return 0 }
    // Every learner would be best; three tell the same and cost half.
    let judges = learners.indices.suffix(3)
    var best = 0
    var bestError = Double.infinity
    var worse = 0
    // Errors fall up to the best width and rise behind it.
    for width in widths where worse < 2 && slices.cycleSteps > 7 * 4 * width {
      var error = 0.0
      for judge in judges {
        let course = smooth(courses[judge], width: width, jumps: jumps)
        let cycle = learners[judge]
        let level = levels[cycle] ?? 1
        for slot in 0..<slices.cycleSteps {
          let value = slices[cycle, slot]
          guard !value.isNaN, course[slot] > 0 else { continue }
          let expected = course[slot] * level
          let miss = value - expected
          // Beyond three standard deviations of a count an error says nothing about smoothing.
          error += min(miss * miss / expected, 9 + 0.01 * expected)
        }
      }
      if error < bestError * 0.999 {
        bestError = error
        best = width
        worse = 0
      } else {
        worse += 1
      }
    }
    return best
  }
}
