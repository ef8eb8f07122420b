import Statistics
import Vocabulary

/// Scores by kind of world and of planted drop, as tables.
public enum BreakdownText {
  static func lines(_ scores: DetectionScores) -> [String] {
    worlds(scores.byWorld) + [""] + drops(scores.byDrop) + [""]
      + (scores.byShape.isEmpty ? [] : shapes(scores.byShape) + [""]) + named(scores.named)
  }

  private static func worlds(_ tallies: [String: DetectionTally]) -> [String] {
    let head = row(
      "kind of world",
      ["worlds", "signal 4+", "ideal", "2.5 to 4", "false each", "onset", "loss", "oracle", "held"])
    return [head]
      + WorldKind.order.compactMap { name in
        tallies[name].map { tally in
          let rate = Double(tally.falseDrops) / max(1e-9, tally.marketplaceQuarters)
          return row(
            name,
            ["\(tally.worlds)", found(tally, 0), ideal(tally, 0), found(tally, 1)]
              + [ScoreText.fixed(rate, 2)] + estimates(tally))
        }
      }
  }

  private static func drops(_ tallies: [String: DetectionTally]) -> [String] {
    let head = row(
      "kind of drop",
      [
        "drops 4+", "signal 4+", "ideal", "2.5 to 4", "loss bias", "onset", "loss", "oracle",
        "held",
      ])
    return [head]
      + DropKind.order.compactMap { name in
        tallies[name].map { tally in
          row(
            name,
            ["\(tally.recall[0].planted)", found(tally, 0), ideal(tally, 0), found(tally, 1)]
              + [ScoreText.median(tally.lossErrors)] + estimates(tally))
        }
      }
  }

  private static func shapes(_ tallies: [PlantedShape: DetectionTally]) -> [String] {
    let head = row(
      "shape of drop",
      [
        "drops 4+", "found", "ideal", "in pieces", "with other", "range held", "loss bias", "onset",
        "loss", "oracle", "held",
      ])
    return [head]
      + PlantedShape.allCases.compactMap { shape in
        tallies[shape].map { tally in
          row(
            shape.rawValue,
            [
              "\(tally.recall[0].planted)", found(tally, 0), ideal(tally, 0), "\(tally.inPieces)",
              "\(tally.withAnother)",
              ScoreText.percent(Double(tally.onsetsCovered), of: tally.onsetErrors.count),
              ScoreText.median(tally.lossErrors),
            ] + estimates(tally))
        }
      }
  }

  private static func named(_ tally: NamedTally) -> [String] {
    [row("no drop, but", ["happened", "named", "false drops beside"])]
      + NotDrop.Kind.allCases.compactMap { kind in
        tally.counts[kind].map {
          row(
            kind.rawValue.replacing("_", with: " "),
            ["\($0.happened)", "\($0.named)", "\($0.dropped)"])
        }
      }
  }

  /// How well the setting for false drops is kept, and at what price.
  public static func rates(_ scores: [(rate: Double, tally: DetectionTally)]) -> String {
    let head = row(
      "false drops accepted", ["found", "each", "out of nothing", "signal 4+", "2.5 to 4"])
    let lines = scores.map { rate, tally in
      let quarters = max(1e-9, tally.marketplaceQuarters)
      return row(
        ScoreText.fixed(rate, 2),
        [
          "\(tally.falseDrops)", ScoreText.fixed(Double(tally.falseDrops) / quarters, 2),
          ScoreText.fixed(Double(tally.falseDrops - tally.falseBeside) / quarters, 2),
          found(tally, 0), found(tally, 1),
        ])
    }
    return ([head] + lines).joined(separator: "\n")
  }

  private static func estimates(_ tally: DetectionTally) -> [String] {
    [
      ScoreText.fixed(Quantiles.median(tally.onsetErrors.map(abs)) ?? .nan, 2),
      ScoreText.median(tally.lossErrors.map(abs)), ScoreText.median(tally.oracleErrors.map(abs)),
      ScoreText.percent(Double(tally.lossesCovered), of: tally.lossErrors.count),
    ]
  }

  private static func found(_ tally: DetectionTally, _ band: Int) -> String {
    ScoreText.percent(Double(tally.recall[band].found), of: tally.recall[band].planted)
  }

  private static func ideal(_ tally: DetectionTally, _ band: Int) -> String {
    ScoreText.percent(tally.recall[band].ideal, of: tally.recall[band].planted)
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    cells.reduce(name.padded(to: 40)) {
      $0 + String(repeating: " ", count: max(1, 11 - $1.count)) + $1
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
