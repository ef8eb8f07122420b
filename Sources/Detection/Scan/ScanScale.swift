import Statistics

/// How widely the signals of a series scatter on its own quiet time, against the standard normal they
/// should follow, for each duration.
struct ScanScale {
  private let rungs: [(duration: Int, factor: Double)]
  /// Of the signals so divided.
  var tail: QuietTail

  /// Signals are taken as they are.
  static let none = ScanScale(rungs: [], tail: .unknown)

  /// As measured before, by duration in ascending order.
  init(factors: [Double], of durations: [Int]) {
    self.init(rungs: Array(zip(durations, factors)), tail: .unknown)
  }

  private init(rungs: [(duration: Int, factor: Double)], tail: QuietTail) {
    self.rungs = rungs
    self.tail = tail
  }

  var factors: [Double] { rungs.map(\.factor) }

  /// Measures over the whole window. Never below 1: a series that is calmer than its model for six
  /// weeks need not stay so.
  ///
  /// - Parameters:
  ///   - scan: nothing masked, its own scale being `none`.
  ///   - stepSeconds: length of a step; `nil` if nobody asks for the tail.
  init(
    measuring scan: FallScan, longest: Int, tailOfSteps stepSeconds: Int? = nil, care: Care = .full
  ) {
    let steps = 0..<scan.dataEnd
    let block = stepSeconds.map { QuietTail.blockSeconds / $0 } ?? 0
    // Where half a day is a few steps, its strongest fall says little.
    var strongest = [Double](repeating: 0, count: block >= 6 ? steps.count / block : 0)
    var coarse = CoarseCourses(scan.response)
    var rungs: [(duration: Int, factor: Double)] = []
    for duration in GroupScan.durations(upTo: min(longest, steps.count)) {
      // Overlapping stretches say the same again; some 3,000 are plenty for a MAD.
      let stride = max(1, max(duration / 4, steps.count / care.stretches))
      let falls = coarse.taken(duration: duration, every: stride, upTo: steps.count)
      let signals = scan.response.signals(of: duration, every: stride, taken: falls)
      var seen = signals.filter { !$0.isNaN }
      let spread = max(1, seen.count >= 20 ? Quantiles.scaledMAD(reordering: &seen) ?? 1 : 1)
      rungs.append((duration, spread))
      var first = 0
      for half in strongest.indices {
        // Those that begin in this half day.
        let last = min(signals.count, ((half + 1) * block + stride - 1) / stride)
        var most = 0.0
        for signal in signals[first..<max(first, last)] where signal > most { most = signal }
        strongest[half] = max(strongest[half], most / spread)
        first = max(first, last)
      }
    }
    self.rungs = rungs
    tail = QuietTail(strongest: strongest.filter { $0 > 0 })
  }

  /// The factor for `duration` steps, that of the nearest rung below.
  func factor(duration: Int) -> Double {
    (rungs.last { $0.duration <= duration } ?? rungs.first)?.factor ?? 1
  }
}
