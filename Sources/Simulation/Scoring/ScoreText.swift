import Statistics
import Vocabulary

/// Scores as a person reads them.
public enum ScoreText {
  /// One line a planted drop of a world, and one a false drop.
  public static func world(_ world: World, _ outcome: DetectionOutcome) -> String {
    let settings = world.settings
    var lines = [
      "world \(world.seed): \(settings.marketplaces.count) marketplaces, \(settings.days) days, "
        + "step \(settings.stepSeconds) s, slow noise \(fixed(settings.demand.slowNoise, 3))"
    ]
    for match in outcome.matches {
      let planted = match.planted
      var line =
        "  \(planted.id) \(planted.note ?? planted.cause.rawValue) \(planted.start) to \(planted.end) in "
        + "\(planted.parts.count), fall \(fixed(planted.depth, 2)), lost "
        + "\(fixed(planted.ordersLost, 0)) (oracle \(fixed(match.hindsight.oracleLoss, 0))), signal \(fixed(planted.signal, 1)) (filter \(fixed(planted.filterSignal, 1)))"
      if let drop = match.found {
        let range = drop.onset.range(0.9)
        let hit = Set(drop.marketplaces)
        let reached = planted.parts.filter { hit.contains($0.marketplace) }
          .reduce(0) { $0 + $1.ordersLost }
        line +=
          ", in those found \(fixed(reached, 0)) -> \(drop.onset.mode) (\(range.low) to \(range.high)) to \(drop.window.end) in \(drop.marketplaces.count), lost "
          + "\(fixed(drop.lostOrders.value, 0)) (\(fixed(drop.lostOrders.low, 0)) to "
          + "\(fixed(drop.lostOrders.high, 0))), signal \(fixed(drop.signal, 1))"
      } else {
        line += " -> missed" + (match.takenFor.map { ", taken for \($0.rawValue)" } ?? "")
      }
      lines.append(line)
    }
    lines += outcome.falseDrops.map { "  false: " + falseDrop($0, outcome) }
    for drop in outcome.again {
      let names = drop.marketplaces.map(\.name).joined(separator: " ")
      lines.append(
        "  again: \(drop.onset.mode) to \(drop.window.end) in \(names), signal "
          + fixed(drop.signal, 1) + ", lost \(fixed(drop.lostOrders.value, 0))")
    }
    return lines.joined(separator: "\n")
  }

  /// When, where, how much and beside what.
  static func falseDrop(_ drop: Drop, _ outcome: DetectionOutcome) -> String {
    let names = drop.marketplaces.map(\.name).joined(separator: " ")
    let falls = drop.parts.map { fixed($0.depth.value, 2) }.joined(separator: " ")
    return
      "\(drop.onset.mode) to \(drop.end.mode?.description ?? "the end") in \(names), fall \(falls), "
      + "signal \(fixed(drop.signal, 1)), lost \(fixed(drop.lostOrders.value, 0)) (from "
      + "\(fixed(drop.lostOrders.low, 0)))" + (drop.mayBeDayOff ? ", may be a day off" : "")
      + near(outcome.moved(drop))
  }

  private static func near(_ met: [NotDrop]) -> String {
    let names = met.map { item in
      "\(item.onCalendar ? "known " : "")\(item.kind.rawValue) \(item.start) to \(item.end)"
    }
    return names.isEmpty ? "" : ", beside " + names.joined(separator: ", ")
  }

  /// All rates with what they are made of.
  public static func summary(_ scores: DetectionScores, _ links: LinkTally) -> String {
    (["worlds \(scores.all.worlds)"] + found(scores.all) + [""] + BreakdownText.lines(scores)
      + [""] + linked(links)).joined(separator: "\n")
  }

  private static func found(_ tally: DetectionTally) -> [String] {
    var lines = tally.recall.map {
      "recall, \($0.name): \(share($0.found, $0.planted)), an ideal detector "
        + percent($0.ideal, of: $0.planted)
    }
    let rate = Double(tally.falseDrops) / max(1e-9, tally.marketplaceQuarters)
    lines.append(
      "false drops: \(tally.falseDrops) in \(fixed(tally.marketplaceQuarters, 1)) marketplace "
        + "quarters, \(fixed(rate, 2)) each; \(tally.falseBeside) of them beside something that no "
        + "calendar held")
    let found = tally.recall.filter { !$0.ofFilter }.reduce(0) { $0 + $1.found }
    lines.append(
      "told again beside a drop that tells it better: \(tally.toldAgain) of \(found) found")
    let onsets = tally.onsetErrors.map(abs)
    lines.append(
      "onset: median error \(fixed(Quantiles.median(onsets) ?? .nan, 2)) steps, 90 % range held "
        + share(tally.onsetsCovered, onsets.count)
        + ", of the first marketplace's " + share(tally.firstOnsetsCovered, onsets.count))
    let losses = tally.lossErrors.map(abs)
    lines.append(
      "loss: median error \(median(losses)), median bias \(median(tally.lossErrors)), 90 % interval "
        + "held " + share(tally.lossesCovered, losses.count))
    lines.append(
      "loss, an oracle that knows the expected line, the noise and the steps hit: median error "
        + "\(median(tally.oracleErrors.map(abs))), median bias \(median(tally.oracleErrors))")
    lines.append(
      "loss on quiet windows: 90 % interval held \(share(tally.quietHeld, tally.quietTried))")
    return lines
  }

  static func linked(_ tally: LinkTally) -> [String] {
    var lines = [
      "links, first suspect right: \(share(tally.named(within: 1), tally.withCause))",
      "links, among the first three: \(share(tally.named(within: 3), tally.withCause))",
    ]
    for (rule, right) in tally.peerFirst.sorted(by: { $0.key < $1.key }) {
      lines.append("  rule \(rule): \(share(right, tally.withCause))")
    }
    let none = tally.withoutCause
    lines += [
      "drops without a recorded change put on one at 0.5 or more: \(share(none.blamed, none.cases))",
      "Brier score \(fixed(tally.brier, 3)), log-loss \(fixed(tally.logLoss, 3)), "
        + "calibration error \(fixed(tally.calibrationError, 3))",
      "  said        answers  mean   true",
    ]
    for band in tally.calibration {
      lines.append(
        "  \(fixed(band.range.lowerBound, 1)) to \(fixed(band.range.upperBound, 1))  "
          + "\(padded(band.answers, 7))  \(fixed(band.meanProbability, 3))  \(fixed(band.shareTrue, 3))"
      )
    }
    return lines
  }

  static func median(_ values: [Double]) -> String {
    "\(fixed(100 * (Quantiles.median(values) ?? .nan), 1)) %"
  }

  static func percent(_ part: Double, of whole: Int) -> String {
    whole == 0 ? "-" : "\(fixed(100 * part / Double(whole), 1)) %"
  }

  static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0
      ? "0 of 0" : "\(part) of \(whole) (\(fixed(100 * Double(part) / Double(whole), 1)) %)"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// With so many decimals, by integer arithmetic.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "—" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int64((abs(value) * scale).rounded())
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let digits = String(whole)
    let wide = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(wide.dropLast(decimals)).\(wide.suffix(decimals))"
  }
}
