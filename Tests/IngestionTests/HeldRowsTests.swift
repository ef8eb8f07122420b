import TestSupport
import Testing

@testable import Ingestion

@Suite("Rows that wait for the rest of their day")
struct HeldRowsTests {
  private static let seriesCount = 3

  /// Nine days of rows, some of them late by hours, some seeds packed early.
  @Test("Each comes out once, by time, and whole days before others", arguments: 0..<24)
  func days(seed: Int) {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let latest = [0, 300, 5 * 3600][seed % 3]
    var held = HeldRows(packFrom: seed % 2 == 0 ? 1 : 1_000_000)
    var given = [[MetricRow]](repeating: [], count: HeldRowsTests.seriesCount)
    var taken = given
    var rows: [MetricRow] = []
    for step in 0..<9000 {
      let series = Int.random(in: given.indices, using: &random)
      let time = 8_640_000 + 5 * 3600 + step * 90 - Int.random(in: 0...latest, using: &random)
      let row = MetricRow(time: UInt32(time), orders: Int32(step), errors: 0, latency: 1)
      given[series].append(row)
      guard held.append(Int32(series), row) != .none else { continue }
      check(held.takeDaysOver(Int32(series), into: &rows), rows)
      let next = (rows.last?.time ?? 0) / MetricRow.day + 1
      taken[series] += rows
      let before = given[series].filter { $0.time / MetricRow.day < next }
      #expect(sorted(before) == sorted(taken[series]))
    }
    for series in given.indices {
      #expect(held.rowCount(series) == given[series].count)
      check(held.takeAll(Int32(series), into: &rows), rows)
      #expect(sorted(given[series]) == sorted(taken[series] + rows))
    }
  }

  private func sorted(_ rows: [MetricRow]) -> [MetricRow] {
    rows.sorted { ($0.time, $0.orders) < ($1.time, $1.orders) }
  }

  private func check(_ isAscending: Bool, _ rows: [MetricRow]) {
    let isByTime = zip(rows, rows.dropFirst()).allSatisfy {
      isAscending ? $0.time < $1.time : $0.time <= $1.time
    }
    #expect(isByTime)
  }
}
