@testable import Ingestion

/// A file read step by step, so that a test can change it in between.
final class DiskFileProbe {
  private let file: DiskFile

  init(path: String) throws { file = try DiskFile(path: path) }

  func readAll() throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while try file.read(into: &buffer) > 0 {}
  }

  func finish() throws { _ = try file.finish() }
}
