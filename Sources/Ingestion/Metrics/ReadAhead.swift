import Dispatch

/// The text of a file, read and hashed on a thread of its own while the last piece is worked on.
final class ReadAhead: Sendable {
  private enum Step: Sendable {
    case text([UInt8], count: Int)
    case end(Result<String, any Error>)
  }

  private let filled = BoundedQueue<Step>(capacity: IngestionPolicy.buffersAhead)
  private let free = BoundedQueue<[UInt8]>(capacity: IngestionPolicy.buffersAhead + 2)

  init(path: String) {
    for _ in 0..<IngestionPolicy.buffersAhead { _ = free.put([]) }
    DispatchQueue(label: "faultline.read").async { [self] in
      let result = Result { try readAll(path) }
      _ = filled.put(.end(result))
    }
  }

  /// Lets `take` have piece after piece; the SHA-256 of the file. Throws what reading or `take`
  /// throws.
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

  private func readAll(_ path: String) throws -> String {
    let source = try TextSource(path: path)
    while var buffer = free.take() {
      // Made only now, so that the first text does not wait for the memory of all.
      if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes) }
      let count = try source.read(into: &buffer)
      guard count > 0, filled.put(.text(buffer, count: count)) else { break }
    }
    return try source.finish()
  }
}
