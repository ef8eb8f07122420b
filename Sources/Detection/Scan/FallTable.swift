import Statistics

/// What is known of the falls of one series, for every duration of the ladder and every start.
///
/// Both searches, that in one series and that in several, look at the same falls; so they are worked out
/// once, and again only where something was masked.
struct FallTable {
  /// Starts served.
  let starts: Range<Int>
  let durations: [Int]
  /// What the data say for a fall of 1, by rung, then start; 0 where nothing was seen.
  private(set) var gains: [[Float]] = []
  /// Likewise its information: the signal is the gain over its root.
  private(set) var information: [[Float]] = []

  /// Of a series of which nothing is kept.
  static let empty = FallTable()

  private init() {
    starts = 0..<0
    durations = []
  }

  /// - Parameters:
  ///   - day: the longest fall, in steps, that may be as shallow as any.
  ///   - clear: told each fall whose signal is at least `ErrorWitness.leastSignal`, with its rung.
  init(
    _ scan: FallScan, longest: Int, day: Int, starts: Range<Int>, clear: (Fall, Int) -> Void
  ) {
    self.starts = starts
    var durations: [Int] = []
    var gains: [[Float]] = []
    var information: [[Float]] = []
    scan.climb(longest: longest, steps: starts.lowerBound..<scan.dataEnd) { duration, taken in
      let ended = max(0, scan.dataEnd - duration + 1 - starts.lowerBound)
      let taken = taken.prefix(min(starts.count, ended))
      let least = duration > day ? DetectionModel.leastDepthOfDays : 0
      let found = scan.evidence(
        of: duration, from: starts.lowerBound, taken: taken, clear: ErrorWitness.leastSignal
      ).deeper(than: least)
      let unseen = [Float](repeating: 0, count: starts.count - taken.count)
      gains.append(unseen.isEmpty ? found.gains : found.gains + unseen)
      information.append(unseen.isEmpty ? found.information : found.information + unseen)
      for offset in found.clear {
        let start = starts.lowerBound + offset
        if let fall = scan.fall(start, start + duration, taken: taken[offset]), fall.depth >= least
        {
          clear(fall, durations.count)
        }
      }
      durations.append(duration)
    }
    self.durations = durations
    self.gains = gains
    self.information = information
  }

  /// Takes out the falls for which `isOut` holds.
  mutating func remove(where isOut: (_ start: Int, _ end: Int) -> Bool) {
    for (rung, duration) in durations.enumerated() {
      for (offset, start) in starts.enumerated() where isOut(start, start + duration) {
        gains[rung][offset] = 0
        information[rung][offset] = 0
      }
    }
  }
}

extension StepResponse.Evidence {
  /// The same without the falls that take less than this part of orders.
  fileprivate func deeper(than least: Double) -> StepResponse.Evidence {
    guard least > 0 else { return self }
    let isOut = zip(gains, information).map { $0 < Float(least) * $1 }
    return StepResponse.Evidence(
      gains: zip(gains, isOut).map { $1 ? 0 : $0 },
      information: zip(information, isOut).map { $1 ? 0 : $0 },
      clear: clear.filter { !isOut[$0] })
  }
}
