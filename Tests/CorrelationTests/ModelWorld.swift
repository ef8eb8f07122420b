import Glibc
import Vocabulary

@testable import Correlation

/// A world that follows the model, with known causes: then a probability must be a promise kept.
struct ModelWorld {
  static let places = ["BR", "DE", "FR", "JP", "UK", "US"]
  static let days = 120
  static let minutes = Double(days) * 1440

  var dice: Dice
  private let blur: Bool
  var steps: [Deployment] = []
  var drops: [Drop] = []
  /// The change behind each drop; `nil` if none recorded.
  var causes: [ChangeID?] = []

  /// `workingHours`: changes only from 9 to 17 on five days, other causes at any hour. `blur`:
  /// detection is off by a step half of the time and says so.
  init(
    seed: UInt64, changesPerDay: Double, drops count: Int, priorShare: Double,
    workingHours: Bool = false, blur: Bool = false
  ) {
    self.blur = blur
    dice = Dice(seed: seed)
    let total = Int(changesPerDay * Double(ModelWorld.days))
    var deployed: [(at: Double, places: [String])] = []
    for number in 0..<total {
      let at = workingHours ? workingMinute() : ModelWorld.minutes * dice.unit()
      deployed.append((at, reach()))
      steps.append(Tiny.step("C\(number)", at: at, in: deployed[number].places))
    }
    while drops.count < count {
      let number = dice.happens(priorShare) ? dice.below(total) : nil
      let onset = number.map { deployed[$0].at + delay() } ?? (ModelWorld.minutes * dice.unit())
      guard onset > 3000, onset < ModelWorld.minutes - 600 else { continue }
      let hit = number.map { fallen(where: deployed[$0].places) } ?? otherPlaces()
      guard !hit.isEmpty else { continue }
      let length = lasting(cause: number, onset: onset)
      append(onset: onset, length: length, hit: hit)
      causes.append(number.map { ChangeID("C\($0)") })
    }
  }

  private mutating func workingMinute() -> Double {
    let day = dice.below(ModelWorld.days / 7 * 5)
    return Double(day / 5 * 7 + day % 5) * 1440 + 540 + 480 * dice.unit()
  }

  private mutating func reach() -> [String] {
    if dice.happens(0.3) { return ModelWorld.places }
    if dice.happens(0.4) { return dice.happens(0.5) ? ["DE", "FR", "UK"] : ["BR", "US"] }
    return [ModelWorld.places[dice.below(6)]]
  }

  private mutating func delay() -> Double {
    let wanted = dice.unit()
    let delays = DelayDistribution(lookBackMinutes: 2880)
    var low = 0.0
    var high = 2880.0
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if delays.cumulative(middle) < wanted { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func fallen(where reached: [String]) -> [String] {
    var pick = dice.unit()
    var component = LinkModel.Scope.components[0]
    for next in LinkModel.Scope.components {
      component = next
      pick -= next.share
      if pick < 0 { break }
    }
    while true {
      let hit = ModelWorld.places.filter { place in
        dice.happens(
          reached.contains(place) ? component.whereReached : component.whereNotReached)
      }
      if !hit.isEmpty { return hit }
    }
  }

  private mutating func otherPlaces() -> [String] {
    if dice.happens(LinkModel.Scope.rolloutLikeShare) { return fallen(where: reach()) }
    if dice.happens(LinkModel.Scope.onePlaceShare) { return [ModelWorld.places[dice.below(6)]] }
    var hit = ModelWorld.places
    while hit.count > 1, dice.happens(1 - 1 / Double(hit.count)) {
      hit.remove(at: dice.below(hit.count))
    }
    return hit
  }

  /// Minutes until the end; undoes the change behind it where that is decided in time.
  private mutating func lasting(cause: Int?, onset: Double) -> Double {
    let natural = 10 - 90 * log(dice.unit())
    let model = LinkModel.Recovery.self
    guard let cause, dice.happens(model.undoneIfBehind) else { return natural }
    let decision = -model.decisionTime * log(dice.unit())
    guard decision < natural else { return natural }
    let recovery = max(0, model.promptMedian * exp(model.promptSigma * dice.normal()) - 3)
    let step = steps[cause]
    steps[cause] = Deployment(
      id: step.id, change: step.change, service: step.service, startedAt: step.startedAt,
      reach: step.reach, status: .rolledBack, rolledBackAt: Tiny.minute(onset + decision),
      place: step.place)
    return max(5, decision + recovery)
  }

  private mutating func detected(_ step: Double) -> TimeDistribution {
    if !blur { return Tiny.certain(step) }
    let shift = [-5.0, 0, 0, 5][dice.below(4)]
    return TimeDistribution(
      first: Tiny.minute(step + shift - 5), stepSeconds: 300, weights: [0.25, 0.5, 0.25])
      ?? Tiny.certain(step)
  }

  private mutating func append(onset: Double, length: Double, hit: [String]) {
    let first = detected(5 * floor(onset / 5))
    let end = DropEnd.ended(Tiny.certain(5 * floor((onset + length) / 5)))
    drops.append(
      Tiny.drop(
        hit.map { Tiny.part($0, onset: first, end: end) },
        held: ModelWorld.places.filter { !hit.contains($0) }, id: "drop-\(drops.count)"))
  }

  func attributions() -> [Attribution] {
    Correlator(topology: ServiceGraph())
      .attribute(
        drops, rollouts: Tiny.rollouts(steps),
        quiet: QuietTime(since: Tiny.monday, drops: drops))
  }
}
