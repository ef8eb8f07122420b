import Statistics

/// What website errors say of a stretch over which orders may have fallen.
///
/// A lull of demand lowers errors with the orders that would have brought them. A fault raises them,
/// or, if it is silent (customers leave and nothing fails), leaves them where they were while orders
/// fall. What is watched is therefore the errors' residual less what demand explains of it,
/// u = e − κ·z, z being that of the orders and κ how far errors usually follow them over an hour: under
/// a lull u stays, under a silent fault of depth δ it rises by κδ, under a loud one by more. Over
/// shorter stretches more of z is count noise, which errors do not follow, and κ is less. Where orders stand high
/// for hours, as in a sale, e and z are what is left beside that (`HighDemand`).
struct ErrorWitness {
  let line: ExpectedLine
  private let scan: FallScan
  private let source: Source
  private let before: CountsBefore

  /// How errors usually follow orders, and scatter beside them.
  struct Learnt {
    /// κ.
    let follows: Double
    /// Of u, as its signals' scatter below.
    let fit: NoiseFit
    let scale: ScanScale
  }

  /// What does not change with masks.
  private struct Source {
    let residual: [Double]
    let noise: [Double]
    let learnt: Learnt
    /// Orders expected up to each step.
    let ordersBefore: [Double]
    let ordersFit: NoiseFit
  }

  /// Log-likelihood by which a loud fault must stand out: a free height of the rise gains half on
  /// average by chance alone, and errors burst for reasons of their own.
  static let cost = 1.5
  /// Errors that fell with the orders take no more than this from a fall: what orders show by more was
  /// no lull.
  private static let mostAgainst = 12.0
  /// Orders must have fallen by this signal themselves before errors are asked at all.
  static let leastSignal = 2.0
  /// From this support on nothing but a fault explains a fall: it is a rise by four standard errors.
  static let clear = 8.0

  init(
    _ errors: ExpectedLine, orders: ExpectedLine, masked: [Bool], longest: Int, care: Care = .full
  ) {
    let follows = ErrorTracking.share(errors: errors, orders: orders)
    let residual = ErrorWitness.residual(errors, orders, follows)
    let fit = NoiseFit(
      residual: zip(residual, errors.inEvent).map { $1 ? Double.nan : $0 },
      expected: errors.expected, stepSeconds: errors.stepSeconds, care: care)
    let noise = ErrorWitness.noise(residual, errors, fit)
    let quiet = FallScan(
      residual, noise: noise, masked: [Bool](repeating: false, count: residual.count),
      slow: fit.slow, breaks: errors.breaks, scale: .none)
    let scale = ScanScale(measuring: quiet, longest: longest, care: care)
    self.init(
      errors,
      Source(
        residual: residual, noise: noise,
        learnt: Learnt(follows: follows, fit: fit, scale: scale),
        ordersBefore: ErrorWitness.sums(orders.expected), ordersFit: orders.fit),
      masked: masked, scan: masked.contains(true) ? nil : quiet.scaled(by: scale))
  }

  /// Of weeks of which nothing is learnt.
  init(_ errors: ExpectedLine, orders: ExpectedLine, masked: [Bool], learnt: Learnt) {
    let residual = ErrorWitness.residual(errors, orders, learnt.follows)
    self.init(
      errors,
      Source(
        residual: residual, noise: ErrorWitness.noise(residual, errors, learnt.fit),
        learnt: learnt, ordersBefore: ErrorWitness.sums(orders.expected), ordersFit: orders.fit),
      masked: masked)
  }

  private static func residual(
    _ errors: ExpectedLine, _ orders: ExpectedLine, _ follows: Double
  ) -> [Double] {
    let high = HighDemand.levels(orders)
    guard !high.isEmpty else {
      return zip(errors.residual, orders.residual).map { $0 - follows * $1 }
    }
    // Against what so many orders usually bring.
    return errors.residual.indices.map { step in
      (errors.residual[step] - high[step] - follows * (orders.residual[step] - high[step]))
        / (1 + high[step])
    }
  }

  private static func noise(
    _ residual: [Double], _ errors: ExpectedLine, _ fit: NoiseFit
  ) -> [Double] {
    zip(residual, errors.expected).map { $0.isNaN ? .infinity : fit.noise(expected: $1) }
  }

  private static func sums(_ values: [Double]) -> [Double] {
    values.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
  }

  var learnt: Learnt { source.learnt }

  /// - Parameter scan: that of these masks if it is known.
  private init(_ errors: ExpectedLine, _ source: Source, masked: [Bool], scan: FallScan? = nil) {
    line = errors
    self.source = source
    self.scan =
      scan
      ?? FallScan(
        source.residual, noise: source.noise, masked: masked, slow: source.learnt.fit.slow,
        breaks: errors.breaks, scale: source.learnt.scale)
    before = CountsBefore(errors, masked: masked)
  }

