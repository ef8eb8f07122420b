import TestSupport
import Testing
import Vocabulary

@testable import Ingestion

@Suite("Times")
struct TimeTextTests {
  static let taken: [(text: String, seconds: Int64)] = [
    ("1990-01-01T00:00:00Z", 631_152_000),
    ("2026-03-05T14:02:00Z", 1_772_719_320),
    ("2026-03-05t14:02:00z", 1_772_719_320),
    ("2026-03-05 14:02:00Z", 1_772_719_320),
    ("2026-03-05T14:02:00.000Z", 1_772_719_320),
    ("2026-03-05T14:02:00+00:00", 1_772_719_320),
    ("2026-03-05T14:02:00-00:00", 1_772_719_320),
    ("2026-03-05T15:02:00+01:00", 1_772_719_320),
    ("2026-03-05T19:47:00+05:45", 1_772_719_320),
    ("2026-03-04T16:02:00-22:00", 1_772_719_320),
    ("2026-03-05T15:02:00.0+01:00", 1_772_719_320),
    ("2024-02-29T23:59:59Z", 1_709_251_199),
    ("2100-12-31T23:59:59Z", 4_133_980_799),
  ]

  @Test("All spellings of RFC 3339 are taken", arguments: taken)
  func takes(text: String, seconds: Int64) throws {
    let bytes = Array(text.utf8)
    #expect(try TimeText.parse(bytes.span, zone: nil) == seconds)
  }

  @Test("A zone is used where an offset is missing and nowhere else")
  func zone() throws {
    let east = try #require(TimeZoneRule("+02:00"))
    let bare = Array("2026-03-05T16:02:00".utf8)
    let full = Array("2026-03-05T14:02:00Z".utf8)
    #expect(try TimeText.parse(bare.span, zone: east) == 1_772_719_320)
    #expect(try TimeText.parse(full.span, zone: east) == 1_772_719_320)
    #expect(throws: RowFault.noOffset) { try TimeText.parse(bare.span, zone: nil) }
  }

  @Test("Zones are UTC or fixed offsets; one with summer time is not guessed at")
  func zoneNames() {
    #expect(TimeZoneRule("UTC") == .utc)
    #expect(TimeZoneRule("utc") == .utc)
    #expect(TimeZoneRule("-03:30") == .offset(seconds: -12_600))
    #expect(TimeZoneRule("Europe/Berlin") == nil)
    #expect(TimeZoneRule("+25:00") == nil)
    #expect(TimeZoneRule("") == nil)
  }

  @Test("A time written by us reads back equal", arguments: 0..<500)
  func roundTrip(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let seconds = Int64.random(in: 631_152_000...4_133_980_799, using: &random)
    let text = Array(Timestamp(secondsSinceEpoch: seconds).description.utf8)
    #expect(try TimeText.parse(text.span, zone: nil) == seconds)
  }
}
