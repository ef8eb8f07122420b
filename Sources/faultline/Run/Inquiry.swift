import Datastore
import Detection
import Reporting
import Vocabulary

/// What `investigate` was asked about, with the stretch of time it is about.
struct Inquiry {
  let subject: Investigation.Subject
  let window: TimeWindow
  /// Named by the incident or the drop; empty for all.
  let marketplaces: [Marketplace]

  /// An incident may have begun before it was declared to have, by the half hour it takes people.
  private static let incidentSlack = 1800

  /// An incident, `T..T` or a drop, in this order of what is looked at: two dots may stand in the name of
  /// an incident too.
  init(_ text: String, in store: Store, path: String, dataEnd: Timestamp?) throws {
    let incident = try store.incidents().first { $0.id.name == text }
    if incident == nil, let dots = text.firstRange(of: "..") {
      let ends = [text[..<dots.lowerBound], text[dots.upperBound...]].map {
        Moment(argument: String($0))?.timestamp
      }
      guard let start = ends[0], let end = ends[1], let window = TimeWindow(start: start, end: end),
        window.seconds > 0
      else {
        throw ToolFailure(
          status: .usage,
          message: "\"\(text)\" is no window. Give two times like "
            + "2026-03-05T14:00:00Z..2026-03-05T15:30:00Z, the earlier first.")
      }
      self.init(subject: .window(window), window: window, marketplaces: [])
      return
    }
    if let incident {
      let end = incident.mitigatedAt ?? incident.resolvedAt ?? dataEnd ?? incident.startedAt
      let least = incident.startedAt.advanced(bySeconds: 60)
      self.init(
        subject: .incident(incident.id),
        window: TimeWindow(
          start: incident.startedAt, seconds: max(end, least).seconds(since: incident.startedAt)),
        marketplaces: incident.marketplaces)
      return
    }
    let drop = try Inquiry.recorded(text, in: store, path: path)
    self.init(
      subject: .drop(drop.id),
      window: TimeWindow(start: drop.window.start, seconds: max(60, drop.window.seconds)),
      marketplaces: drop.marketplaces)
  }

  private init(subject: Investigation.Subject, window: TimeWindow, marketplaces: [Marketplace]) {
    self.subject = subject
    self.window = window
    self.marketplaces = marketplaces
  }

  /// The failure names what there is, incidents included.
  private static func recorded(
    _ text: String, in store: Store, path: String
  ) throws -> RecordedDrop {
    if let drop = try RecordedLinks.recorded(text, in: store) { return drop }
    let incidents = try store.incidents().map(\.id.name)
    let known = incidents + (try store.recordedDropNames())
    guard !known.isEmpty else {
      throw ToolFailure(
        status: .inputMissing,
        message: "\(path): holds neither an incident nor a drop. Load a dataset first, or give a "
          + "window: faultline investigate 2026-03-05T14:00:00Z..2026-03-05T15:30:00Z")
    }
    let near = NearestWord.of(text, in: known).map { " Did you mean \"\($0)\"?" }
    throw ToolFailure(
      status: .usage,
      message: "\"\(text)\" is no incident, no recorded drop and no window T..T."
        + (near ?? " There are \(known.count) incidents and drops; nightly lists the drops."))
  }

  /// How the detection is asked where it found no drop.
  var given: GivenWindow {
    let slack = if case .incident = subject { Inquiry.incidentSlack } else { 0 }
    return GivenWindow(window: window, marketplaces: Set(marketplaces), slackSeconds: slack)
  }

  /// Of the drops detected, the one that was asked about: the one of that name, or the one that has
  /// most of its time in common with the window and hits a place that was named; it must cover half
  /// of the shorter of both.
  func match(_ drops: [Drop], incidents: [Incident]) -> Drop? {
    if case .drop(let id) = subject, let named = drops.first(where: { $0.id == id }) {
      return named
    }
    func common(_ drop: Drop) -> Int {
      let start = max(drop.window.start, window.start)
      let end = min(drop.window.end, window.end)
      return max(0, end.seconds(since: start))
    }
    func touches(_ drop: Drop) -> Bool {
      guard marketplaces.isEmpty || drop.marketplaces.contains(where: marketplaces.contains) else {
        return false
      }
      if case .incident(let id) = subject,
        incidents.contains(where: { $0.id == id && $0.touches(drop) })
      {
        return true
      }
      return 2 * common(drop) >= min(drop.window.seconds, window.seconds)
    }
    return drops.filter(touches).max {
      (common($0), $0.lostOrders.value) < (common($1), $1.lostOrders.value)
    }
  }

  /// Whether a detected drop is taken as it is. With less than three days before it the detection's
  /// expectation rests in part on the drop itself; the stretch just before tells more, unless that
  /// drop was asked for by its name.
  func trusts(_ drop: Drop) -> Bool {
    if case .drop = subject { return true }
    return (drop.shortHistoryDays ?? Inquiry.daysToTrust) >= Inquiry.daysToTrust
  }

  private static let daysToTrust = 3
}
