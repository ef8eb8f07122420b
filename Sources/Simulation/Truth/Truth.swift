public import Vocabulary

/// What is true of a simulated world and stands in none of its feeds.
public struct Truth: Codable, Hashable, Sendable {
  public static let currentSchema = "faultline/truth/1"

  public var schema: String
  public var seed: UInt64
  /// How often an AI-assisted change fails, as a multiple of how often another one does.
  public var aiFaultRatio: Double
  public var undocumentedFaultRatio: Double
  public var sizeFaultExponent: Double
  /// How much larger AI-assisted changes are, as a ratio of medians; `nil` where no eras are told.
  public var aiSizeRatio: Double?
  /// How many changes of each kind were behind drops, over the whole time and in each era; `nil` in
  /// worlds without eras.
  public var rates: [PlantedRate]?
  /// In order of their start.
  public var drops: [TrueDrop]
  /// What moves the counts and is no drop, in order of its start.
  public var notDrops: [NotDrop]

  enum CodingKeys: String, CodingKey {
    case schema, seed, drops, rates
    case aiFaultRatio = "ai_fault_ratio"
    case undocumentedFaultRatio = "undocumented_fault_ratio"
    case sizeFaultExponent = "size_fault_exponent"
    case aiSizeRatio = "ai_size_ratio"
    case notDrops = "not_drops"
  }
}

/// How often recorded changes of one kind were behind drops.
public struct PlantedRate: Codable, Hashable, Sendable {
  /// By what is true, whether the log shows it or not; rows that only undo a change are none.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case all
    case aiAssisted = "ai_assisted"
    case withoutAI = "without_ai"
    case undocumented, documented
  }

  public var kind: Kind
  @RFC3339 public var start: Timestamp
  /// Not in it.
  @RFC3339 public var end: Timestamp
  /// That began in this time.
  public var changes: Int
  /// Of these.
  public var behindDrops: Int
  /// By the drops that these were behind.
  public var ordersLost: Double
  /// The middle one of the recorded sizes.
  public var medianLines: Double

  enum CodingKeys: String, CodingKey {
    case kind, start, end, changes
    case behindDrops = "behind_drops"
    case ordersLost = "orders_lost"
    case medianLines = "median_lines"
  }
}

/// What was behind a drop.
public enum CauseKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// A change that the deploy log holds.
  case change
  /// A cloud, a payment provider, people: no change.
  case external
  /// A change that the deploy log does not hold.
  case unrecordedChange = "unrecorded_change"
}

/// A drop that was planted.
public struct TrueDrop: Codable, Hashable, Sendable {
  /// `T01`, `T02` … in order of the start.
  public var id: String
  public var cause: CauseKind
  /// Set if and only if `cause` is `change`.
  public var causeChange: ChangeID?
  /// The earliest onset.
  @RFC3339 public var start: Timestamp
  /// When the last marketplace had fully recovered; after the data if `stillOpen`.
  @RFC3339 public var end: Timestamp
  /// In order of the marketplace.
  public var parts: [TruePart]
  /// Orders planted to be lost, divided by those of its steps.
  public var depth: Double
  /// Orders that would have come in the steps it touches, in the marketplaces it hit.
  public var expectedOrders: Double
  /// Orders planted to be lost: intensity times fall, summed; counting noise apart.
  public var ordersLost: Double
  /// Website errors planted beside the usual ones.
  public var extraErrors: Double
  /// Orders lost over the standard deviation of the total of orders in the steps hit.
  public var signal: Double
  /// Signal-to-noise ratio of an ideal detector that follows the slow noise.
  public var filterSignal: Double
  /// Whether it had not ended where the data end.
  public var stillOpen: Bool
  /// Share of its steps, over the marketplaces it hit, for which the feed has rows.
  public var observedShare: Double
  /// Ids of other drops that run at the same time.
  public var overlaps: [String]
  /// Harmless changes placed shortly before it.
  public var decoys: [ChangeID]
  /// Incidents declared for it.
  public var incidents: [IncidentID]
  /// What the scenario says of it; `nil` in drawn worlds.
  public var note: String?

  public var marketplaces: [Marketplace] { parts.map(\.marketplace) }
  /// Whether the feed has at least one row of it.
  public var overlapsData: Bool { observedShare > 0 }

  enum CodingKeys: String, CodingKey {
    case id, cause, start, end, parts, depth, signal, overlaps, decoys, incidents, note
    case causeChange = "cause_change_id"
    case expectedOrders = "expected_orders"
    case ordersLost = "orders_lost"
    case filterSignal = "filter_signal"
    case extraErrors = "extra_errors"
    case stillOpen = "still_open"
    case observedShare = "observed_share"
  }
}

/// A planted drop in one marketplace.
public struct TruePart: Codable, Hashable, Sendable {
  public var marketplace: Marketplace
  @RFC3339 public var onset: Timestamp
  @RFC3339 public var end: Timestamp
  /// The deepest relative fall.
  public var depth: Double
  public var ordersLost: Double

  var window: TimeWindow { TimeWindow(start: onset, seconds: end.seconds(since: onset)) }

  enum CodingKeys: String, CodingKey {
    case marketplace, onset, end, depth
    case ordersLost = "orders_lost"
  }
}

/// Something that moves the counts and is no drop.
public struct NotDrop: Codable, Hashable, Sendable {
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case holiday, promotion
    case demandShift = "demand_shift"
    case feedGap = "feed_gap"
    case lateCount = "late_count"
    case clockChange = "clock_change"
  }

  public var kind: Kind
  @RFC3339 public var start: Timestamp
  @RFC3339 public var end: Timestamp
  public var marketplaces: [Marketplace]
  /// Whether the calendar names it; always false for what no calendar holds.
  public var onCalendar: Bool

  enum CodingKeys: String, CodingKey {
    case kind, start, end, marketplaces
    case onCalendar = "on_calendar"
  }

  public var window: TimeWindow { TimeWindow(start: start, seconds: end.seconds(since: start)) }
}
