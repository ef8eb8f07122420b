import Vocabulary

extension Finding {
  /// What a reader can do next, from the state of the drop and of what is known about it.
  func nextStep(verdict: TeamVerdict?) -> Phrase {
    if let verdict {
      let isOpen = drop.end.mode == nil && verdict.conclusion != .notADrop
      return isOpen
        ? "\(verdict.sentence) Orders are still low: see that they come back."
        : "None. \(verdict.sentence)"
    }
    guard let first = drop.dayOffStep else { return stepByNaming }
    return "\(first) \(stepByNaming.startingSmall)"
  }

  /// Where people already name a cause, the next step is to settle it.
  private var stepByNaming: Phrase {
    guard let named = namedCause, attribution.obstacle != .noFall else { return stepByStatus }
    let record = "faultline verdict \(drop.id.name) --cause \(named.change.name) --team NAME"
    return "\(named.words). If the team agrees, record it: \(code: record)"
  }

  private var stepByStatus: Phrase {
    switch attribution.status {
    case .linked: return linkedStep
    case .contested:
      let names = enumerated(attribution.fitting.map(\.change.name), limit: 3)
      guard attribution.fitting.count > 1 else {
        return """
          Look at logs and metrics of \(names) around \(drop.onset.mode.clock), and outside the \
          deploy log.
          """
      }
      return """
        Compare logs and metrics of \(names) around \(drop.onset.mode.clock); the drop page says \
        what sets them apart.
        """
    case .unexplained:
      return """
        Look outside the deploy log: providers, data, traffic, changes without a record around \
        \(drop.onset.mode.clock).
        """
    case .undecidable: return undecidableStep
    }
  }

  private var linkedStep: Phrase {
    guard let top = attribution.strongest else { return "Record a verdict." }
    if case .open = drop.end {
      return """
        Still open: ask the team of \(top.service.name) whether \(top.change.name) can be undone.
        """
    }
    let record = "faultline verdict \(drop.id.name) --cause \(top.change.name) --team NAME"
    return incidents.isEmpty
      ? "No incident was declared. Check the link, then record it: \(code: record)"
      : "Check the link with the responders, then record it: \(code: record)"
  }

  private var undecidableStep: Phrase {
    switch attribution.obstacle {
    case .noDeployHistory?:
      "Load deploys from before \(attribution.lookBack.start.short) and run again."
    case .onsetTooUncertain?: "Load order metrics with finer steps, if there are any."
    case .noFall?: "Ask those who declared it what they saw."
    case nil: "Read the drop page for what is missing."
    }
  }
}
