import Vocabulary

/// The values that a template may insert, all of them words ready for Markdown. docs/drafts.md
/// lists them.
struct DraftContext {
  let values: [String: Any]
  let questions: [String]

  init(_ investigation: Investigation) {
    let page = investigation.page
    let (drop, finding) = (investigation.drop, investigation.finding)
    let provenance = investigation.report.provenance
    questions = page.openQuestions
    func safe(_ words: String) -> String { escapedForMarkdown(words) }
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    let loss = drop.lostOrders.rounded
    let declared = page.declared
    let (noticed, mitigated) = (declared.noticed?.at, declared.mitigated?.at)
    var values: [String: Any] = [
      "title": safe(investigation.title), "name": safe(investigation.name),
      "drop_id": safe(drop.id.name), "place": safe(drop.placeWords),
      "summary": safe(DraftContext.summary(investigation)),
      "link": safe(page.linkSentence.plain),
      "cause": safe(page.causeSentence),
      "certainty": page.hasFallen ? safe(page.attribution.certainty) : "",
      "began": drop.onset.mode.full,
      "began_range": range.low == range.high
        ? range.low.full : "\(range.low.full) to \(range.high.full)",
      "ended": drop.end.mode?.full ?? "still low where the data end",
      "duration": drop.durationWords, "observed": grouped(drop.observedOrders),
      "expected": drop.expectedWords, "lost": grouped(loss.value),
      "lost_interval": loss.interval, "scope": safe(DraftContext.scope(drop)),
      "has_changes": !page.attribution.plausible.isEmpty,
      "timeline": page.timeline.map { event in
        [
          "time": event.at.short, "what": safe(DraftContext.sentence(event.words)),
          "known": noticed.map { event.at >= $0 ? "yes" : "no" } ?? "not recorded",
          "source": safe(event.source),
        ]
      },
      "changes": page.attribution.plausible.prefix(WordingPolicy.rowsBeforeFold).map {
        DraftContext.change($0, investigation)
      },
      "controls": DraftContext.controls(page), "questions": questions.map(safe),
      "similar": investigation.similar.map { one in
        [
          "drop": safe(one.drop.id.name), "lost": one.drop.lostOrders.rounded.words,
          "verdict": safe(one.verdict?.sentence ?? "no verdict is recorded"),
        ]
      },
      "inputs": investigation.report.intakes.map {
        ["file": safe($0.file), "sha256": String($0.sha256.prefix(12)) + "…"]
      },
      "version": provenance.toolVersion, "command": provenance.commandLine,
    ]
    // A key that is not there is a question in the template.
    values["severity"] = finding.incidents.compactMap(\.severity).first.map(safe)
    values["fall"] = page.hasFallen ? drop.depth.map(belowExpected) : nil
    values["errors"] = drop.websiteErrors?.rounded.words
    values["errors_words"] = drop.websiteErrors.map { errors in
      let (figure, side) = errors.sided("above", "below")
      return "\(figure.words) website errors \(side) their usual number"
    }
    values["catch_up"] = drop.catchUp?.rounded.words
    values["catch_up_words"] = drop.catchUp.map { catchUp in
      let (figure, side) = catchUp.sided("above", "below")
      return "\(figure.words) orders \(side) expected"
    }
    values["noticed"] = noticed?.full
    values["mitigated"] = mitigated?.full
    values["undetected"] = noticed.flatMap { moment in
      let seconds = moment.seconds(since: drop.onset.mode)
      return seconds > 0 && page.hasFallen ? duration(seconds: seconds) : nil
    }
    values["to_mitigate"] = noticed.flatMap { first in
      mitigated.flatMap { $0 > first ? duration(seconds: $0.seconds(since: first)) : nil }
    }
    self.values = values
  }

  private static func summary(_ investigation: Investigation) -> String {
    let drop = investigation.drop
    let (loss, side) = drop.lostOrders.sided("below", "above")
    let lead =
      investigation.hasFallen ? "" : "No fall of orders can be shown for this time. "
    return """
      \(lead)\(drop.spanWords.capitalized): \(grouped(drop.observedOrders)) orders came in \
      \(drop.placeWords) where about \(drop.expectedWords) were expected, \(grouped(loss.value)) \(side) \
      (\(loss.interval)).
      """
  }

  /// Words whose labels stand in brackets, as they have no colour to set them apart.
  private static func sentence(_ phrase: Phrase) -> String {
    phrase.runs.map { run in
      if case .badge(let badge) = run { "(\(badge.words))" } else { Phrase(runs: [run]).plain }
    }.joined()
  }

  private static func scope(_ drop: Drop) -> String {
    drop.unaffected.isEmpty
      ? "There was no other series to compare with."
      : "\(counted(drop.unaffected.count, "other series", "other series")) stayed as expected."
  }

  private static func change(_ suspect: Suspect, _ investigation: Investigation) -> [String: Any] {
    let change = investigation.report.changes[suspect.change]
    func lines(_ evidence: [Evidence]) -> String {
      evidence.isEmpty
        ? "nothing"
        : escapedForMarkdown(evidence.map(\.observation.statement).joined(separator: "; "))
    }
    return [
      "change": escapedForMarkdown(suspect.change.name),
      "service": escapedForMarkdown(suspect.service.name), "grade": suspect.grade.phrase,
      "probability": percent(suspect.probability),
      "before": beganBeforeOnset(minutes: suspect.minutesBeforeOnset),
      "for": lines(suspect.evidenceFor), "against": lines(suspect.evidenceAgainst),
      "authorship": escapedForMarkdown((change?.authorship ?? .unknown).words),
      "paperwork": escapedForMarkdown(change?.paperwork.words ?? "not recorded"),
    ]
  }

  private static func controls(_ page: DropPage) -> [[String: Any]] {
    page.linked.compactMap { suspect in
      let results = page.report.controls.filter { $0.change == suspect.change }
      guard !results.isEmpty else { return nil }
      let facts = results.map { "\($0.control.name) \($0.outcome.words)" }
      return [
        "change": escapedForMarkdown(suspect.change.name),
        "facts": escapedForMarkdown(facts.joined(separator: ", ")),
      ]
    }
  }
}
