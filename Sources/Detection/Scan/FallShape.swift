/// How a fall comes on: at once, evenly over some time, or in equal steps.
enum FallShape: Hashable {
  case atOnce
  /// Over so many steps of the series.
  case ramp(Double)
  case stairs(Double)

  private static let jumps = 3

  /// Steps from the onset until it is there in full.
  var steps: Double {
    switch self {
    case .atOnce: 0
    case .ramp(let steps): steps
    case .stairs(let steps): steps * Double(FallShape.jumps - 1) / Double(FallShape.jumps)
    }
  }

  /// The mean part of the full depth over step `step`, the fall having begun at `onset`, somewhere in a
  /// step.
  func part(_ step: Int, onset: Double) -> Double {
    let since = Double(step) - onset
    switch self {
    case .atOnce: return min(1, max(0, since + 1))
    case .ramp(let length):
      func area(_ time: Double) -> Double {
        time <= 0 ? 0 : time < length ? time * time / (2 * length) : time - length / 2
      }
      return area(since + 1) - area(since)
    case .stairs(let length):
      let jumps = Double(FallShape.jumps)
      return (0..<FallShape.jumps).reduce(0.0) { sum, jump in
        sum + min(1, max(0, since + 1 - length * Double(jump) / jumps)) / jumps
      }
    }
  }

  /// The parts over each step from that of the onset, which lies `place` of a step behind its begin, until
  /// it is there in full.
  func parts(place: Double) -> [Double] {
    (0..<Int((place + steps).rounded(.up))).map { part($0, onset: place) }
  }

  /// Shapes that falls of about `length` steps are tried with, and how often they come so: most are
  /// there within a step or two; caches, queues and staged switches take a good part of the fall.
  static func tried(length: Int) -> [(shape: FallShape, weight: Double)] {
    var shapes: [(shape: FallShape, weight: Double)] = [(.atOnce, atOnceShare)]
    guard length >= 4 else { return shapes }
    for part in parts {
      shapes.append((.ramp(part * Double(length)), rampShare / Double(parts.count)))
    }
    for part in stairParts {
      shapes.append((.stairs(part * Double(length)), stairShare / Double(stairParts.count)))
    }
    return shapes
  }

  private static let atOnceShare = 0.65
  private static let rampShare = 0.27
  private static let stairShare = 0.08
  private static let parts = [0.06, 0.1, 0.15, 0.2, 0.26, 0.33, 0.4, 0.48, 0.56, 0.65, 0.75, 0.9]
  private static let stairParts = [0.2, 0.28, 0.36, 0.44, 0.52, 0.6, 0.7]
}
