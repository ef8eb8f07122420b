import Glibc
public import Vocabulary

/// Keeps a second run away from a database while it exists.
///
/// An advisory `flock` on `<database>.lock`; the kernel gives it back however the process ends.
/// The file stays, for removing it would let two runs hold locks on two files of one name.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Throws `StoreError.heldByAnotherRun` at once if another process holds it.
  public init(database path: String, startedAt: Timestamp) throws {
    let lockPath = path + ".lock"
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

  private static func text(of descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
