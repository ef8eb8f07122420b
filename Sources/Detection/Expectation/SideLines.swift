/// Lines through the slots on either side of each slot's begin, and how they miss each other there.
enum SideLines {
  /// `size` is what the line behind has more, `higher` the more of both, at least 0.
  typealias Miss = (size: Double, higher: Double)

  /// - Parameter course: a ring without holes, longer than two lines.
  static func misses(_ course: [Double], width: Int) -> [Miss] {
    let count = course.count
    // Sums of values, and of values times place, before each place of the ring, a line more on either side.
    var sums = [(plain: Double, placed: Double)]()
    sums.reserveCapacity(count + 2 * width + 1)
    sums.append((0, 0))
    for place in 0..<(count + 2 * width) {
      let value = course[(place + count - width) % count]
      let last = sums[place]
      sums.append((last.plain + value, last.placed + value * Double(place)))
    }
    let (half, spread) = places(width)
    return (0..<count).map { slot in
      func line(from first: Int) -> (mean: Double, rise: Double) {
        let plain = sums[first + width].plain - sums[first].plain
        let placed = sums[first + width].placed - sums[first].placed
        let slope = (placed - plain * (Double(first) + half)) / spread
        return (plain / Double(width), slope * Double(width) / 2)
      }
      let (before, behind) = (line(from: slot), line(from: slot + width))
      let (end, begin) = (before.mean + before.rise, behind.mean - behind.rise)
      return (begin - end, max(0, begin, end))
    }
  }

  /// The size of one, `value` giving what is so many slots behind it; NaN where one has none.
  static func miss(width: Int, _ value: (Int) -> Double) -> Double {
    let (half, spread) = places(width)
    var size = 0.0
    for place in 0..<width {
      let weight = 1 / Double(width) - (Double(place) - half) * Double(width) / 2 / spread
      size += weight * (value(place) - value(-1 - place))
    }
    return size
  }

  /// The midst of so many places from 0 on, and the sum of squares around it.
  private static func places(_ width: Int) -> (midst: Double, squares: Double) {
    let width = Double(width)
    return ((width - 1) / 2, width * (width * width - 1) / 12)
  }
}
