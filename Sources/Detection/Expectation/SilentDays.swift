/// Stretches of a day and more without a single order where orders are usual: an outage, or a shop that was
/// closed. They teach nothing of what is usual.
///
/// One odd week in a slot is cut off (`Slices`); of a shop that closed for good some slots of the week know one
/// silent week more than others do, and would look quieter.
enum SilentDays {
  private static let leastSeconds = 86_400
  /// A stretch in which fewer orders are usual is silent by chance.
  private static let leastExpected = 30.0

  /// Whether each step lies in one; `nil` if none does.
  static func find(in line: ExpectedLine) -> [Bool]? {
    let runs = runs(in: line)
    guard !runs.isEmpty else { return nil }
    var silent = [Bool](repeating: false, count: line.observed.count)
    for step in runs.joined() { silent[step] = true }
    return silent
  }

  /// The steps of each, ascending and apart.
  static func runs(in line: ExpectedLine) -> [Range<Int>] {
    let least = leastSeconds / line.stepSeconds
    var runs: [Range<Int>] = []
    var first = 0
    while first < line.observed.count {
      var end = first
      var expected = 0.0
      // Steps without a row neither end a stretch nor lengthen what is expected of it.
      while end < line.observed.count, !(line.observed[end] > 0) {
        if line.observed[end] == 0 { expected += line.expected[end] }
        end += 1
      }
      if end - first >= least, expected >= leastExpected { runs.append(first..<end) }
      first = end + 1
    }
    return runs
  }
}
