import Statistics
public import Vocabulary

/// Scores on real demand as a person reads them.
public enum RealText {
  /// What was found where nothing was planted, by the labelled windows.
  public static func unplanted(_ drops: [Drop], labels: [CalendarEvent]) -> String {
    let inside = drops.filter { drop in labels.contains { $0.window.overlaps(drop.window) } }
    let outside = drops.filter { !inside.contains($0) }
    let hours = labels.reduce(0) { $0 + $1.window.seconds } / 3600
    var lines = [
      "Nothing planted: \(drops.count) drops, \(inside.count) of them in \(labels.count) labelled "
        + "windows of \(hours) hours, \(outside.count) outside"
    ]
    for drop in drops {
      let label = labels.first { $0.window.overlaps(drop.window) }
      lines.append(
        "  \(drop.onset.mode) to \(drop.window.end), signal \(ScoreText.fixed(drop.signal, 1)), "
          + (label.map { "in \($0.name ?? "a labelled window")" } ?? "outside"))
    }
    return (lines + withoutDrop(drops, labels)).joined(separator: "\n")
  }

  /// A line for each name whose labelled windows hold no drop, all or some of them.
  private static func withoutDrop(_ drops: [Drop], _ labels: [CalendarEvent]) -> [String] {
    let windows = Dictionary(grouping: labels.map(\.window).enumerated()) { index, _ in
      labels[index].name ?? "a labelled window"
    }
    return windows.sorted { $0.value[0].offset < $1.value[0].offset }.compactMap { name, windows in
      let empty = windows.filter { window in !drops.contains { $0.window.overlaps(window.element) }
      }.count
      if empty == 0 { return nil }
      return "  \(name): no drop"
        + (windows.count == 1 ? "" : " in \(empty) of \(windows.count) windows")
    }
  }

  /// The interval of what was lost, by the length of the drop.
  public static func planted(_ tallies: [RealTally], depth: Double, level: Double) -> String {
    var lines = [
      "Planted, a fall by \(percent(depth)) in one window a day outside labelled ones; intervals "
        + "at \(percent(level)), in shares of the orders usual in the window",
      "hours  planted  found  held   coverage  median width  mean error  on quiet windows",
    ]
    for tally in tallies {
      lines.append(
        [
          pad("\(tally.hours)", 5), pad("\(tally.planted)", 8), pad("\(tally.found)", 6),
          pad("\(tally.held)", 5), pad(ratio(tally.held, tally.found), 10),
          pad(Quantiles.median(tally.widths).map(percent) ?? "-", 13),
          pad(mean(tally.errors).map(percent) ?? "-", 11),
          pad(ratio(tally.quietHeld, tally.quietTried), 17),
        ].joined(separator: " "))
    }
    return lines.joined(separator: "\n")
  }

  /// How well the orders of quiet windows were expected, by the length of the window.
  public static func forecasts(_ tallies: [ForecastTally], level: Double) -> String {
    let lines = tallies.map { tally in
      [
        pad("\(tally.hours)", 5), pad("\(tally.windows)", 8),
        pad(ratio(tally.held, tally.windows), 9),
        pad(Quantiles.median(tally.widths).map(percent) ?? "-", 13),
        pad(mean(tally.errors).map(percent) ?? "-", 11), " " + tally.name,
      ].joined(separator: " ")
    }
    return
      ([
        "Nothing planted, the orders of the same windows as they would be expected; intervals at "
          + percent(level), "hours  windows  coverage  median width  mean error  by",
      ] + lines).joined(separator: "\n")
  }

  private static func ratio(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : ScoreText.fixed(Double(part) / Double(whole), 3)
  }

  private static func percent(_ share: Double) -> String {
    "\(ScoreText.fixed(100 * share, 1)) %"
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
