import Vocabulary

/// Drops by position in a list of changes.
struct ChangeLinks: Sendable {
  struct Event: Sendable {
    /// Of the changes listed, those with a probability worth counting.
    let own: [(change: Int, probability: Double)]
    /// Of all other changes together.
    let elsewhere: Double
    let none: Double
    /// The likeliest answer: a change listed, another change, or none.
    let strongest: Answer
    let lost: Estimate
  }

  enum Answer: Hashable, Sendable {
    case change(Int)
    case elsewhere, none
  }

  let events: [Event]
  /// For each change the probability that at least one drop is to be put down to it.
  let linked: [Double]
  /// For each change whether it is the likeliest answer for some drop.
  let isStrongest: [Bool]

  init(_ drops: [LinkedDrop], changes: [ChangeFacts]) {
    let places = Dictionary(uniqueKeysWithValues: changes.enumerated().map { ($1.id, $0) })
    events = drops.map { Event($0, places: places) }
    var spared = [Double](repeating: 1, count: changes.count)
    var strongest = [Bool](repeating: false, count: changes.count)
    for event in events {
      for link in event.own { spared[link.change] *= 1 - link.probability }
      if case .change(let change) = event.strongest { strongest[change] = true }
    }
    linked = spared.map { 1 - $0 }
    isStrongest = strongest
  }

  /// Events of which no two are the same failure: of several that put most on one change the one
  /// that is surest stays, the first of equals.
  var failures: [Event] {
    var surest: [Int: (event: Int, probability: Double)] = [:]
    var repeated: Set<Int> = []
    for (index, event) in events.enumerated() {
      guard let link = event.own.max(by: { $0.probability < $1.probability }),
        link.probability >= TrendModel.sameFailureFrom
      else { continue }
      if let other = surest[link.change] {
        let isSurer = link.probability > other.probability
        repeated.insert(isSurer ? other.event : index)
        if !isSurer { continue }
      }
      surest[link.change] = (index, link.probability)
    }
    return events.indices.filter { !repeated.contains($0) }.map { events[$0] }
  }
}

extension ChangeLinks.Event {
  fileprivate init(_ drop: LinkedDrop, places: [ChangeID: Int]) {
    var own: [(change: Int, probability: Double)] = []
    var elsewhere = 0.0
    for link in drop.links {
      if let place = places[link.change], link.probability >= TrendModel.leastLink {
        own.append((place, link.probability))
      } else {
        elsewhere += link.probability
      }
    }
    let first = drop.links.first
    if let first, first.probability > drop.noRecordedChange {
      strongest = places[first.change].map { .change($0) } ?? .elsewhere
    } else {
      strongest = .none
    }
    self.own = own
    self.elsewhere = elsewhere
    none = drop.noRecordedChange
    lost = drop.lostOrders
  }
}
