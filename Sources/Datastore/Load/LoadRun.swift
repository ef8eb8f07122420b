public import Vocabulary

/// One load: each of its files is a transaction of its own, so that a process that dies leaves
/// whole files only and the next run goes on with the rest.
public final class LoadRun {
  private let store: Store
  private let at: Timestamp
  private let toolVersion: String
  /// The row that the committed files share; `nil` before the first.
  private var loadID: Int64?

  public init(_ store: Store, at: Timestamp, toolVersion: String) {
    self.store = store
    self.at = at
    self.toolVersion = toolVersion
  }

  /// Loads one file, or several that belong together: if `body` throws, nothing of them stays.
  public func file<Result>(_ body: (Loading) throws -> Result) throws -> Result {
    let (result, committed) = try store.write { database in
      let loading = try Loading(database, at: at, toolVersion: toolVersion, loadID: loadID)
      return (try body(loading), loading.loadID)
    }
    loadID = committed
    return result
  }
}

extension Store {
  /// Runs a load whose files are one transaction.
  public func load<Result>(
    at: Timestamp, toolVersion: String, _ body: (Loading) throws -> Result
  ) throws -> Result {
    try LoadRun(self, at: at, toolVersion: toolVersion).file(body)
  }
}
