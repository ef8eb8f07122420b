import Foundation
import Ingestion
import TestSupport
import Testing
import Vocabulary

private let text =
  "timestamp,marketplace,orders\n2026-03-05T14:02:00Z,US,1\n2026-03-05T14:03:00Z,US,2\n"
private let samples = ["US 2026-03-05T14:02:00Z 1 -1", "US 2026-03-05T14:03:00Z 2 -1"]

/// `gzip -c` of the text.
private func gzip(_ text: String) throws -> [UInt8] {
  let folder = try TemporaryFolder()
  let path = try folder.write("plain", text)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["gzip", "-n", "-c", path]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Array(output)
}

@Suite("Compressed files")
struct CompressedFileTests {
  @Test("A compressed file reads as the plain one, whatever its name says")
  func compressed() throws {
    let bytes = try gzip(text)
    #expect(try ReadFile("order_metrics.csv.gz", bytes).samples == samples)
    #expect(try ReadFile("order_metrics.csv", bytes).samples == samples)
  }

  @Test("Members one after the other are one text")
  func members() throws {
    let lines = text.split(separator: "\n").map { $0 + "\n" }
    let bytes = try lines.flatMap { try gzip(String($0)) }
    #expect(try ReadFile("order_metrics.csv.gz", bytes).samples == samples)
  }

  @Test("A large text comes out whole")
  func large() throws {
    let rows = (0..<60_000).map { index in
      "\(Timestamp(secondsSinceEpoch: 1_772_668_800 + Int64(index) * 60)),US,\(index)\n"
    }
    let file = try ReadFile(
      "order_metrics.csv.gz", try gzip("timestamp,marketplace,orders\n" + rows.joined()))
    #expect(file.reading.rowsRead == 60_000)
    #expect(file.batches.flatMap(\.orders) == (0..<60_000).map { Int32($0) })
  }

  @Test("A text cut short is refused wherever it is cut", arguments: [1, 4, 8, 9, 20, 40])
  func cutShort(missing: Int) throws {
    let bytes = Array(try gzip(text).dropLast(missing))
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv.gz", bytes)
    }
    #expect(
      unusable.text
        == "order_metrics.csv.gz: the compressed data are broken (the end is missing). "
        + "Export or copy the file again.")
  }

  @Test("A changed byte never reads as another text")
  func damaged() throws {
    let good = try gzip(text)
    for position in 10..<good.count {
      var bytes = good
      bytes[position] ^= 0x10
      // The last bits before the checksum may be padding; a change there is no change.
      guard let file = try? ReadFile("order_metrics.csv.gz", bytes) else { continue }
      #expect(file.samples == samples)
    }
  }

  @Test("A plain text that claims to be compressed is refused")
  func notCompressed() throws {
    let unusable = try #require(throws: Unusable.self) {
      try ReadFile("order_metrics.csv.gz", text)
    }
    #expect(unusable.text.contains("no gzip header"))
  }

  @Test("The hash is that of the bytes on disk")
  func hash() throws {
    #expect(
      ContentHash.sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let bytes = try gzip(text)
    #expect(
      try ReadFile("order_metrics.csv.gz", bytes).reading.sha256 == ContentHash.sha256(of: bytes))
    let folder = try TemporaryFolder()
    let path = try folder.write("a", bytes)
    #expect(try ContentHash.sha256(ofFile: path) == ContentHash.sha256(of: bytes))
  }
}
