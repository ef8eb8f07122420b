import Vocabulary

/// One line of a timeline.
struct TimelineEvent: Sendable {
  let at: Timestamp
  let words: Phrase
  let source: String
  /// Breaks ties: events of one minute stand in the order in which such things happen.
  let rank: Int
}

extension DropPage {
  /// Changes, the drop and what people declared, in order of time with their source.
  var timelineSection: Section {
    let events = timeline
    let noticed = declared.noticed
    let table = Table(
      caption: "All times UTC; the source names file and line",
      columns: [
        .init(title: "Time"), .init(title: "What happened", alignment: .prose),
        .init(title: "Noticed by then?"), .init(title: "Source"),
      ],
      rows: events.map { event in
        let known =
          noticed.map { event.at >= $0.at ? "yes" : "no" }
          ?? (finding.incidents.isEmpty ? "no incident was declared" : "the records do not say")
        return Table.Row([
          Cell("\(name: event.at.short)", sortKey: Double(event.at.secondsSinceEpoch)),
          Cell(event.words), Cell("\(known)"),
          Cell(event.source.contains(":") ? "\(name: event.source)" : "\(event.source)"),
        ])
      }, isSortable: false)
    let note: Phrase =
      noticed.map {
        """
        \(whatWasNoticed) counts as noticed from \($0.at.short) on, when \($0.incident.name) was \
        detected. Whether responders then knew of a change is not in the records.
        """
      }
      ?? "No time of detection is recorded, so the page cannot say what came before anybody noticed."
    return Section(
      id: "timeline", title: "Timeline",
      blocks: table.folded("events", open: 25) + [.note(note)])
  }

  var timeline: [TimelineEvent] {
    let all =
      considered.flatMap(changeEvents) + dropEvents + finding.incidents.flatMap(incidentEvents)
    return all.sorted {
      ($0.at, $0.rank, $0.source, $0.words.plain) < ($1.at, $1.rank, $1.source, $1.words.plain)
    }
  }

  private func changeEvents(_ change: Change) -> [TimelineEvent] {
    guard
      attribution.plausible.contains(where: { $0.change == change.id }) || numbers[change.id] != nil
    else { return [] }
    let first = attribution.lookBack.start
    return change.rollout.steps.filter { $0.startedAt >= first && $0.startedAt < lastMoment }
      .flatMap { step -> [TimelineEvent] in
        let undoes = step.rollbackOf.map { ", which undoes \($0)" } ?? ""
        let subject = people.subject(change).map { ": “\($0)”" } ?? ""
        var events = [
          TimelineEvent(
            at: step.startedAt,
            words: """
              \(strong: change.id.name) \(step.service.name) \(step.didWords)\(undoes)\
              \(subject). \(change.originBadges)
              """, source: step.place.description, rank: 0)
        ]
        if let undone = step.rolledBackAt {
          events.append(
            TimelineEvent(
              at: undone,
              words:
                "\(strong: change.id.name) \(step.service.name) undone\(step.reach.placeWords).",
              source: step.place.description, rank: 2))
        }
        return events
      }
  }

  /// Nothing later belongs to the story of the drop, save what its incidents declare.
  private var lastMoment: Timestamp {
    let figureEnd = finding.trace.map {
      $0.start.advanced(bySeconds: $0.observed.count * $0.stepSeconds)
    }
    let dropEnd = drop.window.end.advanced(bySeconds: 1)
    return max(dropEnd, figureEnd ?? dropEnd)
  }

  private var whatWasNoticed: String { hasFallen ? "The drop" : "The incident" }

  private var dropEvents: [TimelineEvent] {
    guard hasFallen else {
      let source = "the time looked at"
      return [
        TimelineEvent(
          at: drop.window.start, words: "\(strong: "The time looked at begins.")", source: source,
          rank: 1),
        TimelineEvent(
          at: drop.window.end, words: "\(strong: "The time looked at ends.")", source: source,
          rank: 3),
      ]
    }
    guard isDetected else { return measuredEvents }
    var events = [
      TimelineEvent(
        at: drop.onset.mode,
        words: "\(strong: "Orders fall below expected in \(drop.placeWords).")",
        source: "order metrics, detection", rank: 1)
    ]
    if let end = drop.end.mode {
      events.append(
        TimelineEvent(
          at: end, words: "\(strong: "Orders are back to expected.")",
          source: "order metrics, detection", rank: 3))
    }
    return events
  }

  /// The edges of a time that was asked about, in which orders stood low and no drop was detected.
  private var measuredEvents: [TimelineEvent] {
    let source = "order metrics, the time asked about"
    let begin: Phrase = """
      \(strong: "The time measured in \(drop.placeWords) begins.") Orders stand below expected in it; no \
      drop was detected.
      """
    return [
      TimelineEvent(at: drop.window.start, words: begin, source: source, rank: 1),
      TimelineEvent(
        at: drop.window.end, words: "\(strong: "The time measured ends.")", source: source, rank: 3),
    ]
  }

  private func incidentEvents(_ incident: Incident) -> [TimelineEvent] {
    let title = incident.title.map { ": “\(people.cleaned($0))”" } ?? ""
    let moments: [(Timestamp?, String, Int)] = [
      (incident.startedAt, "\(incident.id.name) declared to have started\(title).", 1),
      (incident.detectedAt, "\(incident.id.name) detected.", 2),
      (incident.mitigatedAt, "\(incident.id.name) mitigated.", 4),
      (incident.resolvedAt, "\(incident.id.name) resolved.", 5),
    ]
    return moments.compactMap { at, words, rank in
      at.map {
        TimelineEvent(at: $0, words: "\(words)", source: incident.place.description, rank: rank)
      }
    }
  }
}

extension Deployment {
  /// `deployed to US`, `configuration changed in US`.
  fileprivate var didWords: String {
    switch type {
    case .config?: "configuration changed" + changedWhere
    case .flag?: "flag switched" + changedWhere
    case .schema?: "schema changed" + changedWhere
    case .infrastructure?: "infrastructure changed" + changedWhere
    case .data?: "data changed" + changedWhere
    case .code?, .other?, nil: "deployed \(reach.words)"
    }
  }

  private var changedWhere: String {
    reach == .unknown ? " in places the records do not name" : reach.placeWords
  }
}

extension Reach {
  /// `everywhere`, `to US and CA`.
  var words: String {
    switch self {
    case .everywhere: "everywhere"
    case .only(let some): "to \(enumerated(some.sorted().map(\.name)))"
    case .unknown: "to places the records do not name"
    }
  }

  /// ` in US and CA`; nothing where the records do not say.
  fileprivate var placeWords: String {
    switch self {
    case .everywhere: " everywhere"
    case .only(let some): " in \(enumerated(some.sorted().map(\.name)))"
    case .unknown: ""
    }
  }
}
