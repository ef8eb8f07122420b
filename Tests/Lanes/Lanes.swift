import Foundation
import Ingestion
import TestSupport

/// The plain lane beside libcsv: whether both make the same of any text, and how fast it is.
///
///     lanes differential [SECONDS [SEED]]
///     lanes time FILE
@main
enum Lanes {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "differential":
      let numbers = arguments.dropFirst().compactMap { UInt64($0) }
      differential(seconds: numbers.first ?? 20, seed: numbers.dropFirst().first ?? 1)
    case "time":
      try time(arguments.dropFirst().first ?? "")
    default:
      print("usage: lanes differential [SECONDS [SEED]] | lanes time FILE")
      exit(64)
    }
  }

  /// Ends with status 1 at the first text on which the two differ, which is kept.
  private static func differential(seconds: UInt64, seed: UInt64) {
    let end = Date().addingTimeInterval(TimeInterval(seconds))
    var (files, rows, failures, next) = (0, 0, 0, seed)
    while Date() < end {
      var texts = MetricTexts(seed: next)
      let text = texts.file(rows: texts.whole(1...6000))
      let most = texts.chance(3) ? texts.whole(64...4000) : 16_000_000
      let slow = LaneProbe.read(text, piece: 1 << 18, plain: false, mostRows: most)
      for piece in [1 << 18, texts.whole(1...400), texts.whole(400...9000)] {
        let fast = LaneProbe.read(
          text, piece: piece, plain: true, mostRows: most, packFrom: texts.whole(0...4000))
        guard fast == slow else {
          tell(fast, slow)
          let path = "lanes-differ-\(next).csv"
          _ = FileManager.default.createFile(atPath: path, contents: Data(text))
          print("seed \(next), pieces of \(piece), at most \(most) rows held: kept as \(path)")
          exit(1)
        }
      }
      (files, rows, next) = (files + 1, rows + slow.rowsRead, next + 1)
      if slow.failure != nil { failures += 1 }
    }
    print(
      "\(files) files, \(rows) rows, three cuts each: no difference (\(failures) refused by both)")
  }

  /// Prints in what the two differ.
  private static func tell(_ fast: LaneReading, _ slow: LaneReading) {
    print("failure \(fast.failure ?? "none") | \(slow.failure ?? "none")")
    print(
      "rows \(fast.rowsRead) | \(slow.rowsRead), start-overs \(fast.startOvers) | \(slow.startOvers)"
    )
    for (one, other) in zip(fast.rejected, slow.rejected) where one != other {
      print("set aside \(one) | \(other)")
      break
    }
    print("batches \(fast.batches.count) | \(slow.batches.count)")
    for (one, other) in zip(fast.batches, slow.batches) where one != other {
      print("batch \(one.key) of \(one.time.count) | \(other.key) of \(other.time.count)")
      for row in one.time.indices.prefix(other.time.count)
      where value(one, row) != value(other, row) {
        print(value(one, row), value(other, row), separator: "\n")
        break
      }
      return
    }
  }

  private static func value(_ samples: LaneReading.Samples, _ row: Int) -> [Int64] {
    [
      samples.time[row], Int64(samples.orders[row]), Int64(samples.errors[row]),
      Int64(samples.latencyBits?[row] ?? 0),
    ]
  }

  /// Reads a file as `load` does, without hashing and storing it, and prints the number of rows,
  /// their orders in sum, and the CPU seconds that took.
  private static func time(_ path: String) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { exit(66) }
    let start = cpuSeconds()
    let (rows, orders) = try LaneProbe.count { buffer in
      buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    }
    print("rows \(rows) orders \(orders) cpu \(cpuSeconds() - start)")
  }

  private static func cpuSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
