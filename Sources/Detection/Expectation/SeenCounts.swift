import Statistics
import Vocabulary

/// The counts of a window, and where calendar events lie in it.
struct SeenCounts {
  /// NaN where no row came, and where a feed repeated itself.
  let observed: [Double]
  /// Where it did, ascending.
  let repeated: [Range<Int>]
  /// The same without what nothing is to be learnt from.
  let learnable: [Double]
  /// The same without the eves of holidays either, for the course of usual days.
  let usual: [Double]
  /// Whether a calendar event covers the step.
  let inEvent: [Bool]
  /// Whether one begins there, or ended just before; empty if there are none.
  private let edges: [Bool]
  private let events: [Event]

  /// A calendar event as offsets into the window, beyond which it may reach.
  private struct Event {
    let kind: CalendarEventKind?
    let steps: Range<Int>
  }

  /// - Parameters:
  ///   - counts: orders or errors of the whole series.
  ///   - odd: steps that nothing is to be learnt from, beside events.
  init(
    _ series: Series, _ counts: Samples, _ plan: WindowPlan, _ events: [CalendarEvent],
    odd: [Bool]? = nil
  ) {
    var observed = plan.steps.map { step -> Double in
      guard step >= 0, step < counts.count, let value = counts[step] else { return .nan }
      return Double(value)
    }
    let first = plan.steps.lowerBound
    repeated = RepeatedCounts.find(
      in: counts, window: plan.steps, stepSeconds: series.stepSeconds
    ).map { ($0.lowerBound - first)..<($0.upperBound - first) }
    for step in repeated.joined() { observed[step] = .nan }
    let marks = SeenCounts.marks(series, plan, events)
    learnable = observed.indices.map { index in
      marks.inside[index] || odd?[index] == true ? Double.nan : observed[index]
    }
    var usual = learnable
    for step in marks.eves.joined() { usual[step] = .nan }
    self.usual = usual
    self.observed = observed
    inEvent = marks.inside
    edges = marks.edges
    self.events = marks.inWindow
  }

  /// The public holidays in the window, or partly in it.
  var holidays: [Range<Int>] { events.filter { $0.kind == .holiday }.map(\.steps) }

  /// - Parameter wander: how far the level goes inside an event. One of no kind may be a guess, of whose
  ///   hours nothing is learnt.
  func breaks(_ wander: EventWander) -> LevelBreaks {
    guard !edges.isEmpty else { return .none }
    var jumps = edges.map { $0 ? DetectionModel.eventJumpVariance : 0 }
    var wandering = [Double](repeating: 0, count: edges.count)
    for event in events {
      let variance = event.kind == nil ? wander.known : wander.variance(in: event.steps)
      for step in event.steps.clamped(to: wandering.indices) {
        wandering[step] = max(wandering[step], variance)
      }
    }
    for step in jumps.indices { jumps[step] += wandering[step] }
    return LevelBreaks(
      jumps: jumps,
      held: edges.indices.map { inEvent[$0] && $0 + 1 < edges.count && !edges[$0 + 1] })
  }

  private static func marks(
    _ series: Series, _ plan: WindowPlan, _ events: [CalendarEvent]
  ) -> (inside: [Bool], eves: [Range<Int>], edges: [Bool], inWindow: [Event]) {
    let window = 0..<plan.steps.count
    var inside = [Bool](repeating: false, count: window.count)
    var eves: [Range<Int>] = []
    var edges: [Bool] = []
    var inWindow: [Event] = []
    for event in events {
      let first = series.index(of: event.window.start) - plan.steps.lowerBound
      let last =
        series.index(of: event.window.end.advanced(bySeconds: series.stepSeconds - 1))
        - plan.steps.lowerBound
      if event.kind == .holiday {
        let start = first - DetectionModel.holidayEveSeconds / series.stepSeconds
        eves.append((start..<first).clamped(to: window))
      }
      guard first < window.upperBound, last > 0 else { continue }
      inWindow.append(Event(kind: event.kind, steps: first..<max(first, last)))
      if edges.isEmpty { edges = [Bool](repeating: false, count: window.count) }
      for index in (first..<last).clamped(to: window) { inside[index] = true }
      if first >= 0 { edges[first] = true }
      if last < window.upperBound { edges[last] = true }
    }
    return (inside, eves, edges, inWindow)
  }
}
