/// Points put into bins that hold as many each, by their x and then by their y.
public struct EvenBins: Sendable {
  /// A point, ordered by `x`, then by `y`.
  public struct Point: Comparable, Sendable {
    public let x: Double
    public let y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }

    public static func < (one: Point, other: Point) -> Bool {
      one.x < other.x || (one.x == other.x && one.y < other.y)
    }
  }

  /// In ascending order; within a bin in any.
  public let bins: [ArraySlice<Point>]

  /// Buckets into which points fall by the leading bits of their x, which are ordered as x is above 0.
  private static let bucketBits = 12

  /// Points go into buckets by one count, and only those buckets are sorted in which a bin ends: that
  /// takes a tenth of the time of sorting them all.
  ///
  /// - Parameter points: x above 0.
  public init(_ points: [Point], count: Int) {
    let edges = (0...count).map { $0 * points.count / count }
    let (buckets, used) = EvenBins.buckets(points)
    var ends = [Int](repeating: 0, count: used)
    for bucket in buckets { ends[bucket] += 1 }
    for bucket in ends.indices.dropFirst() { ends[bucket] += ends[bucket - 1] }
    var ordered = points
    var places = [0] + ends.dropLast()
    for (point, bucket) in zip(points, buckets) {
      ordered[places[bucket]] = point
      places[bucket] += 1
    }
    for edge in edges.dropFirst().dropLast() {
      let bucket = ends.countOfFront { $0 <= edge }
      let begin = bucket > 0 ? ends[bucket - 1] : 0
      if begin < edge { ordered[begin..<ends[bucket]].sort() }
    }
    bins = zip(edges, edges.dropFirst()).map { ordered[$0..<$1] }
  }

  /// The bucket of each point, and how many there are.
  private static func buckets(_ points: [Point]) -> (buckets: [Int], count: Int) {
    let keys = points.map(\.x.bitPattern)
    guard let least = keys.min(), let most = keys.max() else { return ([], 0) }
    let shift = max(0, (most - least).bitWidth - (most - least).leadingZeroBitCount - bucketBits)
    return (keys.map { Int(($0 - least) >> shift) }, Int((most - least) >> shift) + 1)
  }
}
