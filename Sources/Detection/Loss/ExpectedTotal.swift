public import Vocabulary

extension Detector {
  /// The orders of `window` as the rows around it, but none in it, let one expect them, with the interval
  /// that a loss over just these steps would have.
  ///
  /// `nil` if the window reaches beyond the rows or rests on too little.
  public func expectedTotal(
    of series: Series, during window: TimeWindow, calendar: [CalendarEvent]
  ) -> Estimate? {
    guard
      let block = Block.covering(window, data: series.window).first(where: {
        $0.contains(window.start)
      }), var watched = Watched(series, block: block, events: calendar, settings: settings)
    else { return nil }
    let steps = watched.offset(of: window.start)..<watched.offset(of: window.end)
    guard steps.lowerBound >= 0, steps.upperBound <= watched.scan.dataEnd, !steps.isEmpty else {
      return nil
    }
    watched.mask(steps)
    let stretch = LossEstimator.Stretch(
      series: watched, steps: steps, weights: steps.map { _ in 1 })
    var total = Shortfall()
    total.add(
      watched.line, over: steps, noise: watched.maskedNoise, pass: watched.scan.pass)
    let half =
      QuietWindows([stretch]).halfWidth(level: settings.intervalLevel) * total.standardError
    return Estimate(total.expected, plusMinus: half, level: settings.intervalLevel)
  }
}
