import Statistics
import Vocabulary

/// From the false alarms a user accepts to the strength a fall must have.
enum Threshold {
  /// Independent looks a quarter holds: each step starts falls of many lengths, most of which overlap,
  /// and errors are looked at beside orders. With ten a step simulated worlds show about as many false
  /// drops as the setting says at a half, one and two a quarter.
  private static let looksPerStep = 10.0

  /// Services of a marketplace that what is accepted of it is shared among. It is a number, and not theirs,
  /// so that what is found in one does not hang on which others are at hand.
  static let servicesSharing = 100.0

  /// Looks that a quarter of such steps holds.
  static func looks(stepSeconds: Int) -> Double {
    looksPerStep * CalendarQuarter.meanSeconds / Double(stepSeconds)
  }

  /// The signal a fall in a single series must have.
  static func signal(stepSeconds: Int, falseDropsPerQuarter: Double) -> Double {
    let probability = falseDropsPerQuarter / looks(stepSeconds: stepSeconds)
    return -Normal.quantile(min(0.01, max(1e-12, probability)))
  }

  /// Falls shorter than this are over before anybody looks, and single samples go wrong in feeds.
  private static let briefSeconds = 900
  /// So much more signal they must have.
  private static let briefFactor = 1.15

  /// The part of the threshold's log-likelihood by which a fall of `steps` must pass it in addition.
  static func briefMargin(_ threshold: Double, steps: Int, stepSeconds: Int) -> Double {
    guard steps * stepSeconds < briefSeconds else { return 0 }
    return threshold * threshold / 2 * (briefFactor * briefFactor - 1)
  }
}

extension DetectionSettings {
  /// The signal that a fall in the series must have by itself, whatever its quiet time says.
  func leastSignal(of series: Series) -> Double {
    Threshold.signal(
      stepSeconds: series.stepSeconds, falseDropsPerQuarter: falseDropsPerQuarter(of: series.key))
  }

  /// False drops accepted of one series: the services of a marketplace share what is accepted of it.
  func falseDropsPerQuarter(of key: SeriesKey) -> Double {
    key.isStorefront ? falseDropsPerQuarter : falseDropsPerQuarter / Threshold.servicesSharing
  }
}
