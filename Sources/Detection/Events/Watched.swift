import Statistics
import Vocabulary

/// One series under watch over one block's window, with what was found in it masked.
struct Watched {
  let series: Series
  private(set) var line: ExpectedLine
  private(set) var scale: ScanScale
  /// Where orders stood higher than usual and no calendar says why, as offsets into the window.
  let surges: [Range<Int>]
  /// Holes whose counts came late, with the surge behind each.
  let late: [(hole: Range<Int>, surge: Range<Int>)]
  private(set) var masked: [Bool]
  private(set) var scan: FallScan
  /// What small counts say as counts; `nil` where they are large.
  private(set) var smallCounts: SmallCounts?
  /// What website errors say; `nil` if none are recorded, or over these are errors themselves.
  private(set) var witness: ErrorWitness?
  /// Time of the window's first step.
  let origin: Timestamp

  /// `nil` if the series has nothing in the block, or too little to learn from.
  init?(
    _ series: Series, block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings,
    care: Care = .full
  ) {
    guard let plan = WindowPlan(series, block: block, settings: settings) else { return nil }
    self.init(series, plan: plan, events: events, care: care)
  }

  init(_ series: Series, plan: WindowPlan, events: [CalendarEvent], care: Care = .full) {
    let listed = events.filter { $0.applies(to: series.key.marketplace) }
    var line = ExpectedLine(
      series: series, counts: series.orders, plan: plan, events: listed, care: care)
    let surges = Surges.find(in: line)
    let mine = listed + surges.map { Surges.event(over: $0, of: series, plan) }
    let odd = Watched.either(
      plan.isShort ? OddSteps.find(in: line) : nil, SilentDays.find(in: line))
    if odd != nil || !surges.isEmpty {
      line = ExpectedLine(
        series: series, counts: series.orders, plan: plan, events: mine, clock: line.clock,
        odd: odd, care: care)
    }
    self.init(series, line, plan, surges: surges) { masked in
      let longest = Watched.day(stepSeconds: series.stepSeconds)
      let whole = FallScan(
        line, masked: [Bool](repeating: false, count: line.observed.count), scale: .none)
      let scale = ScanScale(
        measuring: whole, longest: longest, tailOfSteps: series.stepSeconds, care: care)
      return masked.contains(true)
        ? FallScan(line, masked: masked, scale: scale) : whole.scaled(by: scale)
    } witness: { errors, masked in
      ErrorWitness(
        ExpectedLine(
          series: series, counts: errors, plan: plan, events: mine, clock: line.clock,
          care: care),
        orders: line, masked: masked,
        longest: Watched.day(stepSeconds: series.stepSeconds), care: care)
    }
  }

  /// Weeks of which nothing is learnt: `baseline` tells what is usual, and how all scatters.
  init(_ series: Series, baseline: Baseline, plan: WindowPlan, events: [CalendarEvent]) {
    let mine = events.filter { $0.applies(to: series.key.marketplace) }
    let line = ExpectedLine(
      series: series, counts: series.orders, plan: plan, events: mine, usual: baseline.orders)
    self.init(series, line, plan) { masked in
      FallScan(line, masked: masked, scale: baseline.scale)
    } witness: { errors, masked in
      baseline.errors.map { learnt in
        ErrorWitness(
          ExpectedLine(
            series: series, counts: errors, plan: plan, events: mine, usual: learnt.counts,
            clock: line.clock),
          orders: line, masked: masked, learnt: learnt.witness)
      }
    }
  }

  /// - Parameters:
  ///   - scan: told what is masked from the outset.
  ///   - witness: likewise, and the errors.
  private init(
    _ series: Series, _ line: ExpectedLine, _ plan: WindowPlan, surges: [Range<Int>] = [],
    scan: (_ masked: [Bool]) -> FallScan,
    witness: (_ errors: Samples, _ masked: [Bool]) -> ErrorWitness?
  ) {
    self.series = series
    self.line = line
    self.surges = surges
    origin = series.time(at: plan.steps.lowerBound)
    late = LateCounts.find(in: line)
    var masked = [Bool](repeating: false, count: line.observed.count)
    for (hole, surge) in late {
      for index in hole.lowerBound..<surge.upperBound { masked[index] = true }
    }
    self.masked = masked
    self.scan = scan(masked)
    scale = self.scan.scale
    smallCounts = SmallCounts(line, masked: masked)
    self.witness = series.errors.flatMap { witness($0, masked) }
  }

