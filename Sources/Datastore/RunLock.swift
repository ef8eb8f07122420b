import Glibc
public import Vocabulary

/// Keeps a second run away from a database while it exists.
///
/// An advisory `flock` on `<database>.lock`, beside the file itself whatever link leads to it; the
/// kernel gives it back however the process ends.
/// The file stays, for removing it would let two runs hold locks on two files of one name.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Throws `StoreError.heldByAnotherRun` at once if another process holds it.
  public init(database path: String, startedAt: Timestamp) throws {
    let lockPath = RunLock.target(of: path) + ".lock"
    descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StoreError.cannotWrite(path: lockPath, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = RunLock.text(of: descriptor)
      close(descriptor)
      throw StoreError.heldByAnotherRun(
        path: path, holder: holder.isEmpty ? "of unknown number" : holder)
    }
    let text = Array("pid \(getpid()), started \(startedAt)".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
    else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw StoreError.cannotWrite(path: lockPath, reason: reason)
    }
  }

  deinit { close(descriptor) }

  /// The path without links on the way, be it of a file that is not there yet.
  ///
  /// - Parameter links: how many more may lead to each other; then they lead in a circle.
  static func target(of path: String, links: Int = 40) -> String {
    if let whole = realpath(path, nil) {
      defer { free(whole) }
      return String(cString: whole)
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(path, &buffer, buffer.count)
    if length > 0, links > 0 {
      let link = String(
        decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
      return target(of: link.hasPrefix("/") ? link : "\(folder)/\(link)", links: links - 1)
    }
    guard let whole = realpath(folder, nil) else { return path }
    defer { free(whole) }
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let place = String(cString: whole)
    return place == "/" ? "/\(name)" : "\(place)/\(name)"
  }

  private static func text(of descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
