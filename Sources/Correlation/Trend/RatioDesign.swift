import Glibc
import Statistics
import Vocabulary

/// Changes and drops as a regression of shared events: which columns there are, and which one is asked
/// about.
///
/// Columns: the level of the changes compared, the group asked about, changes of unknown group, size
/// (a straight line in doublings, and what bands differ from it), unknown size, bands of hours, a straight line over the
/// period, whether a reset had begun, the share
/// of the group asked about among the system's changes, other changes, no recorded change. The system's
/// share makes the ratio one within systems (Mundlak 1978): systems that fail often and have the group
/// often do not pass for it.
struct RatioDesign: Sendable {
  enum Column: Int, CaseIterable {
    case level, asked, unknown, size, sizeSquared, small, large, veryLarge, sizeUnknown
    case hours1, hours2, hours3, time, since, systemShare, elsewhere, none
  }

  private let changes: [ChangeFacts]
  private let failures: [ChangeLinks.Event]
  private let allChanges: Int
  private let priorShare: Double
  /// `nil` where what is asked about is when changes began.
  let clock: TrendClock?

  /// - Parameters:
  ///   - allChanges: Changes of the period, compared or not, that could be behind its drops.
  ///   - priorShare: The share of drops that linking took recorded changes to explain beforehand.
  init(
    changes: [ChangeFacts], failures: [ChangeLinks.Event], allChanges: Int, priorShare: Double,
    clock: TrendClock?
  ) {
    self.changes = changes
    self.failures = failures
    self.allChanges = max(allChanges, changes.count + 1)
    self.priorShare = priorShare
    self.clock = clock
  }

  /// - Parameter adjusts: Without it the columns of system, size, hour and date stay empty.
  func events(_ labels: [Bool?], adjusts: Bool) -> SharedEvents {
    let shares = adjusts ? systemShares(labels) : [:]
    var rows = changes.indices.map { row(changes[$0], labels[$0], shares, adjusts: adjusts) }
    rows.append(only(.elsewhere))
    rows.append(only(.none))
    let drops = Double(failures.count)
    let each = drops * priorShare / Double(allChanges)
    let exposure =
      [Double](repeating: each, count: changes.count)
      + [each * Double(allChanges - changes.count), drops * (1 - priorShare)]
    let (elsewhere, none) = (changes.count, changes.count + 1)
    let parents = failures.map { failure in
      failure.own.map { SharedEvents.Parent(unit: $0.change, probability: $0.probability) } + [
        SharedEvents.Parent(unit: elsewhere, probability: failure.elsewhere),
        SharedEvents.Parent(unit: none, probability: failure.none),
      ]
    }
    return SharedEvents(
      covariates: rows, exposure: exposure, events: parents, precisions: RatioDesign.precisions,
      misplaced: TrendModel.misplaced)
  }

  private func only(_ column: Column) -> [Double] {
    Column.allCases.map { $0 == column ? 1 : 0 }
  }

  private func row(
    _ change: ChangeFacts, _ label: Bool?, _ shares: [Service: Double], adjusts: Bool
  ) -> [Double] {
    var row = only(.level)
    func set(_ column: Column, _ value: Double) { row[column.rawValue] = value }
    if label == true { set(.asked, 1) }
    if label == nil { set(.unknown, 1) }
    guard adjusts else { return row }
    if let lines = change.lines {
      let size = (log2(Double(lines) + 1) - TrendModel.middleDoubling) / TrendModel.doublingsPerUnit
      set(.size, size)
      set(.sizeSquared, size * size)
    }
    switch change.group(.size) {
    case .sizeSmall: set(.small, 1)
    case .sizeLarge: set(.large, 1)
    case .sizeVeryLarge: set(.veryLarge, 1)
    case .sizeUnknown: set(.sizeUnknown, 1)
    default: break
    }
    let hours: [Column] = [.hours1, .hours2, .hours3]
    if change.hourBand > 0 { set(hours[min(change.hourBand, 3) - 1], 1) }
    if let clock {
      set(.time, clock.place(change.startedAt))
      if clock.isSince(change.startedAt) { set(.since, 1) }
    }
    set(.systemShare, shares[change.service] ?? 0)
    return row
  }

  /// The share of the group asked about among the changes of each system whose group is known, less
  /// that among all.
  func systemShares(_ labels: [Bool?]) -> [Service: Double] {
    var counts: [Service: (asked: Double, known: Double)] = [:]
    for (change, label) in zip(changes, labels) {
      guard let label else { continue }
      let before = counts[change.service] ?? (0, 0)
      counts[change.service] = (before.asked + (label ? 1 : 0), before.known + 1)
    }
    let known = counts.values.reduce(0) { $0 + $1.known }
    let asked = counts.values.reduce(0) { $0 + $1.asked }
    let mean = known > 0 ? asked / known : 0
    return counts.mapValues { $0.asked / $0.known - mean }
  }

  private static let precisions: [Double] = Column.allCases.map { column in
    let spread =
      switch column {
      case .level, .unknown, .elsewhere: TrendModel.levelSpread
      case .none: TrendModel.noneSpread
      case .asked: TrendModel.ratioSpread
      case .size, .systemShare, .time, .since: TrendModel.slopeSpread
      case .sizeSquared, .small, .large, .veryLarge, .sizeUnknown, .hours1, .hours2, .hours3:
        TrendModel.bandSpread
      }
    return 1 / (spread * spread)
  }
}
