import Vocabulary

/// Nine months of the shop of `MarchBackground`, from the third quarter of 2025 to the first weeks of
/// the code safety reset.
enum SinceQ3Background {
  static var settings: WorldSettings {
    var settings = MarchBackground.settings
    settings.start = Timestamp(.init(year: 2025, month: 7, day: 1))
    settings.days = 274
    // Ten minutes: nine months of twenty marketplaces are made and read in a minute.
    settings.stepSeconds = 600
    settings.demand.weeklyDrift = 0.004
    settings.special.holidaysPerMonth = 0.5
    settings.special.promotionsPerMonth = 0.4
    settings.special.shiftsPerMonth = 0.5
    settings.special.deepestShift = 0.05
    settings.special.onCalendar = 0.9
    settings.log.stepsPerDay = 100
    settings.faults = faults
    settings.incidents = IncidentSettings()
    settings.feed.gapsPerMonth = 2
    settings.eras = [autumn, winter, reset]
    settings.provenance = summer
    return settings
  }

  /// Four drops a week, weak and short ones among them, none of the size of the outages. Of changes
  /// alike in everything else, AI-assisted ones fail one and a half times as often, undocumented
  /// ones two and a half times; a change four times as large fails twice as often, and AI-assisted
  /// ones are twice as large.
  private static var faults: FaultSettings {
    var faults = FaultSettings()
    faults.drops = 150
    faults.causeChange = 0.74
    faults.causeExternal = 0.18
    faults.depth = 0.04...0.5
    faults.minutes = 12...180
    faults.minimumSignal = 3
    faults.overlapping = 0.02
    faults.aiFaultRatio = 1.5
    faults.undocumentedFaultRatio = 2.5
    faults.sizeFaultExponent = 0.5
    return faults
  }

  private static var summer: ProvenanceSettings {
    var summer = ProvenanceSettings()
    summer.aiShare = 0.15
    summer.aiSizeRatio = 2
    summer.undocumented = 0.05
    return summer
  }

  /// More changes, and more of them by AI.
  private static var autumn: ChangeEra {
    var autumn = summer
    autumn.aiShare = 0.32
    autumn.undocumented = 0.06
    return ChangeEra(
      start: Timestamp(.init(year: 2025, month: 10, day: 1)), pace: 1.25, provenance: autumn)
  }

  private static var winter: ChangeEra {
    var winter = summer
    winter.aiShare = 0.5
    winter.undocumented = 0.08
    return ChangeEra(
      start: Timestamp(.init(year: 2026, month: 1, day: 1)), pace: 1.5, provenance: winter)
  }

  /// Controls are kept, and fewer and smaller changes ship, so that a fall of drops after its first
  /// day proves nothing by itself.
  private static var reset: ChangeEra {
    var reset = summer
    reset.aiShare = 0.45
    reset.undocumented = 0.012
    reset.unapproved = 0.012
    reset.reviewers = [0.01, 0.06, 0.68, 0.25]
    reset.standardsPassed = 0.975
    reset.testsPassed = 0.95
    reset.medianLines = 36
    return ChangeEra(start: resetStart, pace: 1.2, provenance: reset)
  }

  /// The Monday after the outages.
  static let resetStart = Timestamp(.init(year: 2026, month: 3, day: 9))
}
