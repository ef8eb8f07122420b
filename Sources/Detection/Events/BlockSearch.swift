import Statistics
import Vocabulary

/// Finds the falls of one block, strongest first, each masked before the search goes on: a large fall
/// casts echoes over every duration that overlaps it.
struct BlockSearch {
  private(set) var watched: [Watched]
  private let starts: TimeWindow
  private let settings: DetectionSettings
  private var strongest: [Candidate?]
  private var rungs: [Int: Rungs] = [:]
  private let events: [CalendarEvent]
  private var vetoes = Vetoes()

  /// A stretch of one series, or of several, that passes its threshold by `margin`.
  private struct Candidate {
    let anchor: Int
    let start: Timestamp
    let end: Timestamp
    let margin: Double
    /// How several series show it together; `nil` if one shows it alone.
    var sharing: Membership.Sharing?
  }

  /// Signals of one series for every duration and start, and how much they weigh in a sum.
  private struct Rungs {
    var signals: [[Float]] = []
    /// Square root of the information, per start.
    var weights: [[Float]] = []
    /// Log-likelihood that website errors add, per start.
    var supports: [[Float]] = []
  }

  /// More falls than this in a week of 20 marketplaces is no longer a search but a broken feed.
  private static let mostFalls = 200

  init(
    _ watched: [Watched], block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings
  ) {
    self.watched = watched
    self.events = events
    self.settings = settings
    let first = block.start.advanced(bySeconds: -DetectionModel.followSeconds)
    starts = TimeWindow(
      start: first,
      seconds: block.end.seconds(since: first) + DetectionModel.blockMarginSeconds)
    strongest = []
    strongest = watched.indices.map { strongestFall(in: $0) }
  }

  /// A fall, and what it was if not a drop.
  typealias Found = (event: FallEvent, dismissal: Dismissal.Reason?)

  /// All falls in the order found.
  mutating func run() -> [Found] {
    var found: [Found] = []
    while found.count < BlockSearch.mostFalls, let candidate = next() {
      let membership = Membership(watched, settings: settings, vetoes: vetoes)
      let members =
        candidate.sharing.map {
          membership.sharedEvent(
            $0, anchor: candidate.anchor, start: candidate.start, end: candidate.end)
        }
        ?? membership.event(
          anchor: candidate.anchor, start: candidate.start, end: candidate.end)
      guard var event = members else {
        mask(candidate.anchor, candidate.start, candidate.end)
        continue
      }
      let dismissal = Dismissal(watched, events: events, settings: settings)
      let reason = dismissal.reason(for: event)
      event.parts = dismissal.parts(of: event, for: reason)
      for part in event.parts {
        if reason?.kind == .promotionEnded {
          veto(part.watched, part.fall.steps)
          continue
        }
        // A holiday is its whole day, of which the fall is the clearest part.
        let day = reason?.kind == .holidayLike ? dismissal.localDay(part) : part.reach
        let steps =
          min(
            day.lowerBound, part.reach.lowerBound)..<max(
            day.upperBound, part.reach.upperBound)
        watched[part.watched].mask(steps)
        lookAgain(part.watched)
      }
      found.append((event, reason))
    }
    return found
  }

  /// Brings up to date what is remembered of a series after it was masked or vetoed.
  private mutating func lookAgain(_ index: Int) {
    strongest[index] = strongestFall(in: index)
    rungs[index] = nil
  }

  /// Leaves the steps in, since orders stood at what is usual, and passes over falls like this one.
  private mutating func veto(_ index: Int, _ steps: Range<Int>) {
    vetoes.add(index, steps)
    lookAgain(index)
  }

  private mutating func mask(_ index: Int, _ start: Timestamp, _ end: Timestamp) {
    let first = watched[index].offset(of: start)
    watched[index].mask(first..<max(first + 1, watched[index].offset(of: end)))
    lookAgain(index)
  }

  private mutating func next() -> Candidate? {
    // What one series shows alone comes first: its edges are clear, and others join it. Only what
    // none shows alone is looked for in all together.
    if let single = strongest.compactMap({ $0 }).max(by: { $0.margin < $1.margin }),
      single.margin > 0
    {
      return single
    }
    return groupCandidate()
  }

  /// Offsets of the starts to look at in one series.
  private func steps(_ series: Watched) -> Range<Int> {
    let first = max(0, series.offset(of: starts.start))
    return first..<max(first, min(series.scan.dataEnd, series.offset(of: starts.end)))
  }

  private func strongestFall(in index: Int) -> Candidate? {
    let series = watched[index]
    let steps = steps(series)
    var best: Fall?
    let longest = Watched.longest(stepSeconds: series.stepSeconds)
    let reach = steps.lowerBound..<series.scan.dataEnd
    let ladder = series.scan.ladder(longest: longest, steps: reach)
    let errors = series.witness?.ladder(longest: longest, steps: reach)
    var most = 0.0
    for (rung, duration) in ladder.durations.enumerated() {
      let needed = series.leastLikelihood(settings, steps: duration, isDeep: false)
      let neededIfDeep = series.leastLikelihood(settings, steps: duration, isDeep: true)
      for start in steps where start + duration <= series.scan.dataEnd {
        let taken = ladder.taken(rung: rung, offset: start - steps.lowerBound)
        guard let fall = series.scan.fall(start, start + duration, taken: taken) else { continue }
        guard fall.depth >= settings.smallestFall, fall.signal >= ErrorWitness.leastSignal else {
          continue
        }
        let support = errors.flatMap { errors in
          series.witness?.support(
            fall, taken: errors.taken(rung: rung, offset: start - steps.lowerBound))
        }
        let counted = series.smallCounts?.logLikelihood(fall.start, fall.end) ?? 0
        let margin =
          max(fall.logLikelihood, counted) + (support ?? 0)
          - (fall.depth >= DetectionModel.alwaysADrop ? neededIfDeep : needed)
        if margin > most, !vetoes.cover(index, fall.start, fall.end) {
          most = margin
          best = fall
        }
      }
    }
    guard let best else { return deepFall(in: index) }
    return candidate(index, best.start..<best.end, margin: most)
  }

