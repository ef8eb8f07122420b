import GRDB

extension StoreError {
  /// What an error of SQLite means for somebody who only knows the path.
  init(_ error: DatabaseError, path: String) {
    let reason = error.message ?? error.resultCode.description
    switch error.resultCode.primaryResultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .notADatabase(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self = .cannotWrite(path: path, reason: reason)
    case .SQLITE_FULL: self = .diskFull(path: path)
    default: self = .failed(path: path, reason: reason)
    }
  }

  /// Runs `body`, turning errors of SQLite into ours; all others pass.
  static func mapping<Result>(path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }
}
