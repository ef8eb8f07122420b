import Foundation
import GRDB
public import Vocabulary

extension Store {
  /// What a run of `window` had before it that saw the loads up to `load`; `nil` if none did.
  ///
  /// A run with these settings by this version of the tool comes first, then the earliest of all.
  public func runBasis(
    of window: TimeWindow, load: Int64, settingsHash: String, toolVersion: String
  ) throws -> RunBasis? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT * FROM run_basis WHERE since_at = ? AND until_at = ? AND load_id = ?
          ORDER BY settings_hash <> ?, tool_version <> ?, id LIMIT 1
          """,
        arguments: [
          window.start.secondsSinceEpoch, window.end.secondsSinceEpoch, load, settingsHash,
          toolVersion,
        ]
      ).map { try RunBasis($0, database) }
    }
  }

  /// What the last run looked at that saw no load after `load`; `nil` if there was none. As with
  /// `lastRun`, one that found nothing to look at is none.
  public func lastWindow(asOf load: Int64) throws -> TimeWindow? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT since_at, coalesce(looked_until_at, until_at) AS looked_until_at FROM run_basis
          WHERE load_id <= ? AND (looked_until_at IS NULL OR looked_until_at > since_at)
          ORDER BY coalesce(looked_until_at, until_at) DESC, id DESC LIMIT 1
          """, arguments: [load]
      ).map { row in
        let since = row.time("since_at")
        return TimeWindow(start: since, seconds: row.time("looked_until_at").seconds(since: since))
      }
    }
  }

  /// What runs of before recorded under a name that later orders may have moved; `nil` if none did.
  public func priorDrop(_ id: DropID) throws -> PriorDrop? {
    try read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT drops.value FROM run_basis, json_each(previous_drops) AS drops
          WHERE drops.value ->> 'id' = ? ORDER BY run_basis.id DESC LIMIT 1
          """, arguments: [id.name]
      ).flatMap { JSONValue.decode([StoredDrop].self, "[\($0)]").first?.drop }
    }
  }

  /// What the next run of `window` compares itself with; `nil` before the first run.
  public func previousRun(for window: TimeWindow) throws -> PreviousRun? {
    guard let last = try lastRun() else { return nil }
    let (since, until) = (
      last.window.start.secondsSinceEpoch, last.window.end.secondsSinceEpoch
    )
    let (load, watch) = try read { database in
      let basis = try Row.fetchOne(
        database,
        sql: """
          SELECT load_id, watch FROM run_basis WHERE since_at = ? AND until_at = ?
          ORDER BY id DESC LIMIT 1
          """, arguments: [since, until])
      // A run of before there was such a table.
      let recorded: Int64? = basis?["load_id"]
      let load =
        try recorded
        ?? Int64.fetchOne(
          database, sql: "SELECT max(id) FROM load WHERE loaded_at <= ?",
          arguments: [last.recordedAt.secondsSinceEpoch]) ?? 0
      let watch: String? = basis?["watch"]
      return (load, JSONValue.decode([StoredWatch].self, watch).map(\.fall))
    }
    return PreviousRun(
      until: last.looked.end, load: load,
      drops: try recordedDrops(in: window).map(PriorDrop.init), watch: watch)
  }
}

extension RunBasis {
  /// A basis that is there already stays: doing a run again changes nothing.
  func insert(_ database: Database) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO run_basis
          (since_at, until_at, load_id, settings_hash, tool_version, complete_by_at, inputs,
           previous_until_at, previous_load_id, previous_drops, watch, looked_until_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    try insert.execute(arguments: [
      window.start.secondsSinceEpoch, window.end.secondsSinceEpoch, load, settingsHash,
      toolVersion, completeBy.secondsSinceEpoch, try JSONValue.encode(inputs),
      previous?.until.secondsSinceEpoch, previous?.load,
      try previous.map { previous in
        try JSONValue.encode(
          previous.drops.map { StoredDrop($0) }
            + previous.others.map { StoredDrop($0, isBeside: true) })
      },
      try JSONValue.encode(watch.map(StoredWatch.init)), lookedUntil?.secondsSinceEpoch,
    ])
  }

  fileprivate init(_ row: Row, _ database: Database) throws {
    let since = row.time("since_at")
    let previous = try row.timeIfAny("previous_until_at").map { until in
      let load: Int64 = row["previous_load_id"] ?? 0
      let watch = try String.fetchOne(
        database,
        sql: """
          SELECT watch FROM run_basis
          WHERE coalesce(looked_until_at, until_at) = ? AND load_id = ? AND id < ?
          ORDER BY id DESC LIMIT 1
          """, arguments: [until.secondsSinceEpoch, load, row["id"] as Int64])
      let drops = JSONValue.decode([StoredDrop].self, row["previous_drops"])
      return PreviousRun(
        until: until, load: load, drops: drops.filter { $0.beside != true }.map(\.drop),
        others: drops.filter { $0.beside == true }.map(\.drop),
        watch: JSONValue.decode([StoredWatch].self, watch).map(\.fall))
    }
    self.init(
      window: TimeWindow(start: since, seconds: row.time("until_at").seconds(since: since)),
      lookedUntil: row.timeIfAny("looked_until_at"), load: row["load_id"],
      settingsHash: row["settings_hash"],
      toolVersion: row["tool_version"], completeBy: row.time("complete_by_at"),
      inputs: JSONValue.decode([InputMention].self, row["inputs"]), previous: previous,
      watch: JSONValue.decode([StoredWatch].self, row["watch"]).map(\.fall))
  }
}

/// A prior drop as JSON.
private struct StoredDrop: Codable {
  let id: String
  let onset: Int64
  let marketplaces: [String]
  let open: Bool
  let lost: [Double]
  let strongest: String?
  let end: Int64?
  let links: StoredLinks?
  /// One of the drops beside those of the window; NULL for no.
  let beside: Bool?

  init(_ drop: PriorDrop, isBeside: Bool = false) {
    end = drop.end?.secondsSinceEpoch
    links = drop.links.map(StoredLinks.init)
    beside = isBeside ? true : nil
    id = drop.id.name
    onset = drop.onset.secondsSinceEpoch
    marketplaces = drop.marketplaces.map(\.name)
    open = drop.isOpen
    lost = [
      drop.lostOrders.value, drop.lostOrders.low, drop.lostOrders.high, drop.lostOrders.level,
    ]
    strongest = drop.strongest?.name
  }

  var drop: PriorDrop {
    let numbers = lost + Array(repeating: 0, count: max(0, 4 - lost.count))
    return PriorDrop(
      id: DropID(id), onset: Timestamp(secondsSinceEpoch: onset),
      marketplaces: marketplaces.map(Marketplace.init), isOpen: open,
      lostOrders: Estimate(
        value: numbers[0], low: numbers[1], high: numbers[2], level: numbers[3]),
      strongest: strongest.map(ChangeID.init),
      end: end.map(Timestamp.init(secondsSinceEpoch:)), links: links?.summary)
  }
}

/// What was said of a drop's origin as JSON.
private struct StoredLinks: Codable {
  struct Suspect: Codable {
    let change: String
    let deploys: [String]
    let service: String
    let probability: Double
  }

  let status: String
  let none: Double
  let suspects: [Suspect]

  init(_ links: LinkSummary) {
    status = links.status.rawValue
    none = links.noRecordedChange.value
    suspects = links.suspects.map {
      Suspect(
        change: $0.change.name, deploys: $0.deploys.map(\.name), service: $0.service.name,
        probability: $0.probability.value)
    }
  }

  /// `nil` for a status that no version of the tool has written.
  var summary: LinkSummary? {
    Attribution.Status(rawValue: status).map { status in
      LinkSummary(
        status: status, noRecordedChange: Probability(clamping: none),
        suspects: suspects.map {
          LinkSummary.Suspect(
            change: ChangeID($0.change), deploys: $0.deploys.map(DeployID.init),
            service: Service($0.service), probability: Probability(clamping: $0.probability))
        })
    }
  }
}

/// A fall on watch as JSON.
private struct StoredWatch: Codable {
  let marketplace: String
  let service: String?
  let since: Int64
  let depth: Double
  let signal: Double
  /// The signal that a drop takes, where that is what it lacks.
  let needed: Double?
  let lacksCounts: Bool?

  init(_ fall: WatchedFall) {
    marketplace = fall.series.marketplace.name
    service = fall.series.service?.name
    since = fall.since.secondsSinceEpoch
    depth = fall.depth.value
    signal = fall.signal
    if case .signal(let signal) = fall.lack { needed = signal } else { needed = nil }
    lacksCounts = fall.lack == .counts ? true : nil
  }

  var fall: WatchedFall {
    WatchedFall(
      series: SeriesKey(marketplace: Marketplace(marketplace), service: service.map(Service.init)),
      since: Timestamp(secondsSinceEpoch: since), depth: Share(depth), signal: signal,
      lack: needed.map { .signal($0) } ?? (lacksCounts == true ? .counts : .loss))
  }
}

/// Lists of values as JSON with sorted keys.
private enum JSONValue {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// An empty list for anything that is not one.
  static func decode<Element: Decodable>(_: [Element].Type, _ text: String?) -> [Element] {
    (try? JSONDecoder().decode([Element].self, from: Data((text ?? "").utf8))) ?? []
  }
}
