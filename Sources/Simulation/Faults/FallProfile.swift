import Vocabulary

/// How far one marketplace's orders stand below what they would be, over time.
///
/// Piecewise linear, 0 before the first point and after the last.
struct FallProfile: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    let at: Timestamp
    /// 0.99 is a fall by 99 %.
    let fall: Double
  }

  /// At least two, ascending in time.
  private(set) var points: [Point]
  /// As they were asked for, whether they fitted or not.
  let riseSeconds: Int
  let recoverySeconds: Int
  let stairs: Int

  /// Rises to `depth`, holds, and recovers, between `onset` and `end`.
  ///
  /// Rise and recovery are shortened where they do not fit. With `stairs` above 1 the rise goes
  /// in that many equal jumps.
  init(
    onset: Timestamp, end: Timestamp, depth: Double, riseSeconds: Int, recoverySeconds: Int,
    stairs: Int = 1
  ) {
    self.riseSeconds = riseSeconds
    self.recoverySeconds = recoverySeconds
    self.stairs = stairs
    let length = max(1, end.seconds(since: onset))
    let recovery = min(max(0, recoverySeconds), length * 2 / 3)
    let rise = min(max(0, riseSeconds), length - recovery)
    var points = [Point(at: onset, fall: 0)]
    if stairs > 1 {
      for stair in 0..<stairs {
        let at = onset.advanced(bySeconds: rise * stair / stairs)
        points.append(Point(at: at, fall: depth * Double(stair) / Double(stairs)))
        points.append(Point(at: at, fall: depth * Double(stair + 1) / Double(stairs)))
      }
    } else {
      points.append(Point(at: onset.advanced(bySeconds: rise), fall: depth))
    }
    points.append(Point(at: end.advanced(bySeconds: -recovery), fall: depth))
    points.append(Point(at: end, fall: 0))
    self.points = points
  }

  /// One leg after the other from `onset`, over at once where the last one ends.
  init(onset: Timestamp, legs: [FallLeg]) {
    riseSeconds = 0
    recoverySeconds = 0
    stairs = 1
    var at = onset
    points = [Point(at: at, fall: 0)]
    for leg in legs {
      points.append(Point(at: at, fall: leg.from))
      at = at.advanced(bySeconds: leg.seconds)
      points.append(Point(at: at, fall: leg.to))
    }
    points.append(Point(at: at, fall: 0))
  }

  var onset: Timestamp { points[0].at }
  var end: Timestamp { points[points.count - 1].at }
  var window: TimeWindow { TimeWindow(start: onset, seconds: end.seconds(since: onset)) }
  var depth: Double { points.map(\.fall).max() ?? 0 }

  /// The same fall as it would be had it begun at another time: the same end, depth, rise and recovery.
  ///
  /// One of several legs is taken for one of its greatest depth.
  func beginning(at onset: Timestamp) -> FallProfile {
    FallProfile(
      onset: onset, end: end, depth: depth, riseSeconds: riseSeconds,
      recoverySeconds: recoverySeconds, stairs: stairs)
  }

  /// The same course with every fall multiplied by `factor`, at most 1.
  func scaled(by factor: Double) -> FallProfile {
    var copy = self
    copy.points = points.map { Point(at: $0.at, fall: min(1, $0.fall * factor)) }
    return copy
  }

  /// The mean fall over the `seconds` from `start`.
  func mean(from start: Timestamp, seconds: Int) -> Double {
    var area = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      let length = Double(right.at.seconds(since: left.at))
      guard length > 0 else { continue }
      let from = max(0, Double(start.seconds(since: left.at)))
      let to = min(length, Double(start.seconds(since: left.at) + seconds))
      guard from < to else { continue }
      let slope = (right.fall - left.fall) / length
      area += (to - from) * (left.fall + slope * (from + to) / 2)
    }
    return area / Double(seconds)
  }
}
