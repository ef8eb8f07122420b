import Vocabulary

extension Attribution {
  /// Suspects that evidence does not rule out, most probable first.
  var plausible: [Suspect] { suspects.filter { $0.grade != .excluded } }

  /// Those of them with enough probability to be counted among the changes that fit.
  var fitting: [Suspect] {
    let first = plausible.first?.probability.value ?? 0
    let least = max(WordingPolicy.leastProbability, WordingPolicy.leastShareOfFirst * first)
    return plausible.filter { $0.probability.value >= least }
  }

  /// The most probable of them.
  var strongest: Suspect? { fitting.first }

  /// The conclusion as one sentence.
  var sentence: String {
    switch status {
    case .linked:
      strongest.map { "There is \($0.grade.phrase) to \($0.change.name)." }
        ?? "One change stands out."
    case .contested: contestedSentence
    case .unexplained:
      (["No recorded change fits well enough to be linked to it."]
        + unrecorded.prefix(WordingPolicy.namesInSentence).map {
          "Suspected unrecorded change: \($0.words)."
        }).joined(separator: " ")
    case .undecidable: "The records do not allow a judgement: \(obstacleWords)."
    }
  }

  private var contestedSentence: String {
    switch fitting.count {
    case 0: "No change stands out."
    case 1:
      "\(fitting[0].change.name) fits the drop best, and not well enough to be linked to it."
    default:
      "\(spelled(fitting.count)) changes fit the drop, and the records do not tell which: "
        + enumerated(fitting.map(\.change.name)) + "."
    }
  }

  private var obstacleWords: String {
    switch obstacle {
    case .noDeployHistory?:
      "the deploy log holds nothing of the \(duration(seconds: lookBack.seconds)) before the onset"
    case .onsetTooUncertain?:
      "the onset is so uncertain that it spans most of the time in which changes were considered"
    case .noFall?: "no fall of orders can be shown, so there is nothing to link"
    case nil: "no reason was recorded"
    }
  }

  /// The state in two words, for tables.
  var statusWords: String {
    switch status {
    case .linked: "linked"
    case .contested: "contested"
    case .unexplained: "unexplained"
    case .undecidable: "cannot be judged"
    }
  }

  /// How sure the answer is, and how it depends on what one believes beforehand.
  var certainty: String {
    Reporting.certainty(
      noRecordedChange, strongest: strongest.map { ($0.change, $0.probability) },
      range: topProbabilityRange)
  }
}

extension UnrecordedSign {
  /// The reason, as a clause.
  var words: String {
    switch self {
    case .causeNotInLog(let change, let incident):
      "incident \(incident.name) names \(change.name), which is not in the deploy log"
    case .namedInIncident(let name, let incident):
      "the text of incident \(incident.name) names \(name), which is not in the deploy log"
    case .undoesUnknown(let name, let deploy, let place):
      "\(deploy.name) (\(place.description)) undoes \(name), which is not in the deploy log"
    case .cameInStages(let groups, let minutes):
      "marketplaces fell in \(groups) groups over \(duration(minutes: minutes)), as in a staged "
        + "rollout"
    }
  }

  /// As it stands in JSON.
  var code: String {
    switch self {
    case .causeNotInLog: "cause_not_in_log"
    case .namedInIncident: "named_in_incident"
    case .undoesUnknown: "undoes_unknown"
    case .cameInStages: "came_in_stages"
    }
  }
}

extension LearnedLinks {
  /// What was learnt, with how many cases taught it.
  var sentence: String {
    "Links follow \(cases) earlier conclusions of teams and incidents, \(explained) of which named a "
      + "recorded change: \(percent(share)) of drops are taken to have one behind them, half of them "
      + "within \(duration(minutes: medianDelayMinutes))."
  }
}

extension RecordedDrop {
  /// As `Attribution` has them.
  var plausible: [RecordedSuspect] { suspects.filter { $0.grade != .excluded } }

  /// As `Attribution` words it.
  var certainty: String {
    Reporting.certainty(
      noRecordedChange, strongest: plausible.first.map { ($0.change, $0.probability) },
      range: topProbabilityRange.map { ($0.low, $0.high) })
  }
}

private func certainty(
  _ noRecordedChange: Probability, strongest: (change: ChangeID, probability: Probability)?,
  range: (low: Probability, high: Probability)?
) -> String {
  var words = "The probability that none of the recorded changes was behind it is "
  words += "\(percent(noRecordedChange))."
  if let strongest, let range {
    words += " For \(strongest.change.name) it is \(percent(strongest.probability)): "
    words += "\(percent(range.low)) if recorded changes are behind few drops, "
    words += "\(percent(range.high)) if they are behind most."
  }
  return words
}

extension Finding {
  /// The changes the drop is linked to: the one that stands out with all others of more than weak
  /// evidence, or all that contest it.
  var linkedSuspects: [Suspect] {
    let plausible = attribution.plausible
    switch attribution.status {
    case .linked:
      return plausible.enumerated()
        .filter { $0.offset == 0 || $0.element.grade != .weak }.map(\.element)
    case .contested: return attribution.fitting
    case .unexplained, .undecidable: return []
    }
  }
}

extension TeamVerdict {
  /// The only sentence in which a cause is stated, with who confirmed it and when.
  var sentence: String {
    let signed = "by the \(team) team, \(recordedAt.longDate)"
    switch conclusion {
    case .cause(let change): return "\(change.name) was confirmed as cause \(signed)."
    case .noRecordedChange: return "No recorded change was behind it, confirmed \(signed)."
    case .notADrop: return "It was not a drop, confirmed \(signed)."
    }
  }
}
