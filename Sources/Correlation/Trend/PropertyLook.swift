import Statistics
import Vocabulary

/// Properties that linked changes have more or less often than others, of many looked at.
struct PropertyLook: Sendable {
  let found: [StandingOut]
  let looks: Int

  init(_ period: Period) {
    let members = PropertyLook.members(period.changes)
    let links = period.links.linked
    let failing = links.indices.filter { links[$0] >= TrendModel.leastLink }
    let total = links.reduce(0, +)
    let all = Double(max(1, links.count))
    let linked = members.map { $0.1.reduce(0) { $0 + links[$1] } }
    let expected = members.map { total * Double($0.1.count) / all }
    let asFar = PropertyLook.shuffled(
      members.map(\.1), failing: failing.map { links[$0] }, of: links.count,
      distances: zip(linked, expected).map { abs($0 - $1) - 1e-9 }, expected: expected)
    let values = FalseDiscovery.adjusted(
      asFar.map { Double($0 + 1) / Double(TrendModel.propertyShuffles + 1) })
    looks = members.count
    found = members.indices.filter { values[$0] <= TrendModel.falseClaims && total > 0 }
      .sorted { (values[$0], -linked[$0], $0) < (values[$1], -linked[$1], $1) }
      .map {
        StandingOut(
          property: members[$0].0, changes: members[$0].1.count, linked: linked[$0],
          expected: expected[$0], q: values[$0])
      }
  }

  /// For each property in how many shuffles of the links over the changes it stood as far out.
  private static func shuffled(
    _ members: [[Int]], failing: [Double], of changes: Int, distances: [Double],
    expected: [Double]
  ) -> [Int] {
    var asFar = [Int](repeating: 0, count: members.count)
    guard !failing.isEmpty else { return members.map { _ in TrendModel.propertyShuffles } }
    var having = [[Int]](repeating: [], count: changes)
    for (property, some) in members.enumerated() {
      for change in some { having[change].append(property) }
    }
    var random = SeededGenerator(seed: TrendModel.seed, stream: "properties")
    var places = Array(0..<changes)
    var sums = [Double](repeating: 0, count: members.count)
    for _ in 0..<TrendModel.propertyShuffles {
      for property in sums.indices { sums[property] = 0 }
      for (index, link) in failing.enumerated() {
        places.swapAt(index, index + random.integer(below: changes - index))
        for property in having[places[index]] { sums[property] += link }
      }
      for property in sums.indices
      where abs(sums[property] - expected[property]) >= distances[property] {
        asFar[property] += 1
      }
    }
    return asFar
  }

  /// Properties that enough changes have and enough lack, each with its changes.
  private static func members(_ changes: [ChangeFacts]) -> [(StandingOut.Property, [Int])] {
    var members: [StandingOut.Property: [Int]] = [:]
    var order: [StandingOut.Property] = []
    for (index, change) in changes.enumerated() {
      for property in change.properties {
        if members[property] == nil { order.append(property) }
        members[property, default: []].append(index)
      }
    }
    return order.sorted { $0.rank < $1.rank }.compactMap { property in
      let some = members[property] ?? []
      let isTelling =
        some.count >= TrendModel.fewestWithProperty
        && changes.count - some.count >= TrendModel.fewestWithProperty
      return isTelling ? (property, some) : nil
    }
  }
}

extension ChangeFacts {
  fileprivate var properties: [StandingOut.Property] {
    var all: [StandingOut.Property] = [
      .weekday(weekday), .hours(hourBand * TrendModel.bandHours), .group(group(.size)),
      .steps(many: change.rollout.steps.count > 1),
    ]
    switch change.authorship {
    case .declared(_, let tool), .inferred(_, let tool): if let tool { all.append(.tool(tool)) }
    case .none, .unknown: break
    }
    if let type = change.rollout.steps.lazy.compactMap(\.type).first { all.append(.type(type)) }
    if let emergency = change.paperwork.emergency.valueIfAny { all.append(.emergency(emergency)) }
    return all
  }
}

extension StandingOut.Property {
  /// A fixed order, whatever the order of the records.
  fileprivate var rank: (Int, String) {
    switch self {
    case .tool(let tool): (0, tool)
    case .type(let type): (1, type.rawValue)
    case .weekday(let day): (2, String(day))
    case .hours(let hours): (3, hours < 10 ? "0\(hours)" : String(hours))
    case .group(let group): (4, group.rawValue)
    case .emergency(let isOne): (5, isOne ? "1" : "0")
    case .steps(let many): (6, many ? "1" : "0")
    }
  }
}
