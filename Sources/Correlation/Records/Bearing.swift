public import Vocabulary

extension CorrelationSettings {
  /// The time in which a rollout step that begins, ends or is undone may bear on the links of a drop of
  /// `window`: from the look-back on to a little after the end, up to where an undoing counts.
  public func stepsBearing(on window: TimeWindow) -> TimeWindow {
    let after = max(UnrecordedSigns.secondsAfter, Int(60 * LinkModel.Recovery.afterEnd))
    return looking(back: window, on: after)
  }

  /// The time that an incident must touch to bear on them.
  public func incidentsBearing(on window: TimeWindow) -> TimeWindow {
    looking(back: window, on: LinkModel.Naming.secondsAfter)
  }

  /// The time in which another drop may bear on them, since it tells what followed on earlier changes.
  public func dropsBearing(on window: TimeWindow) -> TimeWindow {
    let start = window.start.advanced(bySeconds: -LinkModel.Recent.seconds)
    return TimeWindow(start: start, seconds: window.end.seconds(since: start))
  }

  private func looking(back window: TimeWindow, on seconds: Int) -> TimeWindow {
    TimeWindow(
      start: window.start.advanced(bySeconds: -lookBackSeconds),
      seconds: lookBackSeconds + window.seconds + seconds)
  }
}
