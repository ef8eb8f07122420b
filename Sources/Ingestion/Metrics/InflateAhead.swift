import Dispatch

/// The text of a compressed file, inflated on a thread of its own while the last piece is worked on:
/// that takes as long as all the rest of reading.
final class InflateAhead: Sendable {
  private enum Step: Sendable {
    case text([UInt8], count: Int)
    case end(Result<String, any Error>)
  }

  private static let buffers = 4

  private let filled = BoundedQueue<Step>(capacity: buffers)
  private let free = BoundedQueue<[UInt8]>(capacity: buffers)

  init(path: String, hash: SharedHash) {
    for _ in 0..<InflateAhead.buffers { _ = free.put([]) }
    DispatchQueue(label: "faultline.inflate").async { [self] in
      _ = filled.put(.end(Result { try inflate(path, hash) }))
    }
  }

  /// Lets `take` have piece after piece; the SHA-256 of the file. Throws what reading or `take` throw.
  func forEachPiece(_ take: (UnsafeRawBufferPointer) throws -> Void) throws -> String {
    defer {
      filled.cancel()
      free.cancel()
    }
    while let step = filled.take() {
      switch step {
      case .text(let buffer, let count):
        try buffer.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        _ = free.put(buffer)
      case .end(let result): return try result.get()
      }
    }
    throw CancellationError()
  }

  private func inflate(_ path: String, _ hash: SharedHash) throws -> String {
    let source = try TextSource(path: path, hash: hash)
    while var buffer = free.take() {
      let count = try source.fill(&buffer)
      guard count > 0, filled.put(.text(buffer, count: count)) else { break }
    }
    return try source.finish()
  }
}