  private static func either(_ one: [Bool]?, _ other: [Bool]?) -> [Bool]? {
    guard let one, let other else { return one ?? other }
    return zip(one, other).map { $0 || $1 }
  }

  /// The same window with website errors in the place of orders, masked alike; `nil` if the series
  /// has none.
  var forErrors: Watched? { witness.map { Watched(errors: $0.line, like: self) } }

  private init(errors: ExpectedLine, like other: Watched) {
    series = other.series
    line = errors
    origin = other.origin
    surges = other.surges
    late = other.late
    masked = other.masked
    scale = .none
    scan = FallScan(line, masked: masked, scale: scale)
    smallCounts = nil
    witness = nil
  }

  /// The same series, each with what all of one step tell about their quiet time.
  static func sharingTails(_ watched: [Watched]) -> [Watched] {
    let tails = Dictionary(grouping: watched, by: \.stepSeconds).mapValues { $0.map(\.scale.tail) }
    return watched.map { one in
      var one = one
      one.scale.tail = one.scale.tail.pooled(with: tails[one.stepSeconds] ?? [])
      return one
    }
  }

  /// The longest fall looked for, in steps; at least a dozen, so that daily series have some.
  static func longest(stepSeconds: Int) -> Int {
    max(12, DetectionModel.longestSeconds / stepSeconds)
  }

  /// The longest fall that may be as shallow as any, in steps.
  static func day(stepSeconds: Int) -> Int { max(12, DetectionModel.daySeconds / stepSeconds) }

  var stepSeconds: Int { series.stepSeconds }

  /// The log-likelihood that a fall over so many steps must bring in this series alone.
  ///
  /// - Parameter isDeep: whether it takes more than weather or news ever do, so that what these do to
  ///   the series says nothing of it.
  func leastLikelihood(_ settings: DetectionSettings, steps: Int, isDeep: Bool) -> Double {
    let signal =
      isDeep ? settings.leastSignal(of: series) : leastSignal(settings)
    return signal * signal / 2
      + Threshold.briefMargin(signal, steps: steps, stepSeconds: stepSeconds)
  }

  /// The signal that a fall in this series alone must have.
  func leastSignal(_ settings: DetectionSettings) -> Double {
    max(
      settings.leastSignal(of: series),
      scale.tail.signal(falseDropsPerQuarter: settings.falseDropsPerQuarter(of: series.key)))
  }

  /// Step offset of `moment` in the window; may lie outside it.
  func offset(of moment: Timestamp) -> Int {
    Series.index(of: moment, start: origin, stepSeconds: stepSeconds)
  }

  /// Start of step `offset` of the window.
  func time(at offset: Int) -> Timestamp { origin.advanced(bySeconds: offset * stepSeconds) }

  /// By how many steps this clock's zero lies behind that of `other`; `nil` if their steps do not match.
  func shift(onto other: Watched) -> Int? {
    let seconds = origin.seconds(since: other.origin)
    guard other.stepSeconds == stepSeconds, seconds % stepSeconds == 0 else { return nil }
    return seconds / stepSeconds
  }

  /// White noise variances with masked steps taken as unseen.
  var maskedNoise: [Double] { zip(line.noise, masked).map { $1 ? .infinity : $0 } }

  /// Log-likelihood ratio of a fall against none, with what website errors add.
  func likelihood(_ fall: Fall) -> Double {
    guard fall.signal >= GroupScan.leastSignal else { return fall.logLikelihood }
    return max(0, fall.logLikelihood + (witness?.support(fall) ?? 0))
  }

  /// The same for the comparison of edges.
  func edgeLikelihood(_ fall: Fall) -> Double {
    edgeLikelihood(fall) { witness?.support(fall) ?? 0 }
  }

