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
    while case let count = try fill(next, from: source), count > 0 {
      try buffers[next].withUnsafeBytes {
        try take(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      next = (next + 1) % buffers.count
    }
  }

  private mutating func fill(_ index: Int, from source: TextSource) throws -> Int {
    // Made only now, so that the first text does not wait for the memory of all.
    if buffers[index].isEmpty {
      buffers[index] = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    }
    return try source.read(into: &buffers[index])
  }
}
