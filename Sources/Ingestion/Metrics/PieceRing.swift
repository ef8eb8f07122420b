/// Buffers for the text of a file that is hashed some pieces behind the reading.
///
/// A buffer is filled again after all others: what it held is hashed by then, so that it is never
/// copied.
struct PieceRing: ~Copyable {
  private var buffers = [[UInt8]](repeating: [], count: IngestionPolicy.buffersToHash + 1)

  /// Lets `take` have piece after piece of text.
  mutating func forEachPiece(
    of source: TextSource, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var next = 0
    while case let count = try source.fill(&buffers[next]), count > 0 {
      try buffers[next].withUnsafeBytes {
        try take(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      next = (next + 1) % buffers.count
    }
  }
}

extension TextSource {
  /// Reads into a buffer that is made only now if it is empty, so that the first text does not wait for
  /// the memory of all.
  func fill(_ buffer: inout [UInt8]) throws -> Int {
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes) }
    return try read(into: &buffer)
  }
}
