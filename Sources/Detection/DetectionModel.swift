/// The numbers of the detection that no user sets, each with its reason.
enum DetectionModel {
  /// Judged at once with one expectation: a week, so that every slot's newest precedent is the week
  /// before, and so that results do not depend on how nights were split. Blocks begin on Mondays
  /// 00:00 UTC.
  static let blockSeconds = 7 * 86_400

  /// A drop that begins in a block is followed this far beyond it; longer ones are pieced together.
  static let followSeconds = 108 * 3600

  /// Blocks also look this far before and behind themselves, so that a drop whose onset the two
  /// neighbours place differently is not lost between them.
  static let blockMarginSeconds = 6 * 3600

  /// The most series that are judged together. Three for each of 20 marketplaces fit; each takes some
  /// 600 bytes a step of its window, and every fall found is compared with all of them.
  static let mostTogether = 64

  /// Steps of all series in the blocks judged at once, each with its look-back, where there is more than
  /// one; each takes some 600 bytes while it is judged.
  static let mostStepsAtOnce = 2_000_000

  /// The longest drop looked for in one piece: four days, a long weekend that nobody was at work. Longer drops
  /// are found in pieces.
  static let longestSeconds = 100 * 3600
  /// What lasts longer than a day and a little must take `leastDepthOfDays` of orders: demand sinks by less for
  /// days, and nothing tells that from a fault.
  static let daySeconds = 26 * 3600
  static let leastDepthOfDays = 0.2
  /// Variance of the level (relative) that comes when a calendar event begins or ends: it may lie 30 %
  /// elsewhere.
  static let eventJumpVariance = 0.3 * 0.3

  /// Inside a calendar event the shape of the day differs too: this variance (relative) comes with each
  /// step, so that the level wanders by 15 % in three hours.
  static func eventWanderVariance(stepSeconds: Int) -> Double {
    0.15 * 0.15 * Double(stepSeconds) / (3 * 3600)
  }

  /// From so long before a holiday on orders teach nothing of usual days: its eve is no evening like others.
  static let holidayEveSeconds = 6 * 3600

  /// Values are averaged over neighbours until they rest on so many orders before the lowest and the
  /// highest week are left out; the extremes of single small counts say nothing.
  static let countsBeforeTrimming = 40.0

  /// Expected orders of a step are at least this many, so that a closed night does not divide by nothing.
  static let smallestExpected = 1e-3

  /// Where less than this share of a series' mean is usual, a shop is closed: what comes or stays away says
  /// nothing.
  static let closedShare = 1e-3

  /// A series that others already show falling needs less of its own evidence: this log-likelihood
  /// ratio (against not having fallen) makes it part of the drop.
  static let joinLogLikelihood = 3.0

  /// Deeper falls are drops whatever the calendar or the shape of the day says.
  static let alwaysADrop = 0.75

  /// From this signal on a fall is a drop even if the interval of its loss, which covers the margins
  /// on either side too, reaches below zero.
  static let clearSignal = 6.0

  /// Orders alone must show a drop by this signal, though errors rose clearly, if its loss may be none: of all
  /// stretches of a storm of errors some is always low.
  static let leastOfOrders = 2.3
  /// From this signal on orders show a drop by themselves, though website errors were as high around it.
  static let clearOfOrders = 3.5
}
