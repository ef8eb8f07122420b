import Statistics
import Vocabulary

/// A first look at one series over one block: whether a fall may lie in it that passes the threshold.
///
/// Counts of half an hour go through the whole model, which costs little there and loses little of falls
/// that last some hours; shorter ones are looked for step by step against what the half hours lead to
/// expect (`BriefFalls`). What stays below a part of the threshold is not looked at again.
///
/// A week is screened by the counts up to its end, so that later ones change nothing of it. A fall that
/// goes on from there is seen by the screen of the week after, which begins before its week.
struct Screen {
  /// Which stretches are looked at.
  struct Stretches {
    /// Those that begin in here.
    let starts: TimeWindow
    /// And end later than this.
    let endAfter: Timestamp
  }

  /// Length of a coarse step at least.
  private static let coarseSeconds = 1800

  /// With fewer steps to a coarse one the series itself costs little.
  private static let leastFactor = 3

  /// Part of the threshold's log-likelihood from which a series is looked at closely. Edges that lie
  /// inside a coarse step cost a fall of an hour and a half up to an eighth of its signal.
  static let part = 0.8

  private let series: Series
  private let block: TimeWindow
  private let stretches: Stretches
  private let events: [CalendarEvent]
  private let settings: DetectionSettings
  /// Later counts are not looked at; `nil` if they have to stand in for history that is missing.
  private let end: Timestamp?
  /// What the weeks before have taught; `nil` if the window itself has to teach it.
  private let baseline: Baseline?

  /// With a baseline the level is learnt from this much before the stretches looked at: seven days for the
  /// first of them, and two for the filter to settle.
  private static let leadSeconds = 9 * 86_400

  init(
    _ series: Series, block: TimeWindow, hasShortHistory: Bool, baseline: Baseline?,
    stretches: Stretches, events: [CalendarEvent], settings: DetectionSettings
  ) {
    end = hasShortHistory ? nil : block.end
    self.baseline = baseline
    self.series = series
    self.block = block
    self.stretches = stretches
    self.events = events
    self.settings = settings
  }

  /// Whether the series must be looked at closely.
  var isTelling: Bool {
    guard let factor = Screen.factor(stepSeconds: series.stepSeconds),
      let watched = watched(series.coarser(by: factor, until: end))
    else { return true }
    let threshold = settings.leastSignal(of: series)
    return hasLongFall(watched, threshold)
      || BriefFalls.mayLie(in: stretches)
        && BriefFalls(
          series, coarse: watched, factor: factor, stretches: stretches, settings: settings,
          spreads: baseline?.briefSpreads
        )
        .reach(Screen.part, of: threshold)
  }

  /// The first moment whose counts a screen by a baseline needs.
  static func start(for stretches: Stretches) -> Timestamp {
    stretches.starts.start.startOfDay.advanced(bySeconds: -leadSeconds)
  }

  private func watched(_ coarse: Series) -> Watched? {
    guard let baseline else {
      return Watched(coarse, block: block, events: events, settings: settings, care: .screen)
    }
    let first = coarse.index(of: Screen.start(for: stretches))
    guard first >= 0, first < coarse.count else { return nil }
    return Watched(
      coarse, baseline: baseline,
      plan: WindowPlan(weekly: first..<coarse.count, weekSteps: baseline.orders.week.count),
      events: events)
  }

  /// The fewest steps that make a coarse one of which a week holds a whole number; `nil` if they are so
  /// few that the series itself costs little.
  static func factor(stepSeconds: Int) -> Int? {
    let least = max(1, (coarseSeconds + stepSeconds - 1) / stepSeconds)
    let fitting = (least..<(4 * least)).first { 7 * 86_400 % ($0 * stepSeconds) == 0 }
    let factor = fitting ?? least
    return factor >= leastFactor ? factor : nil
  }

  private func hasLongFall(_ watched: Watched, _ threshold: Double) -> Bool {
    let first = max(0, watched.offset(of: stretches.starts.start))
    let last = min(watched.scan.dataEnd, watched.offset(of: stretches.starts.end))
    let steps = first..<max(first, last)
    let leastEnd = watched.offset(of: stretches.endAfter) + 1
    guard !steps.isEmpty else { return false }
    let wanted = Screen.part * threshold * threshold / 2
    let longest = Watched.day(stepSeconds: watched.stepSeconds)
    let reach = first..<watched.scan.dataEnd
    let ladder = watched.scan.ladder(longest: longest, steps: reach)
    let errors = watched.witness?.ladder(longest: longest, steps: reach)
    for (rung, duration) in ladder.durations.enumerated() {
      for start in steps
      where start + duration <= watched.scan.dataEnd && start + duration >= leastEnd {
        let taken = ladder.taken(rung: rung, offset: start - first)
        guard let fall = watched.scan.fall(start, start + duration, taken: taken),
          fall.depth >= Screen.part * settings.smallestFall,
          fall.signal >= Screen.part * ErrorWitness.leastSignal
        else { continue }
        let support = errors.flatMap { errors in
          watched.witness?.support(
            fall, taken: errors.taken(rung: rung, offset: start - first))
        }
        if fall.logLikelihood + (support ?? 0) >= wanted { return true }
      }
    }
    return false
  }
}
