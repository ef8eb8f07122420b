/// The text of a file as UTF-8, inflated if it is compressed, without a byte-order mark.
final class TextSource {
  private let file: DiskFile
  private let gunzip: Gunzip?
  /// `nil` where the contract holds: UTF-8, and nothing else is taken.
  private let encoding: TextEncoding?
  private var decoding: TextDecoding?
  /// Bytes that wait to be decoded.
  private var raw: [UInt8] = []
  /// The first bytes, read to see what kind of file it is.
  private var first: [UInt8]
  private var firstCount: Int
  private var isAtStart = true
  /// Whether a byte-order mark said so; known after the first read.
  private(set) var isUTF16 = false

  /// Throws `InputProblem` if the file cannot be opened, or claims in its name to be compressed
  /// and is not.
  convenience init(
    path: String, encoding: TextEncoding? = nil, firstBytes: Int = IngestionPolicy.bufferBytes,
    hash: SharedHash? = nil
  ) throws {
    try self.init(
      DiskFile(path: path, hash: hash), encoding: encoding, firstBytes: firstBytes)
  }

  init(
    _ file: DiskFile, encoding: TextEncoding? = nil, firstBytes: Int = IngestionPolicy.bufferBytes
  ) throws {
    self.encoding = encoding
    self.file = file
    let path = file.path
    first = [UInt8](repeating: 0, count: firstBytes)
    firstCount = try file.read(into: &first)
    let isCompressed = firstCount >= 2 && first.starts(with: Gunzip.magic)
    if !isCompressed, path.hasSuffix(".gz"), firstCount > 0 {
      throw InputProblem.compressedDataBroken(path: path, reason: "no gzip header")
    }
    gunzip = isCompressed ? try Gunzip(first: first, count: firstCount) : nil
  }

  /// Puts text at the front of `buffer` and returns how much; 0 at the end. `buffer` may grow if
  /// the text is longer than the bytes it is made of.
  func read(into buffer: inout [UInt8]) throws -> Int {
    if isAtStart {
      var count = try readBytes(into: &buffer)
      isAtStart = false
      count = try withoutByteOrderMark(&buffer, count)
      guard decoding != nil else { return count }
      raw = buffer
      if decode(count, into: &buffer) { return buffer.count }
    }
    guard decoding != nil else { return try readBytes(into: &buffer) }
    while case let count = try readBytes(into: &raw), count > 0 {
      if decode(count, into: &buffer) { return buffer.count }
    }
    buffer.removeAll(keepingCapacity: true)
    decoding?.finish(into: &buffer)
    return buffer.count
  }

  /// The SHA-256 of the file as it lies on disk; to be called after everything was read.
  func finish() throws -> String { try file.finish() }

  private func readBytes(into buffer: inout [UInt8]) throws -> Int {
    if let gunzip {
      do {
        return try gunzip.read(into: &buffer) { try file.read(into: &$0) }
      } catch let broken as Gunzip.Broken {
        throw InputProblem.compressedDataBroken(path: file.path, reason: broken.reason)
      }
    }
    guard isAtStart else { return try file.read(into: &buffer) }
    swap(&buffer, &first)
    return firstCount
  }

  /// Puts the text of the first `count` raw bytes into `buffer`; false if there is none yet.
  private func decode(_ count: Int, into buffer: inout [UInt8]) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    decoding?.decode(raw[..<count], into: &buffer)
    return !buffer.isEmpty
  }

  private func withoutByteOrderMark(_ buffer: inout [UInt8], _ count: Int) throws -> Int {
    let start = buffer[..<count].prefix(4)
    let marks: [(mark: [UInt8], form: TextDecoding.Form?)] = [
      ([0xef, 0xbb, 0xbf], nil), ([0xff, 0xfe], .utf16LittleEndian),
      ([0xfe, 0xff], .utf16BigEndian),
    ]
    if let (mark, form) = marks.first(where: { start.starts(with: $0.mark) }) {
      if form != nil, encoding == nil {
        throw InputProblem.notUTF8(path: file.path, looksLike: "UTF-16")
      }
      decoding = form.map { TextDecoding($0) }
      isUTF16 = form != nil
      buffer.removeSubrange(..<mark.count)
      buffer.append(contentsOf: mark.map { _ in 0 })
      return count - mark.count
    }
    switch encoding {
    case nil, .utf8: break
    case .windows1252: decoding = TextDecoding(.windows1252)
    case .utf16:
      guard count == 0 else {
        throw InputProblem.mapping(path: file.path, .noByteOrderMark)
      }
    }
    return count
  }
}
