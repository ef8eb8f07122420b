/// The text of a file, inflated if it is compressed, without a byte-order mark.
final class TextSource {
  private let file: DiskFile
  private let gunzip: Gunzip?
  /// The first bytes, read to see what kind of file it is.
  private var first: [UInt8]
  private var firstCount: Int
  private var isAtStart = true

  /// Throws `InputProblem` if the file cannot be opened, or claims in its name to be compressed
  /// and is not.
  init(path: String) throws {
    file = try DiskFile(path: path)
    first = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    firstCount = try file.read(into: &first)
    let isCompressed = firstCount >= 2 && first.starts(with: Gunzip.magic)
    if !isCompressed, path.hasSuffix(".gz"), firstCount > 0 {
      throw InputProblem.compressedDataBroken(path: path, reason: "no gzip header")
    }
    gunzip = isCompressed ? try Gunzip(first: first, count: firstCount) : nil
  }

  /// Puts text at the front of `buffer` and returns how much; 0 at the end.
  func read(into buffer: inout [UInt8]) throws -> Int {
    let count: Int
    if let gunzip {
      do {
        count = try gunzip.read(into: &buffer) { try file.read(into: &$0) }
      } catch let broken as Gunzip.Broken {
        throw InputProblem.compressedDataBroken(path: file.path, reason: broken.reason)
      }
    } else if isAtStart {
      swap(&buffer, &first)
      count = firstCount
    } else {
      count = try file.read(into: &buffer)
    }
    guard isAtStart else { return count }
    isAtStart = false
    return try withoutByteOrderMark(&buffer, count)
  }

  /// The SHA-256 of the file as it lies on disk; to be called after everything was read.
  func finish() throws -> String { try file.finish() }

  private func withoutByteOrderMark(_ buffer: inout [UInt8], _ count: Int) throws -> Int {
    let start = buffer[..<count].prefix(4)
    for (mark, encoding) in [([0xff, 0xfe] as [UInt8], "UTF-16"), ([0xfe, 0xff], "UTF-16")]
    where start.starts(with: mark) {
      throw InputProblem.notUTF8(path: file.path, looksLike: encoding)
    }
    guard start.starts(with: [0xef, 0xbb, 0xbf]) else { return count }
    buffer.removeSubrange(..<3)
    buffer.append(contentsOf: [0, 0, 0])
    return count - 3
  }
}
