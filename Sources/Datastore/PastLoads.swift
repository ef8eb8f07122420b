import GRDB
public import Vocabulary

// What was known when: loads are numbered in order, and everything that can be read can be read as
// the loads up to one of them had left it.

extension Store {
  /// Stands for all loads.
  public static let present = Int64.max

  /// The number of the newest load; 0 before the first.
  public func newestLoad() throws -> Int64 {
    try read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM load") ?? 0 }
  }

  /// The number of the last load up to `moment`; 0 if there was none.
  ///
  /// Throws `StoreError.historyTooShort` if pages that it had left are not kept: those that a
  /// version of the tool changed that kept none.
  public func newestLoad(by moment: Timestamp) throws -> Int64 {
    let (load, start) = try read { database in
      (
        try Int64.fetchOne(
          database, sql: "SELECT max(id) FROM load WHERE loaded_at <= ?",
          arguments: [moment.secondsSinceEpoch]) ?? 0,
        try Int64.fetchOne(database, sql: "SELECT max(begins_after_load) FROM page_history") ?? 0
      )
    }
    guard load == 0 || load >= start else {
      throw StoreError.historyTooShort(path: path, moment: moment)
    }
    return load
  }

  /// A row of a table that keeps versions as the loads up to `?1` had left it.
  static let isVisible = "loaded_in <= ?1 AND (replaced_in IS NULL OR replaced_in > ?1)"
}
