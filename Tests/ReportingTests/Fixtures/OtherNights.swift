import Vocabulary

@testable import Reporting

extension Night {
  /// Nothing happened and everything came.
  static let quiet: NightlyReport = {
    report(
      findings: [], changes: [changes[0], changes[4]], dismissed: [],
      overviews: [overviews[2], overview(us, level: 68, seed: 9, drop: nil)],
      controls: results("D-4421", [.met, .met, .met, .met]), warnings: [], rejected: [],
      since: RunDifferences(
        previousUntil: at(10, 6), new: [], stillOpen: [], closed: [], revised: []))
  }()

  /// Nothing was found, because half the night could not be looked at.
  static let stale: NightlyReport = {
    report(
      findings: [], dismissed: [],
      overviews: [overview(de, level: 41, seed: 3, drop: nil, missing: 16, newest: at(11, 2))],
      controls: [],
      warnings: [
        .feedAbsent(.calendar),
        .staleFeed(.orderMetrics, newestRow: at(11, 2), asOf: at(11, 6), limitSeconds: 10_800),
        .tooManyRowsSetAside(file: "incidents.csv", setAside: 2, read: 38, limit: Share(0.01)),
      ], since: nil)
  }()

  /// A drop, and not a single deploy on record.
  static let noDeploys: NightlyReport = {
    let attribution = Attribution(
      drop: checkoutDrop.id, status: .undecidable, obstacle: .noDeployHistory, suspects: [],
      noRecordedChange: .one, topProbabilityRange: nil, considered: 0,
      lookBack: checkoutFinding.attribution.lookBack)
    return report(
      findings: [
        Finding(drop: checkoutDrop, attribution: attribution, incidents: [], trace: checkoutTrace)
      ], changes: [], controls: [], warnings: [.feedAbsent(.deploys)], rejected: [], since: nil)
  }()

  /// Fifty drops, some still open, and hundreds of changes with open paperwork.
  static let crowded: NightlyReport = {
    let many = (0..<420).map { index in
      change(
        "D-\(6000 + index)", index % 3 == 0 ? "checkout-api" : "payments-gateway",
        at(10, 6 + index / 24, index % 24 * 2), line: 2000 + index,
        authorship: index % 4 == 0 ? .declared(.assisted, tool: nil) : .none,
        paperwork: index % 2 == 0 ? noRecord : oneReviewer)
    }
    let results = many.enumerated().flatMap { index, change in
      Night.results(
        change.id.name,
        [
          index % 5 == 0 ? .met : .notMet(.reviewers(found: 0, needed: 2)),
          index % 2 == 0 ? .notMet(.noRecord) : .met, .met, .unknown(.emptyCell),
        ])
    }
    let findings = (0..<50).map { crowdedFinding($0, many) }
    let overviews = (0..<80).map { index in
      overview(
        Marketplace("M\(index)"), level: Double(5 + index), seed: UInt64(index), drop: nil)
    }
    return report(
      findings: findings, changes: changes + many, overviews: overviews,
      controls: controls + results,
      warnings: (0..<90).map {
        .missingSteps(SeriesKey(marketplace: Marketplace("M\($0)")), missing: $0 + 1, of: 1440)
      }, since: nil)
  }()

  private static func crowdedFinding(_ index: Int, _ changes: [Change]) -> Finding {
    let onset = at(10, 7 + index / 3, index % 3 * 17)
    let lost = Double(40 + index * index * 3)
    let onsetWords = onset.description.prefix(16).filter { $0 != ":" }.replacing("T", with: "-")
    let isOpen = index % 10 == 9
    let drop = Drop(
      id: DropID("\(onsetWords)-\(index)"), onset: around(onset),
      end: isOpen
        ? .open(dataUntil: at(11, 6)) : .ended(around(onset.advanced(bySeconds: 1800))),
      parts: [
        part(
          Marketplace("M\(index)"), from: onset, to: onset.advanced(bySeconds: 1800),
          observed: 100, expected: 100 + lost)
      ], unaffected: [], observedOrders: 100, expectedOrders: 100 + lost,
      lostOrders: Estimate(value: lost, low: lost * 0.7, high: lost * 1.3, level: 0.9),
      catchUp: nil, comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 6,
      shortHistoryDays: nil)
    let near = changes.filter { $0.rollout.startedAt <= onset }.suffix(3)
    let suspects = near.reversed().enumerated().map { rank, change in
      Suspect(
        change: change.id, deploys: change.rollout.steps.map(\.id), service: change.service,
        probability: placebo(0.3 / Double(rank + 1)), grade: rank == 0 ? .moderate : .weak,
        minutesBeforeOnset: onset.minutes(since: change.rollout.startedAt),
        evidence: evidence([
          (
            .timing(
              step: change.rollout.steps[0].id,
              minutesBeforeOnset: onset.minutes(since: change.rollout.startedAt),
              placeboRate: placebo(0.7)), 0.2
          )
        ]))
    }
    let sum = suspects.reduce(0) { $0 + $1.probability.value }
    return Finding(
      drop: drop,
      attribution: Attribution(
        drop: drop.id, status: .contested, suspects: suspects, noRecordedChange: placebo(1 - sum),
        topProbabilityRange: nil, considered: near.count,
        lookBack: TimeWindow(start: onset.advanced(bySeconds: -21_600), seconds: 21_600)),
      incidents: [], trace: checkoutTrace)
  }
}