  /// What came on too slowly for the search of falls.
  private func deepFall(in index: Int) -> Candidate? {
    let series = watched[index]
    guard
      let deep = DeepStretch(series).clearest(
        in: steps(series), threshold: settings.leastSignal(stepSeconds: series.stepSeconds)),
      !vetoes.cover(index, deep.steps.lowerBound, deep.steps.upperBound)
    else { return nil }
    return candidate(index, deep.steps, margin: deep.margin)
  }

  private func candidate(_ index: Int, _ steps: Range<Int>, margin: Double) -> Candidate {
    Candidate(
      anchor: index, start: watched[index].time(at: steps.lowerBound),
      end: watched[index].time(at: steps.upperBound), margin: margin)
  }
}

extension BlockSearch {
  /// The stretch that several whole storefronts together show most.
  private mutating func groupCandidate() -> Candidate? {
    let members = watched.indices.filter { watched[$0].series.key.service == nil }
    guard members.count >= 3, let lead = members.first else { return nil }
    let clock = watched[lead]
    let even = members.filter {
      watched[$0].stepSeconds == clock.stepSeconds
        && watched[$0].origin.seconds(since: clock.origin) % clock.stepSeconds == 0
    }
    guard even.count >= 3 else { return nil }
    let steps = steps(clock)
    for member in even where rungs[member] == nil {
      rungs[member] = ladder(member, steps: steps, clock: clock)
    }
    let ladders = even.map { rungs[$0] ?? Rungs() }
    let durations = GroupScan.durations(
      upTo: min(Watched.longest(stepSeconds: clock.stepSeconds), clock.scan.dataEnd))
    let looks = Threshold.looksPerStep * 91.31 * 86_400 / Double(clock.stepSeconds)
    let single = settings.leastSignal(stepSeconds: clock.stepSeconds)
    var best: Candidate?
    for (rung, duration) in durations.enumerated()
    where ladders.allSatisfy({ rung < $0.signals.count }) {
      let signals = ladders.map { $0.signals[rung] }
      let supports = ladders.map { $0.supports[rung] }
      let sums = GroupScan.sums(signals, supports: supports)
      let threshold = GroupScan.threshold(
        sums, looks: looks, falseDrops: settings.falseDropsPerQuarter)
      let together = GroupScan.together(signals, weights: ladders.map { $0.weights[rung] })
      // Noise that the series share widens their sum; what it does on quiet time is the measure.
      let spread = max(1, Quantiles.scaledMAD(together) ?? 1)
      let squares = together.indices.map { start -> Double in
        let signal = together[start] / spread
        guard signal >= ErrorWitness.leastSignal else { return 0 }
        return signal * signal / 2 + supports.reduce(0) { $0 + Double($1[start]) }
      }
      let ways: [(Membership.Sharing, [Double], Double)] = [
        (.some, sums, threshold), (.all, squares, single * single / 2),
      ]
      for (sharing, margins, offset) in ways {
        guard let top = margins.indices.max(by: { margins[$0] < margins[$1] }),
          margins[top] - offset > (best?.margin ?? 0)
        else { continue }
        let anchor = even.indices.max { signals[$0][top] < signals[$1][top] } ?? 0
        let start = clock.time(at: steps.lowerBound + top)
        best = Candidate(
          anchor: even[anchor], start: start,
          end: start.advanced(bySeconds: duration * clock.stepSeconds),
          margin: margins[top] - offset, sharing: sharing)
      }
    }
    return best
  }

  /// Signals of one series for every duration and start, on the clock of another.
  private func ladder(
    _ member: Int, steps: Range<Int>, clock: Watched
  ) -> Rungs {
    let series = watched[member]
    let shift = clock.origin.seconds(since: series.origin) / series.stepSeconds
    let first = max(0, steps.lowerBound + shift)
    let end = series.scan.dataEnd
    var result = Rungs()
    guard first < end else { return result }
    let longest = Watched.longest(stepSeconds: series.stepSeconds)
    let ladder = series.scan.ladder(longest: longest, steps: first..<end)
    let errors = series.witness?.ladder(longest: longest, steps: first..<end)
    for (rung, duration) in ladder.durations.enumerated() {
      var signals = [Float](repeating: 0, count: steps.count)
      var weights = signals
      var supports = signals
      for (index, step) in steps.enumerated() {
        let start = step + shift
        guard start >= first, start + duration <= end,
          !vetoes.cover(member, start, start + duration),
          let fall = series.scan.fall(
            start, start + duration, taken: ladder.taken(rung: rung, offset: start - first))
        else { continue }
        signals[index] = Float(fall.signal)
        weights[index] = Float(1 / fall.standardError)
        if fall.signal >= GroupScan.leastSignal, let errors, let witness = series.witness {
          let taken = errors.taken(rung: rung, offset: start - first)
          supports[index] = Float(witness.support(fall, taken: taken))
        }
      }
      result.signals.append(signals)
      result.weights.append(weights)
      result.supports.append(supports)
    }
    return result
  }
}
