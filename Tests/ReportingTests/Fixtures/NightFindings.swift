import Vocabulary

extension Night {
  /// Weights that rise and fall around a moment, a minute apart.
  static func around(_ moment: Timestamp) -> TimeDistribution {
    TimeDistribution(
      first: moment.advanced(bySeconds: -120), stepSeconds: 60,
      weights: [0.03, 0.12, 0.7, 0.12, 0.03])
      ?? TimeDistribution(certain: moment, stepSeconds: 60)
  }

  static func part(
    _ marketplace: Marketplace, _ service: Service? = nil, from: Timestamp, to: Timestamp,
    observed: Int, expected: Double
  ) -> DropPart {
    DropPart(
      series: SeriesKey(marketplace: marketplace, service: service), onset: around(from),
      end: .ended(around(to)), depth: Share(1 - Double(observed) / expected),
      observedOrders: observed, expectedOrders: expected, signal: 14)
  }

  static let checkoutDrop = Drop(
    id: DropID("2026-03-10-1406"), onset: around(at(10, 14, 6)),
    end: .ended(around(at(10, 15, 22))),
    parts: [
      part(ca, from: at(10, 14, 7), to: at(10, 15, 20), observed: 402, expected: 640),
      part(us, from: at(10, 14, 6), to: at(10, 15, 22), observed: 3107, expected: 5100),
    ],
    unaffected: [
      UnaffectedSeries(
        series: SeriesKey(marketplace: de), depth: Share(0.012), standardError: 0.018),
      UnaffectedSeries(
        series: SeriesKey(marketplace: jp), depth: Share(-0.004), standardError: 0.021),
    ],
    observedOrders: 3509, expectedOrders: 5740,
    lostOrders: checkoutTrace.runningLoss[75],
    catchUp: Estimate(value: 180, low: -60, high: 410, level: 0.9),
    comparisonLoss: Estimate(value: 2187, low: 1890, high: 2480, level: 0.9),
    websiteErrors: Estimate(value: 1840, low: 1655, high: 2020, level: 0.9),
    coverage: Coverage(held: 109, tried: 120, level: 0.9), signal: 18.2, shortHistoryDays: nil)

  static let paymentsDrop = Drop(
    id: DropID("2026-03-11-0300"), onset: around(at(11, 3)), end: .ended(around(at(11, 3, 18))),
    parts: [
      part(
        jp, Service("payments-gateway"), from: at(11, 3), to: at(11, 3, 18), observed: 140,
        expected: 200)
    ],
    unaffected: [], observedOrders: 140, expectedOrders: 200,
    lostOrders: Estimate(value: 60.4, low: 11, high: 108, level: 0.9), catchUp: nil,
    comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 5.1, shortHistoryDays: 19)

  static func evidence(_ lines: [(Evidence.Observation, Double)]) -> [Evidence] {
    lines.map { Evidence($0.0, weight: LogOdds($0.1)) }
  }

  static func placebo(_ value: Double) -> Probability { Probability(clamping: value) }

  static let checkoutSuspects: [Suspect] = [
    Suspect(
      change: ChangeID("D-4417"), deploys: [DeployID("dep-881")], service: Service("checkout-api"),
      probability: placebo(0.934), grade: .strong, minutesBeforeOnset: 8,
      evidence: evidence([
        (.recovery(.followedRollback(minutesAfter: 1)), 2.3),
        (
          .scope(hitAndReached: 2, hitNotReached: [], reachedNotHit: []), 1.6
        ),
        (
          .comparison(reachedFall: Share(0.389), unreachedFall: Share(0.004), unreachedCount: 2),
          1.4
        ),
        (
          .timing(step: DeployID("dep-881"), minutesBeforeOnset: 8, placeboRate: placebo(0.12)), 0.9
        ),
        (.topology(.orderPath(hops: 0)), 0.5),
        (.repetition(earlierSteps: 14, followedByDrop: 0), -0.4),
      ])),
    Suspect(
      change: ChangeID("D-4418"), deploys: [DeployID("dep-884")],
      service: Service("payments-config"), probability: placebo(0.031), grade: .weak,
      minutesBeforeOnset: 4,
      evidence: evidence([
        (.recovery(.recoveredInPlace), -1.8),
        (
          .scope(hitAndReached: 2, hitNotReached: [], reachedNotHit: [de, jp]), -1.1
        ),
        (
          .timing(step: DeployID("dep-884"), minutesBeforeOnset: 4, placeboRate: placebo(0.08)), 1.2
        ),
        (.topology(.dependency(hops: 1)), 0.4),
      ])),
    Suspect(
      change: ChangeID("D-4412"), deploys: [DeployID("dep-873")], service: Service("search-ranker"),
      probability: placebo(0.0006), grade: .excluded, minutesBeforeOnset: 64,
      evidence: evidence([
        (.scope(hitAndReached: 0, hitNotReached: [ca, us], reachedNotHit: [de]), -4.2),
        (
          .timing(step: DeployID("dep-873"), minutesBeforeOnset: 64, placeboRate: placebo(0.41)),
          0.1
        ),
      ])),
    Suspect(
      change: ChangeID("D-4410"), deploys: [DeployID("dep-861")], service: Service("catalog-web"),
      probability: placebo(0.0004), grade: .excluded, minutesBeforeOnset: 144,
      evidence: evidence([
        (.topology(.offOrderPath), -2.6), (.recovery(.recoveredInPlace), -1.8),
        (
          .timing(step: DeployID("dep-861"), minutesBeforeOnset: 144, placeboRate: placebo(0.66)),
          -0.2
        ),
      ])),
  ]

  static let checkoutFinding = Finding(
    drop: checkoutDrop,
    attribution: Attribution(
      drop: checkoutDrop.id, status: .linked, suspects: checkoutSuspects,
      noRecordedChange: placebo(0.034),
      topProbabilityRange: (low: placebo(0.81), high: placebo(0.968)), considered: 4,
      lookBack: TimeWindow(start: at(10, 8, 6), seconds: 6 * 3600 + 120)),
    incidents: [incident], trace: checkoutTrace)

  static let paymentsFinding = Finding(
    drop: paymentsDrop,
    attribution: Attribution(
      drop: paymentsDrop.id, status: .unexplained,
      suspects: [
        Suspect(
          change: ChangeID("D-4425"), deploys: [DeployID("dep-917")],
          service: Service("catalog-web"), probability: placebo(0.12), grade: .weak,
          minutesBeforeOnset: 105,
          evidence: evidence([
            (.topology(.unrelated), -0.9),
            (
              .timing(
                step: DeployID("dep-917"), minutesBeforeOnset: 105, placeboRate: placebo(0.52)), 0.1
            ),
          ]))
      ], noRecordedChange: placebo(0.88),
      topProbabilityRange: (low: placebo(0.05), high: placebo(0.33)), considered: 1,
      lookBack: TimeWindow(start: at(10, 21), seconds: 6 * 3600 + 120)),
    incidents: [], trace: nil)
}
