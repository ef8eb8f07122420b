import Vocabulary

extension Drop {
  /// The same drop with every onset trusted no further than `LinkModel.Onset` says.
  var strayed: Drop {
    let model = LinkModel.Onset.self
    let lag = model.slowLag * Double(window.seconds)
    func strayed(_ onset: TimeDistribution) -> TimeDistribution {
      onset.earlier(share: model.slowShare, mean: lag, mostSteps: model.mostSlowSteps)
        .strayed(share: model.strayShare, steps: model.straySteps)
    }
    return Drop(
      id: id, onset: strayed(onset), end: end,
      parts: parts.map { part in
        DropPart(
          series: part.series, onset: strayed(part.onset), end: part.end, depth: part.depth,
          observedOrders: part.observedOrders, expectedOrders: part.expectedOrders,
          signal: part.signal)
      },
      unaffected: unaffected, observedOrders: observedOrders, expectedOrders: expectedOrders,
      lostOrders: lostOrders, catchUp: catchUp, comparisonLoss: comparisonLoss,
      websiteErrors: websiteErrors, coverage: coverage, signal: signal,
      shortHistoryDays: shortHistoryDays)
  }
}
