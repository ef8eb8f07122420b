import Glibc
import Ingestion
import Vocabulary

/// A file that holds an input for as long as it is read.
enum ScratchFile {
  /// Gives `body` the file, whose name ends as `ending` says.
  static func with<Result>(
    _ bytes: [UInt8], ending: String = ".csv", _ body: (String) throws(Contradiction) -> Result
  ) throws(Contradiction) -> Result {
    var template = Array("\(folder)/faultline-fuzz-XXXXXX\(ending)".utf8CString)
    let descriptor = mkstemps(&template, Int32(ending.utf8.count))
    guard descriptor >= 0 else { throw Contradiction("no scratch file in \(folder)") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let written = bytes.isEmpty ? 0 : write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard written == bytes.count else { throw Contradiction("cannot write \(path)") }
    return try body(path)
  }

  /// Held in memory where the system has such a folder, for a fuzzer writes thousands a second.
  private static let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
}
