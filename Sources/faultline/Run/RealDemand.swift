import Datastore
import Detection
import Ingestion
import Simulation
import Vocabulary

/// Scores finding and costing on counts of real demand.
struct RealDemand {
  /// The level at which others state such intervals.
  private static let level = 0.95

  private let detector: Detector
  private let calendar: [CalendarEvent]
  private let labels: [CalendarEvent]

  init(settings: Settings, calendar: String?, labels: String?) throws {
    var detection = settings.detection
    detection.intervalLevel = RealDemand.level
    detector = Detector(settings: detection)
    self.calendar = try calendar.map { try CalendarFile.events($0, settings) } ?? []
    self.labels = try labels.map { try CalendarFile.events($0, settings) } ?? []
  }

  /// Prints what was found in the series of a file as they are, and in each with drops planted.
  func score(_ path: String, depth: Double, common: CommonOptions) async throws {
    var stream = try SeriesStream(path: path, .text(hasHeader: true, hasTabs: false))
    var all: [Series] = []
    while let batch = try stream.next() { all += SeriesReading(assembling: batch).series }
    guard !all.isEmpty else {
      throw ToolFailure(status: .unusableFile, message: "\(path): holds no series.")
    }
    let found = await detector.detect(all, calendar: calendar)
    try Diagnostics.result(RealText.unplanted(found.drops, labels: labels))
    try Diagnostics.result(
      RealText.forecasts(
        RealTrial.lengths.flatMap { forecasts(all, hours: $0, depth: depth) },
        level: RealDemand.level))
    var tallies: [RealTally] = []
    for hours in RealTrial.lengths {
      tallies.append(await tally(all, hours: hours, depth: depth, common: common))
    }
    try Diagnostics.result(RealText.planted(tallies, depth: depth, level: RealDemand.level))
  }

  /// The windows of the trials, nothing being taken away: by all rows around them, by those before them
  /// alone, and by the plain rule.
  private func forecasts(_ all: [Series], hours: Int, depth: Double) -> [ForecastTally] {
    var around = ForecastTally(name: "rows before and after", hours: hours)
    var before = ForecastTally(name: "rows before alone", hours: hours)
    var plain = ForecastTally(name: "median of four weeks, rows before alone", hours: hours)
    for series in all {
      let rule = PlainForecast(series)
      let trials = RealTrial.plan(
        series, hours: hours, depth: depth, leftOut: labels.map(\.window))
      for trial in trials {
        let past = series.before(trial.window.end)
        guard let plainly = rule.total(during: trial.window, level: RealDemand.level),
          let early = detector.expectedTotal(of: past, during: trial.window, calendar: calendar),
          let late = detector.expectedTotal(of: series, during: trial.window, calendar: calendar)
        else { continue }
        plain.add(plainly, counted: trial.usual)
        before.add(early, counted: trial.usual)
        around.add(late, counted: trial.usual)
      }
    }
    return [around, before, plain]
  }

  private func tally(
    _ all: [Series], hours: Int, depth: Double, common: CommonOptions
  ) async -> RealTally {
    var tally = RealTally(hours: hours)
    let trials = all.flatMap {
      RealTrial.plan($0, hours: hours, depth: depth, leftOut: labels.map(\.window))
    }
    for (index, trial) in trials.enumerated() {
      // Other series are no part of the trial: each is found and costed by itself.
      let result = await detector.detect(
        [trial.series], calendar: calendar, window: trial.window)
      tally.add(trial, found: result.drops)
      common.progress("Drops of \(hours) h", Double(index + 1) / Double(trials.count))
    }
    return tally
  }
}
