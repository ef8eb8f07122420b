import Statistics
import Vocabulary

/// Draws one half-year, step by step.
struct TrendWorldBuilder {
  private typealias Model = TrendWorldModel

  /// A change with what nobody records: how likely it is to fail.
  private struct Draft {
    let start: Timestamp
    let change: Change
    let isCompared: Bool
    var risk: Double
  }

  private let plan: TrendWorld.Plan
  private var random: SeededGenerator
  private let window: TimeWindow

  init(_ plan: TrendWorld.Plan, seed: UInt64) {
    self.plan = plan
    random = SeededGenerator(seed: seed, stream: "trend \(plan.aiRatio) \(plan.undocumentedRatio)")
    let start = Timestamp(Timestamp.Civil(year: 2026, month: 1, day: 5))
    window = TimeWindow(start: start, seconds: Model.days * 86_400)
  }

  mutating func world() -> TrendWorld {
    var drafts = self.drafts()
    let failures = random.logUniform(Model.fewestFailures, Model.mostFailures)
    let total = drafts.reduce(0) { $0 + $1.risk }
    for index in drafts.indices { drafts[index].risk *= failures / total }
    let (drops, causes) = self.drops(drafts, failures: failures)
    return TrendWorld(
      plan: plan, window: window, changes: drafts.filter(\.isCompared).map(\.change),
      otherStarts: drafts.filter { !$0.isCompared }.map(\.start), drops: drops, causes: causes)
  }

  private mutating func drafts() -> [Draft] {
    let number = Int(random.uniform(Model.fewestChanges, Model.mostChanges))
    let starts = (0..<number).map { _ in
      window.start.advanced(bySeconds: random.integer(below: window.seconds))
    }.sorted()
    let correlation = random.uniform(
      Model.systemCorrelation.lowerBound, Model.systemCorrelation.upperBound)
    let systems = (0..<Model.systems).map { index -> (weight: Double, risk: Double, ai: Double) in
      let risk = random.normal()
      let own = random.normal()
      return (
        1 / Double(index + 5), Model.systemSpread * risk,
        correlation * risk + (1 - correlation * correlation).squareRoot() * own
      )
    }
    let weights = systems.map(\.weight)
    return starts.enumerated().map { index, start in
      let number = random.index(weights: weights) ?? 0
      return draft(
        index, start, Service("system-\(number)"), risk: systems[number].risk,
        ai: systems[number].ai)
    }
  }

