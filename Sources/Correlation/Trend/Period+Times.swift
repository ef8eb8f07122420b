import Statistics
import Vocabulary

extension Period {
  /// Weeks from Monday on, those without a change left out.
  var weeks: [TrendWeek] {
    let week = 7 * 86_400
    var start = counted.start.startOfDay
    // 1 January 1970 was a Thursday.
    let days = Int(start.secondsSinceEpoch / 86_400)
    start = start.advanced(bySeconds: -((days + 3) % 7) * 86_400)
    var weeks: [TrendWeek] = []
    while start < counted.end {
      let whole = TimeWindow(start: start, seconds: week)
      let window = TimeWindow(
        start: max(whole.start, counted.start),
        seconds: min(whole.end, counted.end).seconds(since: max(whole.start, counted.start)))
      let members = changes.indices.filter { window.contains(changes[$0].startedAt) }
      if !members.isEmpty { weeks.append(self.week(window, members)) }
      start = whole.end
    }
    return weeks
  }

  private func week(_ window: TimeWindow, _ members: [Int]) -> TrendWeek {
    TrendWeek(
      window: window, all: table.rate(members),
      aiAssisted: table.rate(members.filter { changes[$0].label(.aiAssisted) == true }),
      noMarker: table.rate(members.filter { changes[$0].label(.aiAssisted) == false }),
      medianLines: medianLines(members))
  }

  func medianLines(_ members: [Int]) -> Double? {
    Quantiles.median(members.compactMap { changes[$0].lines.map(Double.init) })
  }

  func rates(of quarter: CalendarQuarter) -> QuarterRates {
    QuarterRates(
      name: quarter.name, counted: counted, isWhole: isWhole, all: all,
      aiAssisted: rate(of: ChangeComparison.aiAssisted.exposed), noMarker: rate(of: [.noAIMarker]),
      undocumented: rate(of: [.undocumented]), medianLines: medianLines(Array(changes.indices)))
  }

  /// Whether records reach from its beginning to its last day: the last change may have been hours
  /// before its end.
  private var isWhole: Bool {
    counted.start == window.start && window.end.seconds(since: counted.end) <= 86_400
  }

  var delivery: DeliveryMeasures {
    let waits = changes.compactMap { facts -> Double? in
      guard let approved = facts.change.paperwork.approvedAt.valueIfAny,
        approved <= facts.startedAt
      else { return nil }
      return Double(facts.startedAt.seconds(since: approved))
    }
    return DeliveryMeasures(
      days: Double(counted.seconds) / 86_400, changes: changes.count,
      steps: changes.reduce(0) { $0 + $1.change.rollout.steps.count },
      approvalToStart: Quantiles.median(waits).map { ($0, waits.count) }, recovery: recovery,
      rework: changes.count { facts in
        facts.change.rollout.steps.contains { $0.rollbackOf != nil }
          || facts.change.paperwork.emergency.valueIfAny == true
      })
  }

  /// The weighted median of how long ended drops lasted, each by the probability that one of the
  /// changes was behind it.
  private var recovery: (seconds: Double, of: Double)? {
    let lengths = zip(drops, links.events).filter { !$0.0.isOpen }.map { drop, event in
      (Double(drop.window.seconds), event.own.reduce(0) { $0 + $1.probability })
    }.sorted { $0.0 < $1.0 }
    let total = lengths.reduce(0) { $0 + $1.1 }
    guard total > 0 else { return nil }
    var sum = 0.0
    for (seconds, weight) in lengths {
      sum += weight
      if sum >= total / 2 { return (seconds, total) }
    }
    return nil
  }

  var quality: LinkQuality {
    let first = zip(drops, links.events)
    var grades: [Grade: Int] = [:]
    for (drop, event) in first where event.strongest != .none {
      if let grade = drop.links.first?.grade { grades[grade, default: 0] += 1 }
    }
    return LinkQuality(
      drops: drops.count, onChanges: links.events.count { $0.strongest != .none },
      onCompared: links.events.count { event in
        if case .change = event.strongest { true } else { false }
      },
      grades: grades, unexplained: links.events.reduce(0) { $0 + $1.none },
      confirmed: drops.count(where: \.isConfirmed), withdrawn: withdrawn,
      lost: table.lostInAll, largestLost: drops.map(\.lostOrders.value).max() ?? 0,
      lostUnexplained: table.lostUnexplained, lostElsewhere: table.lostElsewhere)
  }
}
