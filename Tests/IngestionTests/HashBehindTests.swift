import TestSupport
import Testing

@testable import Ingestion

@Suite("Hashing on another thread than the reading")
struct HashBehindTests {
  @Test("A buffer may change as soon as it was read", arguments: [1, 7, 100])
  func reusedBuffer(behind: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("any.csv", (0..<30_000).map { "\($0)\n" }.joined())
    let file = try DiskFile(path: path, hashBehind: behind)
    var buffer = [UInt8](repeating: 0, count: 5000)
    while try file.read(into: &buffer) > 0 {}
    #expect(try file.finish() == ContentHash.sha256(ofFile: path))
  }

  @Test("Given up, it ends, though pieces wait to be hashed")
  func givenUp() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("any.csv", String(repeating: "0", count: 100_000))
    let file = try DiskFile(path: path, hashBehind: 50)
    var buffer = [UInt8](repeating: 0, count: 5000)
    #expect(try file.read(into: &buffer) == 5000)
    #expect(try file.read(into: &buffer) == 5000)
  }
}
