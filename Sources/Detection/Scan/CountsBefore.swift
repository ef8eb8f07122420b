/// What was expected and counted up to each step, over steps that were counted and not masked.
struct CountsBefore {
  private var expected = [0.0]
  private var counted = [0.0]

  init(_ line: ExpectedLine, masked: [Bool]) {
    expected.reserveCapacity(masked.count + 1)
    counted.reserveCapacity(masked.count + 1)
    for index in masked.indices {
      let isSeen = !masked[index] && !line.observed[index].isNaN
      expected.append(expected[index] + (isSeen ? line.expected[index] : 0))
      counted.append(counted[index] + (isSeen ? line.observed[index] : 0))
    }
  }

  /// Over [start, end).
  func expected(_ start: Int, _ end: Int) -> Double { expected[end] - expected[start] }

  /// Likewise.
  func counted(_ start: Int, _ end: Int) -> Double { counted[end] - counted[start] }
}
