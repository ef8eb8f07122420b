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
    var run = 0..<0
    var expected = 0.0
    func close() {
      if run.count >= least, expected >= leastExpected { runs.append(run) }
      (run, expected) = (0..<0, 0)
    }
    // Steps without a row neither begin a stretch nor end it.
    for (step, orders) in line.observed.enumerated() where !orders.isNaN {
      guard orders == 0 else {
        close()
        continue
      }
      run = (run.isEmpty ? step : run.lowerBound)..<(step + 1)
      expected += line.expected[step]
    }
    close()
    return runs
  }
}
