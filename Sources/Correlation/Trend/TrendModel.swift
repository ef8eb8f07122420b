/// The numbers of the trend, each with its reason.
enum TrendModel {
  /// Level of every interval, as readers expect it.
  static let level = 0.95
  /// Of all claims of a report one in twenty may be false.
  static let falseClaims = 0.05

  /// Two drops that both put at least this on one change are one failure of that change.
  static let sameFailureFrom = 0.5
  /// Links below this move no total that is printed.
  static let leastLink = 1e-4

  /// Published shares of incidents that changes explain run from a third to nine tenths: as log-odds
  /// that is 1.4 either side of the prior, taken for one and a half standard deviations.
  static let noneSpread = 0.9
  /// How often changes fail at all, those of unknown group and those not compared too, is left to the
  /// data: any hold on it would pull the ratio along.
  static let levelSpread = 5.0
  /// One link in twenty is not what it seems: on whole-tool worlds answers said to be 97 % sure were
  /// right in 92 of 100.
  static let misplaced = 0.05
  /// Doublings of size, the shares of a system, bands of size and hours may each change a rate by a
  /// factor of about e² and e for one standard deviation: wide enough to adjust, and no parameter
  /// runs away where a band holds no failure.
  static let slopeSpread = 2.0
  static let bandSpread = 1.0
  /// The ratio asked about is hardly held: one standard deviation is a factor of 20.
  static let ratioSpread = 3.0
  /// Sizes enter as doublings of lines + 1 from here, about the middle change, over four of them.
  static let middleDoubling = 5.5
  static let doublingsPerUnit = 4.0

  /// Hours of a day that count as alike.
  static let bandHours = 6

  /// Parts of equal length of a period in which changes count as alike.
  static let timeParts = 3

  /// Shuffles of labels; the least p they can give is one in two thousand.
  static let shuffles = 1999
  /// Labels are shuffled among changes of about the same size: so many classes of equal numbers.
  static let sizeClasses = 6
  /// … and among systems that have the label about as often.
  static let shareClasses = 3

  /// Properties are compared on so many shuffles: with some forty of them the first must be rarer
  /// than one in 800.
  static let propertyShuffles = 4999
  /// A property of fewer changes tells nothing.
  static let fewestWithProperty = 20

  /// Draws of causes and losses behind an interval of orders lost.
  static let lossDraws = 2000

  /// From here on a sum of probabilities is nearer to one failure than to none.
  static let leastFailure = 0.5

  /// Points on each curve of the funnel.
  static let funnelPoints = 60

  static let seed: UInt64 = 20_260_309
}
