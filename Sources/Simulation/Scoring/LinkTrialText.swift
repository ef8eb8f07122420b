/// The trial of links as a person reads it.
extension ScoreText {
  public static func links(_ trial: LinkTrial) -> String {
    let tool = trial.tool
    let strong = tool.shown(from: 0.9)
    var lines = ["worlds \(trial.worlds), drops found and linked \(tool.count)"]
    lines += linked(tool)
    lines += oracle(
      "that knows the rates of the world, and onset, end and scope to the step", trial.oracle, tool)
    lines += oracle(
      "that knows the rates, and must date the onsets by the counts", trial.dating, tool)
    lines += oracle(
      "that knows them to the second, and the risk of each service", trial.allKnowing, tool)
    lines += [
      "links shown at 0.9 or more that are right: \(share(strong.right, strong.links))",
      "onset wrong by one to three steps, first suspect right: "
        + share(trial.shifted.named(within: 1), trial.shifted.withCause),
      "onset, end and marketplaces as planted, first suspect right: "
        + share(trial.placed.named(within: 1), trial.placed.withCause),
    ]
    for kind in [CauseKind.external, .unrecordedChange] {
      guard let own = trial.blamed[kind] else { continue }
      lines.append(
        "put on a change at 0.5 or more, \(kind.rawValue): \(share(own.blamed, own.cases)), "
          + "by the oracle \(share(own.byOracle, own.cases))")
    }
    return lines.joined(separator: "\n")
  }

  /// What learning from conclusions about earlier drops is worth.
  public static func learning(_ trial: LinkTrial) -> String {
    let tallies = [("without learning", trial.unlearned), ("with learning", trial.learned)]
    return
      (["worlds \(trial.worlds), drops judged after 20 conclusions or more: \(trial.learned.count)"]
      + tallies.map { name, tally in
        "\(name): first suspect right \(share(tally.named(within: 1), tally.withCause)), log-loss "
          + "\(fixed(tally.logLoss, 3)), calibration error \(fixed(tally.calibrationError, 3)), put on "
          + "one without a recorded change \(share(tally.withoutCause.blamed, tally.withoutCause.cases))"
      }).joined(separator: "\n")
  }

  private static func oracle(_ name: String, _ best: LinkTally, _ tool: LinkTally) -> [String] {
    let reached = Double(tool.named(within: 1)) / Double(max(1, best.named(within: 1)))
    return [
      "an oracle \(name):",
      "  first suspect right: \(share(best.named(within: 1), best.withCause)), of which the tool "
        + "reached \(fixed(reached, 3))",
      "  log-loss \(fixed(best.logLoss, 3)), calibration error \(fixed(best.calibrationError, 3))",
    ]
  }
}
