import Statistics

/// Where the usual course of a cycle jumps: a shop opens or closes, a weekly sale begins. Nothing is
/// averaged across, or orders would be expected before the door is open.
///
/// A line is laid through the slots on either side. Where both miss each other by much more than lines
/// elsewhere do, in the mean of all cycles and in nearly each by itself, the course jumps (local linear
/// estimation of change points, as in Loader, "Change point estimation using nonparametric regression",
/// Annals of Statistics 24, 1996).
struct CourseJumps: Equatable {
  /// The slots that begin behind a jump, ascending.
  let slots: [Int]

  static let none = CourseJumps(slots: [])

  /// Lines of a jump miss each other by so many times what they usually do,
  private static let clear = 7.0
  /// and by this share of the higher side: less is lost in what days differ by.
  private static let smallestShare = 0.1
  /// Beside a jump the lines miss each other too, by a third and some noise.
  private static let echo = 0.65

  /// Behind a closed door so many orders would have come in all cycles together at this share of the mean.
  private static let doorOrders = 10.0
  private static let doorShare = 0.05

  /// How many slots on either side of each one of the ring belong to it, `most` at most. The slot beside
  /// a jump stands alone: the jump may lie within it.
  func widths(upTo most: Int, count: Int) -> [Int] {
    var widths = [Int](repeating: most, count: count)
    for jump in slots {
      for apart in 0...most {
        for slot in [jump + apart, jump - 1 - apart] {
          let slot = (slot + count) % count
          widths[slot] = min(widths[slot], max(0, apart - 1))
        }
      }
    }
    return widths
  }

  /// - Parameters:
  ///   - slices: as counted, not averaged over neighbours.
  ///   - learners: the cycles to learn from.
  ///   - width: slots of a line, at least 3.
  static func find(in slices: Slices, learners: [Int], width: Int) -> CourseJumps {
    guard learners.count >= 2, slices.cycleSteps > 8 * width else { return .none }
    let course = Slices.filled(slices.mean(of: learners))
    let misses = SideLines.misses(course, width: width)
    // Counts scatter by the root of their mean.
    let scaled = misses.map { $0.higher > 0 ? abs($0.size) / $0.higher.squareRoot() : 0 }
    var known = scaled.filter { $0 > 0 }
    guard !known.isEmpty else { return .none }
    // As a standard deviation: half a normal has its median at 1 / 1.4826.
    let usual = 1.4826 * Quantiles.medianInPlace(&known)
    let jumpy = scaled.indices.filter {
      scaled[$0] > clear * usual
        && abs(misses[$0].size) > smallestShare * misses[$0].higher
    }
    var found: [Int] = []
    for slot in jumpy.sorted(by: { (scaled[$1], $0) < (scaled[$0], $1) }) {
      let isEcho = found.contains {
        let apart = slices.distance($0, slot)
        return apart < width && scaled[slot] < echo * scaled[$0] || 2 * apart < width
      }
      if !isEcho, isUsual(misses[slot].size, at: slot, slices, learners, width) {
        found.append(slot)
      }
    }
    found += doors(of: course, cycles: learners.count)
    return CourseJumps(slots: Set(found).sorted())
  }

  /// Where next to nothing begins and ends to be counted, for long enough that it is no chance.
  private static func doors(of course: [Double], cycles: Int) -> [Int] {
    let mean = course.reduce(0, +) / Double(course.count)
    let isClosed = course.map { $0 < DetectionModel.closedShare * mean }
    let doors = course.indices.filter {
      isClosed[$0] != isClosed[$0 == 0 ? course.count - 1 : $0 - 1]
    }
    let least = doorOrders / (doorShare * mean * Double(cycles))
    return doors.indices.flatMap { index -> [Int] in
      let (first, next) = (doors[index], doors[(index + 1) % doors.count])
      let length = (next - first + course.count) % course.count
      return isClosed[first] && Double(length) >= least ? [first, next] : []
    }
  }

  /// Whether four in five cycles that counted anything there jump the same way, by a quarter of it at least:
  /// one odd week is none.
  private static func isUsual(
    _ size: Double, at slot: Int, _ slices: Slices, _ learners: [Int], _ width: Int
  ) -> Bool {
    let each = learners.map { cycle in
      SideLines.miss(width: width) { slices[cycle, slices.ring(slot + $0)] }
    }.filter { !$0.isNaN }
    return 5 * each.count { $0 / size > 0.25 } >= 4 * each.count
  }
}
