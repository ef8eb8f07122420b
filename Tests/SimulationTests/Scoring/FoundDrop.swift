import Vocabulary

extension Drop {
  /// A clear drop of 100 orders that was found in one marketplace, its edges certain.
  static func found(
    _ id: String, in place: Marketplace, from start: Timestamp, to end: Timestamp,
    stepSeconds: Int = 900
  ) -> Drop {
    let onset = TimeDistribution(certain: start, stepSeconds: stepSeconds)
    let end = DropEnd.ended(TimeDistribution(certain: end, stepSeconds: stepSeconds))
    let part = DropPart(
      series: SeriesKey(marketplace: place), onset: onset, end: end, depth: Share(0.5),
      observedOrders: 100, expectedOrders: 200, signal: 9)
    return Drop(
      id: DropID(id), onset: onset, end: end, parts: [part], unaffected: [],
      observedOrders: 100, expectedOrders: 200,
      lostOrders: Estimate(value: 100, low: 90, high: 110, level: 0.9), catchUp: nil,
      comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 9, shortHistoryDays: nil)
  }
}
