/// The numbers that decide how much a page shows and how it rounds, each with its reason.
enum WordingPolicy {
  /// Under 20 cases one more or less moves a percentage by 5 points or more: the counts say it
  /// better.
  static let fewestCasesForPercent = 20
  /// A third digit of a half width is noise: its own standard error is rarely under 10 %.
  static let significantDigits = 2
  /// More names than this in one sentence are not read.
  static let namesInSentence = 6
  /// Rows of a nightly table before the rest is folded: about one screen.
  static let rowsBeforeFold = 12
  /// Rows shown at all; beyond, the reader is better served by the JSON or CSV. Keeps a page with
  /// hundreds of open items near 200 KB.
  static let rowsAtMost = 40
  /// Beyond this many flags the upper edge of the figure is a wall of marks.
  static let flagsAtMost = 10
  /// One point of a figure per 2.5 pixels: more cannot be told apart.
  static let pointsAtMost = 360
  /// Points of a sparkline, at 3 pixels each.
  static let sparkPointsAtMost = 48
  /// Rows of the table behind a figure: quarter hours of six hours.
  static let figureRows = 24
  /// A change under a tenth of the probability of the first one has odds of ten to one against it
  /// between the two: nobody should be sent to its logs.
  static let leastShareOfFirst = 0.1
  /// Odds of a hundred to one against it: nobody should be woken for such a change, or asked about it.
  static let leastProbability = 0.01
  /// How far outside a drop an incident may begin or be mitigated and still be taken for its own: what
  /// people declare is rounded to quarter hours and often written down afterwards.
  static let declaredWithinSeconds = 1800
  /// The onset range that is printed, as the contract fixes it.
  static let onsetLevel = 0.9
}
