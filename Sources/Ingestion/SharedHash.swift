import Dispatch
import Synchronization

/// SHA-256 of a file, piece by piece, by whichever of two threads would otherwise wait: the one that
/// reads, or one that helps.
///
/// A piece is not copied: whoever changes its array before it was hashed gets a copy of it instead.
final class SharedHash: Sendable {
  private struct Piece {
    let bytes: [UInt8]
    let count: Int
  }

  private struct Content {
    var waiting: [Piece] = []
    var isHashing = false
    var isAwaited = false

    /// Pieces that are not hashed yet.
    var open: Int { waiting.count + (isHashing ? 1 : 0) }
  }

  private let content = Mutex(Content())
  private let hasher = Mutex(SHA256())
  private let hashed = DispatchSemaphore(value: 0)
  private let most: Int
  private let call: @Sendable () -> Void

  /// - Parameters:
  ///   - most: Pieces that may wait. Then the thread that reads hashes too.
  ///   - call: Tells the other thread that there is something to help with.
  init(most: Int, call: @escaping @Sendable () -> Void) {
    (self.most, self.call) = (most, call)
  }

  /// Takes the next piece; by the thread that reads.
  func update(_ bytes: [UInt8], count: Int) {
    settle(downTo: most - 1)
    content.withLock { $0.waiting.append(Piece(bytes: bytes, count: count)) }
    call()
  }

  /// Hashes the next piece; false if there is none, or the other thread is at it.
  func help() -> Bool {
    let next = content.withLock { content -> Piece? in
      guard !content.isHashing, !content.waiting.isEmpty else { return nil }
      content.isHashing = true
      return content.waiting.removeFirst()
    }
    guard let next else { return false }
    hasher.withLock { hasher in
      next.bytes.withUnsafeBytes {
        hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<next.count]))
      }
    }
    let isAwaited = content.withLock { content in
      content.isHashing = false
      defer { content.isAwaited = false }
      return content.isAwaited
    }
    if isAwaited { hashed.signal() }
    return true
  }

  /// Hashes the rest; lower-case hexadecimal. By the thread that reads; the next piece begins anew.
  func finish() -> String {
    settle(downTo: 0)
    return hasher.withLock { hasher in
      defer { hasher = SHA256() }
      return hasher.finish()
    }
  }

  /// Hashes, or waits for the other thread, until no more than `count` pieces are open.
  private func settle(downTo count: Int) {
    while content.withLock({ $0.open > count }) {
      if help() { continue }
      let mustWait = content.withLock { content in
        content.isAwaited = content.isHashing
        return content.isHashing
      }
      if mustWait { hashed.wait() }
    }
  }
}
