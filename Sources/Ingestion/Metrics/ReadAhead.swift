import Dispatch

/// The text of a file, read and hashed on threads of its own while the last piece is worked on.
final class ReadAhead: Sendable {
  private enum Step: Sendable {
    case text([UInt8], count: Int)
    case endOfText
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

  /// Lets `take` have piece after piece and calls `atEnd`, while the last of them are hashed; the
  /// SHA-256 of the file. Throws what reading or the closures throw.
  func forEachPiece(
    _ take: (UnsafeRawBufferPointer) throws -> Void, atEnd: () throws -> Void
  ) throws -> String {
    defer {
      filled.cancel()
      free.cancel()
    }
    while let step = filled.take() {
      switch step {
      case .text(let buffer, let count):
        try buffer.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        _ = free.put(buffer)
      case .endOfText: try atEnd()
      case .end(let result): return try result.get()
      }
    }
    throw CancellationError()
  }

  private func readAll(_ path: String) throws -> String {
    // A buffer comes back after all others: what it held is hashed by then, so that it is never
    // copied.
    let source = try TextSource(path: path, hashBehind: IngestionPolicy.buffersAhead - 2)
    while var buffer = free.take() {
      // Made only now, so that the first text does not wait for the memory of all.
      if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes) }
      let count = try source.read(into: &buffer)
      guard count > 0, filled.put(.text(buffer, count: count)) else { break }
    }
    _ = filled.put(.endOfText)
    return try source.finish()
  }
}
