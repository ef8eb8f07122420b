/// The numbers of simulated half-years, each with its reason.
enum TrendWorldModel {
  static let days = 182
  /// Changes of a half-year: 27 to 50 a day, as the larger of the whole-tool worlds have.
  static let fewestChanges = 5000.0
  static let mostChanges = 9000.0
  /// Of these to systems that are not compared (Tier 2).
  static let otherShare = 0.16
  static let systems = 120
  /// Systems differ by a factor of about 1.8 for one standard deviation, and those that fail more often
  /// use AI more often or less often: worlds differ in how much.
  static let systemSpread = 0.6
  static let systemCorrelation = -0.5...0.5

  /// Lines changed: half of all changes have fewer than fifty.
  static let medianLines = 50.0
  static let linesSpread = 1.3
  /// Risk grows with the number of lines to this power, up to so many: eight times the lines, twice
  /// the risk.
  static let riskPower = 0.35
  static let linesAtMost = 2000.0
  /// The odds that AI has a part, at the median size: two in seven; and how they grow with size.
  static let aiLogOdds = -0.9
  static let aiBySize = 0.5
  static let aiBySystem = 0.7
  /// Authorship of one change in ten is unknown, whoever wrote it.
  static let unknownShare = 0.1
  /// One change in eight has no record, small ones rather than large ones.
  static let undocumentedLogOdds = -1.95
  static let undocumentedBySize = -0.2

  /// Changes behind drops in a half-year. The March dataset has nine in ten weeks.
  static let fewestFailures = 30.0
  static let mostFailures = 120.0
  /// One failing change in twenty makes orders fall twice.
  static let twice = 0.05
  /// Drops found: weak ones are not.
  static let found = 0.8
  /// The share of drops that recorded changes explain is not what the tool takes it to be.
  static let explainedShare = 0.5...0.8

  /// Delays as linking takes them: prompt, delayed, slow; minutes.
  static let promptShare = 0.62
  static let promptMean = 12.0
  static let slowShare = 0.38
  static let slowMean = 500.0
  /// How well evidence beyond timing tells the change behind a drop from others, in standard deviations:
  /// set so that the first suspect is right in about 80 of 100 cases, as in whole-tool worlds.
  static let evidence: [(Double, Double)] = [(1.2, 0.3), (2.4, 0.4), (3.8, 0.3)]
  /// The tool is a little too sure of it, so that drops with no recorded change behind them are put on
  /// one more often than its probabilities say, as in whole-tool worlds.
  static let exaggeration = 1.25
  /// What one drop costs: log-normal, and known to a fifth.
  static let medianLoss = 8000.0
  static let lossSpread = 1.2
  static let lossError = 0.2
}
