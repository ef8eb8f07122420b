import Vocabulary

/// By how many steps onsets are dated wrongly, with the share of each.
struct OnsetStrays: Sendable {
  /// Of onsets that lie so many steps after where they are dated, before it if negative.
  let shares: [(steps: Int, share: Double)]

  /// - Parameters:
  ///   - share: of onsets that are dated wrongly, as often early as late.
  ///   - latest: so many steps after it orders were low already by the counts, so that few began there.
  init(share: Double, latest: Int? = nil) {
    let model = LinkModel.Onset.self
    let steps = -model.straySteps...model.straySteps
    let each = share / Double(steps.count)
    let off = steps.filter { $0 != 0 }.map { steps in
      (steps: steps, share: latest.map { steps >= $0 } ?? false ? each * model.afterLow : each)
    }
    shares = [(0, 1 - off.reduce(0) { $0 + $1.share })] + off
  }
}

extension Drop {
  /// How many steps after its onset the first of some parts was low already by the counts; `nil` if none shows it.
  func lowAfterSteps(_ onset: TimeDistribution, _ parts: [DropPart]) -> Int? {
    parts.compactMap(\.lowSince).min().map {
      max(0, $0.seconds(since: onset.mode)) / onset.stepSeconds
    }
  }
}