  /// A fall with what is said for its edges.
  typealias Weighed = (fall: Fall, likelihood: Double)

  /// The falls from each of `starts` to `end`; `nil` where none begins before it, or nothing was seen.
  func weighed(from starts: Range<Int>, to end: Int) -> [Weighed?] {
    weighed(scan.falls(from: starts, to: end), witness?.taken(from: starts, to: end))
  }

  /// The falls from `start` to each of `ends`; likewise.
  func weighed(from start: Int, to ends: Range<Int>) -> [Weighed?] {
    weighed(scan.falls(from: start, to: ends), witness?.taken(from: start, to: ends))
  }

  private func weighed(_ falls: [Fall?], _ taken: [Double]?) -> [Weighed?] {
    falls.enumerated().map { index, fall in
      fall.map { fall in
        let likelihood = edgeLikelihood(fall) {
          taken.flatMap { witness?.support(fall, taken: $0[index]) } ?? 0
        }
        return (fall, likelihood)
      }
    }
  }

  private func edgeLikelihood(_ fall: Fall, support: () -> Double) -> Double {
    guard fall.signal >= GroupScan.leastSignal else { return fall.modelLogLikelihood }
    return max(0, fall.modelLogLikelihood + support())
  }

  /// What website errors say of when `fall` began; `nil` if they do not rise with it.
  func risingErrors(_ fall: Fall, from first: Int) -> RisingErrors? {
    witness.flatMap {
      RisingErrors(
        $0.line, orders: line, follows: $0.learnt.follows, masked: masked, fall: fall, from: first)
    }
  }

  /// The steps around `fall` up to what was found beside it before, of which nothing is known.
  func room(around fall: Range<Int>) -> Range<Int> {
    let late = late.flatMap { [$0.hole, $0.surge] }
    func isFound(_ step: Int) -> Bool { masked[step] && !late.contains { $0.contains(step) } }
    let before = (0..<min(fall.lowerBound, masked.count)).last(where: isFound)
    let behind = (min(fall.upperBound, masked.count)..<masked.count).first(where: isFound)
    return (before.map { $0 + 1 } ?? 0)..<(behind ?? masked.count)
  }

  /// Takes `steps` out of everything that follows.
  mutating func mask(_ steps: Range<Int>) {
    let steps = steps.clamped(to: 0..<masked.count)
    for index in steps { masked[index] = true }
    scanAgain(from: steps.lowerBound)
    witness = witness?.masking(masked, from: steps.lowerBound)
  }

  /// Brings up to date what orders say, after the line or what is masked changed from a step on.
  private mutating func scanAgain(from first: Int) {
    scan = scan.masking(line, masked: masked, from: first)
    smallCounts = smallCounts.flatMap { _ in SmallCounts(line, masked: masked) }
  }

  /// Takes `steps` for an event that no calendar knows: the level may be another there, and what falls
  /// or is lost inside is measured from that.
  mutating func takeAsEvent(_ steps: Range<Int>) {
    let steps = steps.clamped(to: 0..<masked.count)
    line = line.withEvent(over: steps)
    scanAgain(from: steps.lowerBound)
    witness = witness?.withEvent(over: steps, masked: masked)
  }

  /// Takes `day` for a day off that no calendar knows, with hours of its own.
  mutating func takeAsDayOff(_ day: Range<Int>) {
    line = line.withDayOff(day)
    scanAgain(from: day.lowerBound)
    witness = witness?.withDayOff(day, orders: line, masked: masked)
  }

  /// Share of expected orders missing over `steps` against the expectation before anything slow is
  /// followed; `nil` if nothing was counted there.
  func plainFall(_ steps: Range<Int>) -> Double? {
    var seen = 0.0
    var usual = 0.0
    for index in steps.clamped(to: 0..<line.observed.count) where !line.observed[index].isNaN {
      seen += line.observed[index]
      usual += line.expected[index]
    }
    return usual > 0 ? 1 - seen / usual : nil
  }
}
