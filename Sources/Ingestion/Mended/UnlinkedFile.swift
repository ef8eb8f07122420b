import Glibc

/// A temporary file without a name: it is gone with its holder, however the process ends.
final class UnlinkedFile {
  private let descriptor: Int32

  /// - Parameter path: The input that the bytes were made from, for the message of a failure.
  init(_ bytes: [UInt8], for path: String) throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/faultline-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw UnlinkedFile.failure(path) }
    unlink(template)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { done += count } else if errno != EINTR { throw UnlinkedFile.failure(path) }
    }
  }

  deinit { close(descriptor) }

  /// A path that opens the file while this exists.
  var path: String { "/proc/self/fd/\(descriptor)" }

  private static func failure(_ path: String) -> InputProblem {
    .readFailed(
      path: path, reason: "no room for a temporary copy: \(String(cString: strerror(errno)))")
  }
}
