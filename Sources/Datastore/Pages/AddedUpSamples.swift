/// Samples of which the later ones come in finer steps, added up to those of before: so much was counted in
/// each of them. A step with fewer rows than it takes is none.
struct AddedUpSamples {
  let samples: [PageSample]
  /// Those of steps that are not whole, by time.
  let left: [PageSample]
  /// The first sample of a finer step.
  let since: Int64
  let finerStep: Int64
  let step: Int64

  /// Finer steps must come one after the other for so many of the coarser ones, and so many at least.
  private static let fewestSteps = 2
  private static let fewestRows = 6
  /// Coarser steps must have come for a day, and so many at least.
  private static let fewestBefore = 24

  /// `nil` if all samples come in steps of one length, or later ones in coarser steps.
  init?(_ samples: ArraySlice<PageSample>) {
    guard let change = AddedUpSamples.change(in: samples) else { return nil }
    (step, finerStep) = (change.step, change.finerStep)
    let (before, behind) = (samples[..<change.first], samples[change.first...])
    since = behind[change.first].time
    let phase = before[before.startIndex].time % change.step
    var all = Array(before)
    var left: [PageSample] = []
    var rest = behind
    while let first = rest.first {
      let start = first.time - ((first.time - phase) % change.step)
      let cell = rest.prefix { $0.time < start + change.step }
      rest = rest.dropFirst(cell.count)
      // The first row may be the last of the coarser ones.
      if Int64(cell.count) * change.finerStep == change.step, first.time > since {
        all.append(AddedUpSamples.sum(of: cell, at: start))
      } else {
        left += cell
      }
    }
    self.samples = all
    self.left = left
  }

  private static func sum(of cell: ArraySlice<PageSample>, at time: Int64) -> PageSample {
    let knowsErrors = cell.allSatisfy { $0.errors >= 0 }
    let orders = cell.reduce(0) { $0 + Int64($1.orders) }
    let errors = knowsErrors ? cell.reduce(0) { $0 + Int64($1.errors) } : -1
    return PageSample(
      time: time, orders: Int32(clamping: orders), errors: Int32(clamping: errors), latency: .nan)
  }

  private static func change(
    in samples: ArraySlice<PageSample>
  ) -> (step: Int64, finerStep: Int64, first: Int)? {
    var counts: [Int64: Int] = [:]
    var usual: (step: Int64, count: Int) = (0, 0)
    var first = samples.startIndex
    for (difference, count) in zip(samples, samples.dropFirst()).map({ $1.time - $0.time }).runs {
      let known = counts[difference, default: 0]
      if difference < usual.step, usual.step % difference == 0 {
        let fewest = max(fewestRows, fewestSteps * Int(usual.step / difference))
        // Seldom ones become usual before there are so many.
        if count >= fewest, known + fewest <= usual.count + 1 {
          return usual.count >= max(fewestBefore, Int(86_400 / usual.step))
            ? (usual.step, difference, first) : nil
        }
      }
      counts[difference] = known + count
      if known + count > usual.count { usual = (difference, known + count) }
      first += count
    }
    return nil
  }
}
