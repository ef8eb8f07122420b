import FoundationEssentials
import Simulation
import Testing
import Vocabulary

@Suite("Committed data set of March 2026")
struct CommittedDatasetTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined() + "/datasets/march-2026"

  /// The seed that the README of the data set names.
  private static let world = Scenario.march2026(seed: 2038)

  private func committed(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)")))
  }

  @Test("It is what the scenario writes, byte for byte")
  func reproducible() throws {
    for file in try DatasetWriter.files(of: Self.world) {
      let bytes = try committed(file.name)
      if file.name.hasSuffix(".gz") {
        // Another zlib may pack the same content otherwise: checksum and length of the content
        // stand in the last eight bytes.
        #expect(bytes.suffix(8) == file.bytes.suffix(8), "\(file.name)")
      } else {
        #expect(bytes == file.bytes, "\(file.name)")
      }
    }
  }

  @Test("It is small enough to be committed, and explained")
  func size() throws {
    let sizes = try DatasetWriter.files(of: Self.world).map { try committed($0.name).count }
    #expect(sizes.reduce(0, +) < 15_000_000)
    #expect(try !committed("README.md").isEmpty)
  }

  @Test("The README names every planted drop with its start, signal and cause, and counts the rows")
  func readme() throws {
    let text = String(decoding: try committed("README.md"), as: UTF8.self)
    for drop in Self.world.truth.drops {
      let row = text.split(separator: "\n").first { $0.hasPrefix("| \(drop.id) |") } ?? ""
      #expect(row.contains("| \(drop.start) |"))
      #expect(row.contains("| \(drop.signal) |"))
      let cause = drop.causeChange?.name ?? drop.cause.rawValue.replacing("_", with: " ")
      #expect(row.contains("| \(cause) |"))
      #expect(row.hasSuffix("| \(drop.note ?? "") |"))
    }
    #expect(text.contains("`deploys.csv` | \(grouped(Self.world.deploys.count)) |"))
    #expect(text.contains("`services.csv` | \(Self.world.services.count) |"))
    #expect(text.contains("`incidents.csv` | \(Self.world.incidents.count) |"))
    #expect(text.contains("`calendar.csv` | \(Self.world.calendar.count) |"))
  }

  /// With a comma between thousands.
  private func grouped(_ number: Int) -> String {
    let rest = String(number % 1000)
    return number < 1000
      ? rest
      : "\(grouped(number / 1000)),\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
