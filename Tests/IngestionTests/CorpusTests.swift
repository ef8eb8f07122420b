import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The inputs that `scripts/fuzz coverage` found and kept: few, and yet they reach all that it
/// ever reached.
@Suite("Inputs that fuzzing kept")
struct CorpusTests {
  @Test("Each is read or refused as its target promises", arguments: FuzzTarget.allCases)
  func replay(target: FuzzTarget) throws {
    let inputs = try CorpusTests.inputs(of: target)
    #expect(inputs.count > 20)
    for (name, input) in inputs {
      if let fault = target.fault(input) { Issue.record("\(name): \(fault)") }
    }
  }

  /// Unpacked by `tar`, as they were packed.
  private static func inputs(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let archive = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/\(target.rawValue).tar.gz")
    let folder = try TemporaryFolder()
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "-xzf", archive.path, "-C", folder.path]
    try tar.run()
    tar.waitUntilExit()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.map { name in
      (name, Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))))
    }
  }
}
