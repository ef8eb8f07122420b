import Testing
import Vocabulary

@testable import Datastore

@Suite("Pages packed before they are stored")
struct PackedPageTests {
  private let start = midnight.secondsSinceEpoch
  private let key = SeriesKey(marketplace: Marketplace("US"), service: nil)

  @Test("A page a day, with its first and last moment")
  func days() throws {
    let times = [0, 60, 86_399, 86_400, 3 * 86_400 + 5].map { start + $0 }
    let pages = PackedPage.pages(
      of: SampleBatch(
        key: key, time: times, orders: [1, 2, 3, 4, 5], errors: [-1, 0, 1, -1, 2],
        latency: [.nan, 1.5, 2, 3, .nan]))
    #expect(pages.map(\.day) == [start, start + 86_400, start + 3 * 86_400])
    #expect(pages.map(\.count) == [3, 1, 1])
    #expect(pages.map(\.firstAt) == [times[0], times[3], times[4]])
    #expect(pages.map(\.lastAt) == [times[2], times[3], times[4]])
    let samples = try pages.flatMap { try PageCodec.decode($0.payload, day: $0.day) }
    #expect(samples.map(\.time) == times)
    #expect(samples.map(\.orders) == [1, 2, 3, 4, 5])
  }

  @Test("A sample counts in the hour in which its step starts; hours without errors say so")
  func hours() throws {
    let times: [Int64] = [0, 3599, 3600, 7200, 7260].map { start + $0 }
    let pages = PackedPage.pages(
      of: SampleBatch(
        key: key, time: times, orders: [1, 2, 3, .max, .max], errors: [-1, 5, -1, 7, 0]))
    let hours = try #require(pages.first).hours
    #expect(hours.map(\.hour) == [start, start + 3600, start + 7200])
    #expect(hours.map(\.orders) == [3, 3, 2 * Int64(Int32.max)])
    #expect(hours.map(\.errors) == [5, nil, 7])
    #expect(hours.map(\.samples) == [2, 1, 2])
  }
}