  /// The same where an event lay over `steps`.
  func withEvent(over steps: Range<Int>, masked: [Bool]) -> ErrorWitness {
    again(line.withEvent(over: steps), masked, from: steps.lowerBound)
  }

  /// The same where `day` was off, as `orders` have it.
  func withDayOff(_ day: Range<Int>, orders: ExpectedLine, masked: [Bool]) -> ErrorWitness {
    ErrorWitness(line.withDayOff(day), orders: orders, masked: masked, learnt: learnt)
  }

  /// The same with other steps taken as unseen, none of which lies before `first`.
  func masking(_ masked: [Bool], from first: Int) -> ErrorWitness {
    again(line, masked, from: first)
  }

  private func again(_ line: ExpectedLine, _ masked: [Bool], from first: Int) -> ErrorWitness {
    ErrorWitness(
      line, source, masked: masked,
      scan: scan.masking(
        source.residual, noise: source.noise, masked: masked, slow: source.learnt.fit.slow,
        breaks: line.breaks, from: first))
  }

  func ladder(longest: Int, steps: Range<Int>) -> DurationLadder {
    scan.ladder(longest: longest, steps: steps)
  }

  /// Log-likelihood that errors add to `fall`, or take from it.
  func support(_ fall: Fall) -> Double {
    guard fall.end <= scan.dataEnd else { return 0 }
    return support(scan.fall(fall.start, fall.end), depth: fall.depth)
  }

  /// The same, `taken` being the ladder's for that stretch.
  func support(_ fall: Fall, taken: Double) -> Double {
    guard fall.end <= scan.dataEnd else { return 0 }
    return support(scan.fall(fall.start, fall.end, taken: taken), depth: fall.depth)
  }

  /// What `support` takes of falls from each of `starts` to `end`.
  func taken(from starts: Range<Int>, to end: Int) -> [Double] {
    scan.response.taken(from: starts, at: end)
  }

  /// What it takes of falls from `start` to each of `ends`.
  func taken(from start: Int, to ends: Range<Int>) -> [Double] {
    scan.response.taken(start, at: ends)
  }

  private func support(_ change: Fall?, depth: Double) -> Double {
    guard let change, depth > 0 else { return 0 }
    let part = source.learnt.follows * min(1, depth)
    let silent = part * demandShare(change.start, change.end)
    let rise = -change.depth - (part - silent)
    let quietly = silent * (2 * rise - silent) * change.information / 2
    return max(-ErrorWitness.mostAgainst, quietly, loudly(change, rise))
  }

  /// Whether errors stood half as high or more, over as long a time, before a fall or behind it, leaving out what
  /// its edges may be off by.
  func outlasts(_ fall: Fall) -> Bool {
    let length = fall.steps.count
    let apart = max(2, length / 4)
    guard let inside = rise(fall.steps), inside > 0 else { return false }
    let beside = [
      fall.start - apart - length..<fall.start - apart,
      fall.end + apart..<fall.end + apart + length,
    ]
    return beside.contains { rise($0).map { 2 * $0 >= inside } ?? false }
  }

  /// How far errors stand above their usual number; `nil` where no row came.
  private func rise(_ steps: Range<Int>) -> Double? {
    var (seen, usual) = (0.0, 0.0)
    for step in steps.clamped(to: line.observed.indices) where !line.observed[step].isNaN {
      seen += line.observed[step]
      usual += line.expected[step]
    }
    return usual > 0 ? seen / usual - 1 : nil
  }

  /// How much less errors follow orders over [start, end) than over an hour.
  private func demandShare(_ start: Int, _ end: Int) -> Double {
    let usual = max(1e-9, source.ordersBefore[end] - source.ordersBefore[start])
    let hour = usual * 3600 / Double((end - start) * line.stepSeconds)
    let demand = source.ordersFit.slow.stateVariance
    return min(
      1,
      (demand + source.ordersFit.dispersion / hour)
        / (demand + source.ordersFit.dispersion / usual))
  }

  /// Of what the normal and the count's own distribution say, the less: few errors scatter upwards
  /// further than the normal has it.
  private func loudly(_ change: Fall, _ rise: Double) -> Double {
    let normal = rise * rise * change.information / 2
    guard rise > 0, normal > ErrorWitness.cost else { return -.infinity }
    let expected = max(0.5, before.expected(change.start, change.end))
    let counted = before.counted(change.start, change.end)
    guard counted > expected else { return -.infinity }
    return min(normal, deviance(counted, expected)) - ErrorWitness.cost
  }

  /// Log-likelihood ratio of a negative binomial count with the mean that was counted against one with
  /// the expected mean: errors come in bursts, and their tail is longer than that of a Poisson count
  /// stretched to the same variance.
  private func deviance(_ counted: Double, _ expected: Double) -> Double {
    CountEvidence.negativeBinomial(counted, usual: expected, excess: line.fit.dispersion - 1)
  }
}
