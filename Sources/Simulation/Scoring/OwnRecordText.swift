/// The tool's own record as a person reads it, and as JSON.
extension ScoreText {
  public static func ownRecord(_ record: OwnRecord) -> String {
    var lines: [String] = []
    for (name, tally) in [("verdicts", record.verdicts), ("confirmed causes", record.confirmed)] {
      lines.append("By \(name): \(tally.count) \(tally.count == 1 ? "drop" : "drops")")
      guard tally.count > 0 else { continue }
      if tally.count < OwnRecord.fewCases {
        lines.append("  fewer than \(OwnRecord.fewCases): too few to say how good the tool is here")
      }
      lines += linked(tally).map { "  " + $0 }
    }
    lines.append("Said by a team to be no drop: \(record.notDrops)")
    lines.append("Recorded and not judged: \(record.unjudged)")
    return lines.joined(separator: "\n")
  }

  /// `faultline/evaluation/1`: numbers are numbers; a share of no cases is left out.
  public static func ownRecordJSON(_ record: OwnRecord) -> String {
    """
    {"schema": "faultline/evaluation/1",
     "verdicts": \(json(record.verdicts)),
     "confirmed_causes": \(json(record.confirmed)),
     "not_a_drop": \(record.notDrops), "unjudged": \(record.unjudged)}
    """
  }

  private static func json(_ tally: LinkTally) -> String {
    var fields = [("drops", "\(tally.count)"), ("with_cause", "\(tally.withCause)")]
    if tally.count > 0 {
      let bands = tally.calibration.filter { $0.answers > 0 }.map { band in
        object([
          ("from", fixed(band.range.lowerBound, 1)), ("to", fixed(band.range.upperBound, 1)),
          ("answers", "\(band.answers)"), ("mean_probability", fixed(band.meanProbability, 6)),
          ("share_true", fixed(band.shareTrue, 6)),
        ])
      }
      fields += [
        ("top_1", "\(tally.named(within: 1))"), ("top_3", "\(tally.named(within: 3))"),
        ("without_cause", "\(tally.withoutCause.cases)"),
        ("without_cause_blamed", "\(tally.withoutCause.blamed)"),
        ("brier", fixed(tally.brier, 6)), ("log_loss", fixed(tally.logLoss, 6)),
        ("calibration_error", fixed(tally.calibrationError, 6)),
        ("calibration", "[" + bands.joined(separator: ", ") + "]"),
      ]
    }
    return object(fields)
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }
}
