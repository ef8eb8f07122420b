import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Hashing by the thread that reads and one that helps")
struct SharedHashTests {
  @Test(
    "A buffer may change as soon as it was read, with help and without", arguments: [1, 7, 100])
  func reusedBuffer(most: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("any.csv", (0..<300_000).map { "\($0)\n" }.joined())
    let expected = try ContentHash.sha256(ofFile: path)

    let alone = SharedHash(most: most, call: {})
    #expect(try read(path, alone) == expected)

    let helped = SharedHash(most: most, call: {})
    let isOver = Atomic(false)
    let helper = DispatchGroup()
    DispatchQueue.global().async(group: helper) {
      while !isOver.load(ordering: .relaxed) { _ = helped.help() }
    }
    for _ in 0..<5 { #expect(try read(path, helped) == expected) }
    isOver.store(true, ordering: .relaxed)
    helper.wait()
  }

  @Test("Calls for help with every piece, and has none left at the end")
  func call() throws {
    let calls = Mutex(0)
    let hash = SharedHash(most: 3, call: { calls.withLock { $0 += 1 } })
    for piece in 0..<5 { hash.update([UInt8(piece)], count: 1) }
    #expect(calls.withLock { $0 } == 5)
    #expect(hash.finish() == ContentHash.sha256(of: [0, 1, 2, 3, 4]))
    #expect(!hash.help())
  }

  private func read(_ path: String, _ hash: SharedHash) throws -> String {
    let file = try DiskFile(path: path, hash: hash)
    var buffer = [UInt8](repeating: 0, count: 5000)
    while try file.read(into: &buffer) > 0 {}
    return try file.finish()
  }
}
