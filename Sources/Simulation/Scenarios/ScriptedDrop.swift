import Vocabulary

/// What a script says of the origin and paperwork of a change; the rest is drawn.
struct ScriptedOrigin: Hashable, Sendable {
  var authorship = Authorship.none
  var trailer: String?
  var documented = true
  var approved = true
  var reviewers = 2
  var emergency = false
  var lines = 60

  static let ordinary = ScriptedOrigin()
}

/// A change that a script places by hand.
struct ScriptedChange: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    /// Relative to the first onset; before it if negative.
    let minutes: Double
    let lastsMinutes: Double
    /// Codes; `nil` = everywhere.
    let marketplaces: [String]?
  }

  let service: String
  let type: ChangeType
  let steps: [Step]
  var origin = ScriptedOrigin.ordinary
  let summary: String
}

/// How a scripted drop ends.
enum ScriptedEnding: Hashable, Sendable {
  case rolledBack(RollbackRecord)
  /// The rollout was stopped where it stood and marked as failed.
  case stopped
  /// A later change of the same service repaired it.
  case fixedForward
  case byItself
}

/// What people declared for a scripted drop.
struct ScriptedIncident: Hashable, Sendable {
  /// Minutes by which the declared start is off; people mostly notice a little late.
  var startShift = 3.0
  var detectedMinutes: Double
  /// Minutes by which the declared mitigation is off.
  var endShift = 2.0
  let title: String
  let severity: String
  let services: [String]
  /// Codes; `nil` = those hit, empty = none named.
  var marketplaces: [String]?
  var confirmed = false
  var lostOrders: Int?
  var websiteErrors: Int?
  var summary: String?
}

/// A drop that a script places by hand.
struct ScriptedDrop: Hashable, Sendable {
  /// The fall of some marketplaces, so many minutes after the first onset.
  struct Wave: Hashable, Sendable {
    let marketplaces: [String]
    let minutes: Double
  }

  /// What the fall or the end is worked out from, so that a planted figure is met.
  enum Calibration: Hashable, Sendable {
    case none
    /// The depth is scaled until this many orders are planted to be lost.
    case depth(orders: Double)
    /// The end is moved until this many orders are planted to be lost.
    case end(orders: Double)
  }

  let note: String
  let cause: CauseKind
  let onset: Timestamp
  let minutes: Double
  let depth: Double
  var riseMinutes = 1.0
  var recoveryMinutes = 4.0
  let waves: [Wave]
  var errorsPerLostOrder: Double
  var calibration = Calibration.none
  var change: ScriptedChange?
  var ending = ScriptedEnding.byItself
  /// Harmless changes before it.
  var decoys: [ScriptedChange] = []
  var incident: ScriptedIncident?
}
