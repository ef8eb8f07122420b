import Vocabulary

extension Feed {
  /// `orders feed`: what people call it.
  var name: String {
    switch self {
    case .deploys: "deploys"
    case .incidents: "incidents"
    case .orderMetrics: "orders"
    case .services: "services"
    case .calendar: "calendar"
    case .changeRecords: "change records"
    }
  }
}

extension InputWarning {
  /// The warning as a sentence, with what it means for the reader.
  var sentence: String {
    switch self {
    case .staleFeed(let feed, let newest, let asOf, let limit):
      staleSentence("the \(feed.name) feed", newest, asOf, limit, feed.consequenceOfStaleness)
    case .noNewerOrders(let end, let loadedAt):
      "\(couldNotLook) after \(end.short) UTC: no newer orders have come since those were loaded on "
        + "\(loadedAt.minute.short) UTC. Drops since then would not be seen."
    case .rowsWithoutStep(let rows): rows.unplacedSentence
    case .rowsAddedUp(let rows):
      "Rows of \(rows.series.words) come every \(duration(seconds: rows.stepSeconds)) since "
        + "\(rows.since.full) UTC, and came every \(duration(seconds: rows.seriesStepSeconds)) before: they "
        + "were added up to the steps of before."
    case .rowsFarAhead(let feed, let count, let newest, let end):
      "\(counted(count, "row")) of \(feed.name) \(count == 1 ? "lies" : "lie") more than 300 days after "
        + "all others, which end \(end.full) UTC: \(newest.full) UTC. How new the feed is was told "
        + "without."
    case .staleSeries(let series, let newest, let asOf, let limit):
      staleSentence(
        "orders of \(series.words)", newest, asOf, limit, "Drops there would not be seen.")
    case .seriesEnded(let series, let newest):
      "No orders of \(series.words) since \(newest.full) UTC. After two weeks they are no longer waited for: "
        + "taken as closed until rows come again."
    case .unseen(let stretch): stretch.sentence
    case .tooManyRowsSetAside(let file, let aside, let read, let limit):
      "Of \(file), \(share(aside, of: read)) rows were set aside; the limit is \(percent(limit))."
    case .fileCutOff(let feed, let file, let newest):
      "\(couldNotLook) at what \(file) holds\(newest.map { " after \($0.short) UTC" } ?? ""): it ends in the "
        + "midst of a row, so that more may be missing. \(feed.consequenceOfStaleness)"
    case .missingSteps(let series, let missing, let all):
      "\(series.words): no row for \(share(missing, of: all)) steps; a drop inside them cannot be "
        + "seen."
    case .historyTooShort(let series, let days, let needed):
      "History too short in \(enumerated(series.map(\.words))): \(grouped(days)) of the "
        + "\(counted(needed, "day")) of look-back lie before the earliest week looked at. It was "
        + "looked at; what was expected then is less sure."
    case .noUsualDay(let series):
      "Less than two days of orders in \(enumerated(series.map(\.words))): no usual day is known. "
        + "Falls that came on slowly are not told there, and what a drop cost is hardly known."
    case .deployHistoryTooShort(let first, let needed):
      "The deploy log begins \(first.full); changes from \(needed.full) on would have been "
        + "considered."
    case .servicesMissing(let services, let named, let missing):
      missingSentence(services.map(\.name), "service", named, missing)
    case .marketplacesMissing(let marketplaces, let named, let missing):
      missingSentence(marketplaces.map(\.name), "marketplace", named, missing)
    case .recordsMissing(let numbers, let changes): recordsMissingSentence(numbers, changes)
    case .declaredNoneButMarker(let change, let tool, let place):
      "\(change.name) is declared as made without AI, and its summary holds a marker"
        + "\(tool.map { " of \($0)" } ?? "") (\(place.description))."
    case .feedAbsent(let feed): feed.consequenceOfAbsence
    case .dropsTaken(let file, let sha256, let drops, let repeated, let renamed):
      dropsTakenSentence(file, sha256, drops, repeated, renamed)
    }
  }
}

extension UnseenStretch {
  /// `Could not look at DE and US from 28 Mar 06:00 to 14:00 UTC: no rows of orders came. Drops then …`
  fileprivate var sentence: String {
    let places = enumerated(series.map(\.words))
    let reason =
      switch cause {
      case .noRows: "no rows of orders came"
      case .oneCount: "one count of orders came again and again"
      case .rowsApart(let seconds, let stepSeconds):
        "rows come every \(duration(seconds: seconds)) there, in a series of steps of "
          + duration(seconds: stepSeconds)
      case .fewRows(let missing, let all): "no row came for \(share(missing, of: all)) steps"
      }
    return "\(couldNotLook) at \(places) from \(window.words) UTC: \(reason). Drops then would not "
      + "be seen."
  }
}

