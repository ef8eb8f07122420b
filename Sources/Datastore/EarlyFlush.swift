import Dispatch
import Glibc
import Synchronization

/// Has a file written to the disk while it still grows, so that the flush at its end has little
/// left to wait for.
///
/// The system tells a failure to write once only, and not to who opens the file later: hence the
/// last flush is here too, and tells the failures of all.
final class EarlyFlush: Sendable {
  /// So often that little gathers; a flush takes a millisecond or two.
  private static let interval = DispatchTimeInterval.milliseconds(25)

  private struct State {
    /// The first error number; 0 without one.
    var failure: Int32 = 0
    var isFinished = false
  }

  private let queue = DispatchQueue(label: "faultline.flush")
  private let descriptor: Int32
  private let state = Mutex(State())

  /// `nil` if the file cannot be opened.
  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    flushLater()
  }

  deinit { close(descriptor) }

  /// Flushes what is left; the first error number of this and all flushes before, 0 without one.
  func finish() -> Int32 {
    queue.sync {
      state.withLock { $0.isFinished = true }
      flush()
      return state.withLock { $0.failure }
    }
  }

  private func flushLater() {
    queue.asyncAfter(deadline: .now() + EarlyFlush.interval) { [weak self] in
      guard let self, !state.withLock({ $0.isFinished }) else { return }
      flush()
      flushLater()
    }
  }

  private func flush() {
    guard fsync(descriptor) != 0 else { return }
    let error = errno
    state.withLock { if $0.failure == 0 { $0.failure = error } }
  }
}
