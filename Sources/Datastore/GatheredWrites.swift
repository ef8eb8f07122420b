import GRDB
import GRDBSQLite

/// Lets SQLite write a database in stretches instead of page by page: the system takes two to three
/// times as long for the same bytes by 4 KiB, and has more to do again when they go to the disk.
///
/// Pages that follow one another wait here until others come, or until SQLite reads the file, asks
/// for its size or ends a transaction. So this is for a file that no one else reads and that is
/// thrown away if the process dies.
final class GatheredWrites {
  private typealias File = UnsafeMutablePointer<sqlite3_file>

  /// SQLite's own writing takes less than 128 KiB at once.
  private static let mostBytes = 64 * 1024
  private static let methodsBytes = MemoryLayout<sqlite3_io_methods>.stride

  private let file: File
  private let original: UnsafePointer<sqlite3_io_methods>
  /// What SQLite calls instead, and behind it the address of this object: a call gets the file
  /// alone, which leads here.
  private let table: UnsafeMutableRawPointer
  private let bytes: UnsafeMutableRawPointer
  /// Where in the file the bytes that wait belong.
  private var start: sqlite3_int64 = 0
  private var count = 0

  /// Until `finish`, or until the database is closed, which drops what waits.
  static func begin(_ database: Database) throws {
    guard let file = try file(of: database), let methods = file.pointee.pMethods else { return }
    let writes = GatheredWrites(file, methods)
    let behind = writes.table + methodsBytes
    behind.initializeMemory(as: Unmanaged<GatheredWrites>.self, to: .passRetained(writes))
    file.pointee.pMethods = UnsafePointer(
      writes.table.assumingMemoryBound(to: sqlite3_io_methods.self))
  }

  /// Writes what waits; from now on SQLite writes page by page. Only after `begin`.
  static func finish(_ database: Database) throws {
    let code = with(try file(of: database)) { writes in
      let code = writes.flush()
      if code == SQLITE_OK { writes.restore() }
      return code
    }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  private static func file(of database: Database) throws -> File? {
    var file: File?
    let code = sqlite3_file_control(
      database.sqliteConnection, nil, SQLITE_FCNTL_FILE_POINTER, &file)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    return file
  }

  private static func with(_ file: File?, _ call: (GatheredWrites) -> Int32) -> Int32 {
    guard let methods = file?.pointee.pMethods else { return SQLITE_MISUSE }
    let behind = UnsafeRawPointer(methods) + methodsBytes
    return call(behind.load(as: Unmanaged<GatheredWrites>.self).takeUnretainedValue())
  }

  private init(_ file: File, _ original: UnsafePointer<sqlite3_io_methods>) {
    self.file = file
    self.original = original
    bytes = .allocate(byteCount: GatheredWrites.mostBytes, alignment: 8)
    table = .allocate(
      byteCount: GatheredWrites.methodsBytes + MemoryLayout<UnsafeRawPointer>.size, alignment: 8)
    table.initializeMemory(
      as: sqlite3_io_methods.self, to: GatheredWrites.methods(instead: original.pointee))
  }

  deinit {
    bytes.deallocate()
    table.deallocate()
  }

  private static func methods(instead original: sqlite3_io_methods) -> sqlite3_io_methods {
    var methods = original
    methods.xWrite = { file, data, size, offset in
      GatheredWrites.with(file) { $0.write(data, Int(size), offset) }
    }
    methods.xRead = { file, data, size, offset in
      GatheredWrites.with(file) { $0.flushed { $0.xRead(file, data, size, offset) } }
    }
    methods.xTruncate = { file, size in
      GatheredWrites.with(file) { $0.flushed { $0.xTruncate(file, size) } }
    }
    methods.xSync = { file, flags in
      GatheredWrites.with(file) { $0.flushed { $0.xSync(file, flags) } }
    }
    methods.xFileSize = { file, size in
      GatheredWrites.with(file) { $0.flushed { $0.xFileSize(file, size) } }
    }
    methods.xFileControl = { file, operation, argument in
      GatheredWrites.with(file) { writes in
        let isEnd = operation == SQLITE_FCNTL_SYNC
        let code = isEnd ? writes.flush() : SQLITE_OK
        guard code == SQLITE_OK else { return code }
        return writes.original.pointee.xFileControl(file, operation, argument)
      }
    }
    methods.xClose = { file in
      GatheredWrites.with(file) { writes in
        writes.restore()
        return writes.original.pointee.xClose(file)
      }
    }
    return methods
  }

  private func write(_ data: UnsafeRawPointer?, _ size: Int, _ offset: sqlite3_int64) -> Int32 {
    guard let data else { return SQLITE_MISUSE }
    if offset != start + Int64(count) || count + size > GatheredWrites.mostBytes {
      let code = flush()
      guard code == SQLITE_OK else { return code }
      start = offset
    }
    guard size <= GatheredWrites.mostBytes else {
      return original.pointee.xWrite(file, data, Int32(size), offset)
    }
    (bytes + count).copyMemory(from: data, byteCount: size)
    count += size
    return SQLITE_OK
  }

  /// Writes what waits; it goes on waiting if that fails.
  private func flush() -> Int32 {
    guard count > 0 else { return SQLITE_OK }
    let code = original.pointee.xWrite(file, bytes, Int32(count), start)
    if code == SQLITE_OK { count = 0 }
    return code
  }

  private func flushed(_ call: (sqlite3_io_methods) -> Int32) -> Int32 {
    let code = flush()
    return code == SQLITE_OK ? call(original.pointee) : code
  }

  private func restore() {
    file.pointee.pMethods = original
    Unmanaged.passUnretained(self).release()
  }
}
