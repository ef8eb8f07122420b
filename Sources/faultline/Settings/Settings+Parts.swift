import Correlation
import Detection
import Vocabulary

extension Settings {
  mutating func apply(detection part: SettingsTable) {
    if let weeks = part.whole("look_back_weeks") {
      if !(2...26).contains(weeks) { part.bad("look_back_weeks", "not from 2 to 26") }
      detection.lookBackWeeks = weeks
    }
    if let rate = part.number("false_drops_per_quarter") {
      if !(rate > 0 && rate <= 100) { part.bad("false_drops_per_quarter", "not from 0 to 100") }
      detection.falseDropsPerQuarter = rate
    }
    if let fall = part.number("smallest_fall") {
      if !(fall >= 0 && fall < 1) { part.bad("smallest_fall", "not from 0 to 1") }
      detection.smallestFall = fall
    }
    if let level = part.number("interval_level") {
      if !(level > 0 && level < 1) { part.bad("interval_level", "not between 0 and 1") }
      detection.intervalLevel = level
    }
    part.finish()
  }

  mutating func apply(linking part: SettingsTable) {
    correlation = CorrelationSettings(
      lookBackSeconds: part.whole("look_back_hours", in: 1...720).map { $0 * 3600 }
        ?? correlation.lookBackSeconds,
      priorShare: part.share("prior_share").map { Probability(clamping: $0) }
        ?? correlation.priorShare,
      learns: part.truth("learn_from_verdicts") ?? correlation.learns)
    part.finish()
  }

  mutating func apply(limits part: SettingsTable) {
    rowsSetAsideShare = part.share("rows_set_aside_share") ?? rowsSetAsideShare
    rowsSetAside = part.whole("rows_set_aside", in: 0...1_000_000_000) ?? rowsSetAside
    part.finish()
  }
}
