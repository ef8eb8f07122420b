import Glibc

/// A file read once from front to back, hashed as it lies on disk; or standard input, of which
/// nothing is kept.
///
/// Reads into the caller's buffer by `read`: a mapped file that shrinks would end the process.
final class DiskFile {
  let path: String
  private let descriptor: Int32
  /// `nil` for standard input, which has no state to compare and is read once only.
  private let before: FileStatus?
  private let hasher = SHA256()
  /// Hashes instead, whenever there is time; `nil` if each piece is hashed as it is read.
  private let hash: SharedHash?

  /// Throws `InputProblem` if it cannot be opened.
  ///
  /// - Parameter hash: Hashes the pieces; `nil` to hash each as it is read.
  init(path: String, hash: SharedHash? = nil) throws {
    switch FileStatus.kind(of: path) {
    case nil: throw InputProblem.notFound(path: path)
    case .folder, .other: throw InputProblem.notAFile(path: path)
    case .file: break
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let status = FileStatus(descriptor: descriptor) else {
      throw InputProblem.cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    self.path = path
    before = status
    self.hash = hash
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  private init(standardInput name: String) {
    path = name
    descriptor = STDIN_FILENO
    before = nil
    hash = nil
  }

  /// Standard input under the name that messages give it.
  static func standardInput() -> DiskFile { DiskFile(standardInput: "standard input") }

  deinit {
    if before != nil { close(descriptor) }
  }

  /// How many bytes were put at the front of `buffer`; 0 at the end of the file.
  func read(into buffer: inout [UInt8]) throws -> Int {
    let count = try fill(&buffer)
    if let hash {
      hash.update(buffer, count: count)
    } else if before != nil {
      buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return count
  }

  private func fill(_ buffer: inout [UInt8]) throws -> Int {
    try buffer.withUnsafeMutableBytes { bytes in
      guard before == nil else { return try read(into: bytes) }
      // A pipe gives what its writer has just written; whole buffers cost fewer cuts.
      var filled = 0
      while filled < bytes.count {
        let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
        if count == 0 { break }
        filled += count
      }
      return filled
    }
  }

  private func read(into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw InputProblem.readFailed(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }

  /// The SHA-256 of everything read, empty for standard input; throws if the file is no longer
  /// what it was at the start.
  func finish() throws -> String {
    guard let before else { return "" }
    guard FileStatus(descriptor: descriptor) == before, FileStatus(path: path) == before else {
      throw InputProblem.changedWhileRead(path: path)
    }
    return hash?.finish() ?? hasher.finish()
  }
}