  private mutating func draft(
    _ index: Int, _ start: Timestamp, _ service: Service, risk systemRisk: Double,
    ai tendency: Double
  ) -> Draft {
    let size = Model.linesSpread * random.normal()
    let lines = max(1, (Model.medianLines * PortableMath.exp(size)).rounded())
    let isAI = random.chance(
      logistic(Model.aiLogOdds + Model.aiBySize * size + Model.aiBySystem * tendency))
    let isUndocumented = random.chance(
      logistic(Model.undocumentedLogOdds + Model.undocumentedBySize * size))
    let isUnknown = random.chance(Model.unknownShare)
    let risk =
      PortableMath.pow(min(lines, Model.linesAtMost), Model.riskPower)
      * PortableMath.exp(systemRisk) * (isAI ? plan.aiRatio : 1)
      * (isUndocumented ? plan.undocumentedRatio : 1)
    let id = ChangeID("CHG-\(index)")
    let step = Deployment(
      id: DeployID("DEP-\(index)"), change: id, service: service, startedAt: start,
      place: SourcePlace(file: "deploys.csv", line: index + 2))
    guard let rollout = Rollout(change: id, steps: [step]) else {
      preconditionFailure("a rollout of one step")
    }
    let change = Change(
      rollout: rollout,
      authorship: isUnknown ? .unknown : isAI ? .declared(.assisted, tool: nil) : .none,
      paperwork: Paperwork(
        changeRecord: isUndocumented ? .none : .value("MCM-\(index)"),
        linesChanged: .value(Int(lines))))
    return Draft(
      start: start, change: change, isCompared: !random.chance(Model.otherShare), risk: risk)
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + PortableMath.exp(-x)) }

  private mutating func drops(
    _ drafts: [Draft], failures: Double
  ) -> ([LinkedDrop], [ChangeID?]) {
    var onsets: [(at: Timestamp, cause: Int?)] = []
    for (index, draft) in drafts.enumerated() where random.chance(min(0.9, draft.risk)) {
      for _ in 0..<(random.chance(Model.twice) ? 2 : 1) where random.chance(Model.found) {
        onsets.append((draft.start.advanced(bySeconds: Int(60 * delay())), index))
      }
    }
    let share = random.uniform(Model.explainedShare.lowerBound, Model.explainedShare.upperBound)
    let others = random.poisson(mean: Model.found * failures * (1 - share) / share)
    for _ in 0..<others {
      onsets.append((window.start.advanced(bySeconds: random.integer(below: window.seconds)), nil))
    }
    onsets.sort { ($0.at, $0.cause ?? -1) < ($1.at, $1.cause ?? -1) }
    let drops = onsets.enumerated().map { drop($0, $1.at, cause: $1.cause, drafts) }
    return (drops, onsets.map { $0.cause.map { drafts[$0].change.id } })
  }

  private mutating func delay() -> Double {
    let horizon = Double(TrendWorld.lookBackSeconds) / 60
    while true {
      let mean = random.chance(Model.promptShare) ? Model.promptMean : Model.slowMean
      let minutes = random.exponential(mean: mean)
      if minutes < horizon { return minutes }
    }
  }

  /// Odds of each change before it against none, as competing hazards, from the very densities that
  /// delays and evidence are drawn from.
  private mutating func drop(
    _ index: Int, _ onset: Timestamp, cause: Int?, _ drafts: [Draft]
  ) -> LinkedDrop {
    let strength = random.choice(Model.evidence) ?? 1
    let horizon = Double(TrendWorld.lookBackSeconds) / 60
    let rate = Double(drafts.count) / (Double(window.seconds) / 60)
    let prior = TrendWorld.priorShare.value
    let first = firstIndex(drafts, from: onset.advanced(bySeconds: -TrendWorld.lookBackSeconds))
    var odds: [(Int, Double)] = []
    for number in first..<drafts.count {
      let minutes = onset.minutes(since: drafts[number].start)
      if minutes < 0 { break }
      let density =
        Model.promptShare * density(minutes, Model.promptMean, horizon)
        + Model.slowShare * density(minutes, Model.slowMean, horizon)
      let mean = (number == cause ? 0.5 : -0.5) * strength * strength
      let evidence = PortableMath.exp(
        Model.exaggeration * random.normal(mean: mean, sd: strength))
      odds.append((number, prior / (1 - prior) / rate * density * evidence))
    }
    let total = odds.reduce(1) { $0 + $1.1 }
    let links = odds.map {
      LinkedDrop.Link(change: drafts[$0.0].change.id, probability: $0.1 / total, grade: .moderate)
    }.filter { $0.probability >= 1e-6 }.sorted {
      ($1.probability, $0.change) < ($0.probability, $1.change)
    }
    let lost = random.logNormal(median: Model.medianLoss, sd: Model.lossSpread)
    let reach = 1.645 * Model.lossError * lost
    return LinkedDrop(
      id: DropID("drop-\(index)"), window: TimeWindow(start: onset, seconds: 3600), isOpen: false,
      lostOrders: Estimate(value: lost, low: lost - reach, high: lost + reach, level: 0.9),
      links: links, noRecordedChange: 1 - links.reduce(0) { $0 + $1.probability })
  }

  /// Of an exponential that is cut at the look-back.
  private func density(_ minutes: Double, _ mean: Double, _ horizon: Double) -> Double {
    PortableMath.exp(-minutes / mean) / mean / (1 - PortableMath.exp(-horizon / mean))
  }

  private func firstIndex(_ drafts: [Draft], from moment: Timestamp) -> Int {
    drafts.countOfFront { $0.start < moment }
  }
}