extension [UnplacedRows] {
  /// That so many rows of orders could not be looked at, and which.
  var unplacedSentence: String {
    let all = counted(reduce(0) { $0 + $1.count }, "order row")
    let places = map { one in
      one.isAlone
        ? "the only row of \(one.series.words), of \(one.first.description)"
        : "\(grouped(one.count)) of \(one.series.words), "
          + "\(one.count == 1 ? "" : "the first ")of \(one.first.description)"
          + (one.isStray ? ", weeks from all others, as if the date were wrong" : "")
    }
    return "\(all) could not be looked at, for no step can be told that would hold "
      + "\(reduce(0) { $0 + $1.count } == 1 ? "it" : "them"): \(places.joined(separator: "; "))."
  }
}

extension Timestamp {
  /// Where its minute begins: nobody needs to know the second of a load.
  fileprivate var minute: Timestamp { advanced(bySeconds: -Int(secondsSinceEpoch % 60)) }
}

/// What a sentence about something not seen begins with.
let couldNotLook = "Could not look"

private func staleSentence(
  _ what: String, _ newest: Timestamp?, _ asOf: Timestamp, _ limit: Int, _ consequence: String
) -> String {
  guard let newest else {
    return
      "\(couldNotLook): \(what) hold\(what.hasPrefix("the") ? "s" : "") no rows. \(consequence)"
  }
  let age = duration(seconds: asOf.seconds(since: newest))
  let verb = what.hasPrefix("the") ? "is" : "are"
  return "\(couldNotLook) after \(newest.short) UTC: \(what) \(verb) \(age) old (limit "
    + "\(duration(seconds: limit))). \(consequence)"
}

private func dropsTakenSentence(
  _ file: String, _ sha256: String, _ drops: Int, _ repeated: Int, _ renamed: Int
) -> String {
  let again = repeated > 0 ? " \(counted(repeated, "row")) said again what another had said." : ""
  let names =
    renamed > 0 ? " \(counted(renamed, "drop")) got another name, since names came twice." : ""
  return "\(counted(drops, "drop")) \(drops == 1 ? "was" : "were") taken from \(file) (SHA-256 "
    + "\(sha256.prefix(12))…), and none looked for: there are no figures of orders, and stretches "
    + "that are not drops are not named.\(again)\(names)"
}

private func recordsMissingSentence(_ numbers: [String], _ changes: Int) -> String {
  let (name, does) = changes == 1 ? ("names", "it does") : ("name", "they do")
  let records = numbers.count == 1 ? "a change record" : "\(grouped(numbers.count)) change records"
  return
    "\(counted(changes, "change")) \(name) \(records) that the feed of change records does not "
    + "have: \(enumerated(numbers)). What \(does) not say about approval stays unknown."
}

private func missingSentence(_ names: [String], _ noun: String, _ named: Feed, _ missing: Feed)
  -> String
{
  "\(counted(names.count, noun)) named in \(named.name) and not in \(missing.name): "
    + "\(enumerated(names)). Links may be missing where one thing has two names."
}

extension Feed {
  fileprivate var consequenceOfStaleness: String {
    switch self {
    case .orderMetrics: "Drops since then would not be seen."
    case .deploys: "Changes since then are not among the suspects."
    case .incidents: "Incidents declared since then are not shown."
    case .services: "Tiers and dependencies may be out of date."
    case .calendar: "Events since then may be missing."
    case .changeRecords: "Approvals since then may be missing."
    }
  }

  fileprivate var consequenceOfAbsence: String {
    switch self {
    case .orderMetrics: "No order metrics were given: no drop can be seen."
    case .deploys: "No deploys were given: no change can be linked."
    case .incidents: "No incidents were given: none can be matched."
    case .services: "No register of services was given: tiers and dependencies are unknown."
    case .calendar: "No calendar was given: holidays and promotions are told from orders alone."
    case .changeRecords: "No change records were given: approvals are those that deploys name."
    }
  }
}

extension RunDifferences.Revision {
  /// Not a figure that rounds to what was said before.
  var isTold: Bool {
    guard case .loss(let old, let new) = kind else { return true }
    return old.rounded.words != new.rounded.words
  }

  var words: String {
    switch kind {
    case .loss(let old, let new):
      "orders below expected now \(new.rounded.words), before \(old.rounded.words)"
    case .strongestLink(let old, let new):
      "strongest link now \(new?.name ?? "no recorded change"), before "
        + "\(old?.name ?? "no recorded change")"
    case .link(let old, let new): "now \(new.words), before \(old.words)"
    case .withdrawn: "withdrawn: with the data that came later it is not a drop"
    }
  }
}
