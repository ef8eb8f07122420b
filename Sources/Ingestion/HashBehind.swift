import Dispatch
import Synchronization

/// SHA-256 on a thread of its own, some pieces behind the reading, which does not wait for it.
///
/// A piece is not copied: whoever changes its array before it was hashed gets a copy of it instead.
final class HashBehind: Sendable {
  private enum Step: Sendable {
    case bytes([UInt8], count: Int)
    case end
  }

  private let steps: BoundedQueue<Step>
  private let digest = Mutex("")
  private let isHashed = DispatchSemaphore(value: 0)

  /// Up to `capacity` pieces wait beside the one that is hashed.
  init(capacity: Int) {
    steps = BoundedQueue(capacity: capacity)
    DispatchQueue(label: "faultline.hash").async { [self] in
      let hasher = SHA256()
      while case .bytes(let bytes, let count)? = steps.take() {
        bytes.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
      digest.withLock { $0 = hasher.finish() }
      isHashed.signal()
    }
  }

  func update(_ bytes: [UInt8], count: Int) { _ = steps.put(.bytes(bytes, count: count)) }

  /// Waits for the rest; lower-case hexadecimal. To be called once.
  func finish() -> String {
    _ = steps.put(.end)
    isHashed.wait()
    return digest.withLock { $0 }
  }

  /// Ends the thread without a digest.
  func cancel() { steps.cancel() }
}
