import Testing
import Vocabulary

@Suite("Moments and stretches of time")
struct TimestampTests {
  private func moment(_ seconds: Int64) -> Timestamp { Timestamp(secondsSinceEpoch: seconds) }

  private func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  @Test("Counting days one by one from 1600 to 2410 gives the same dates")
  func calendar() {
    var day = Timestamp(Timestamp.Civil(year: 1600, month: 1, day: 1))
    for year in 1600...2410 {
      let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in lengths.enumerated() {
        for date in 1...length {
          let civil = Timestamp.Civil(year: year, month: month + 1, day: date)
          if day.civil != civil || Timestamp(civil) != day {
            Issue.record("\(day) is not \(civil)")
            return
          }
          day = day.advanced(bySeconds: 86_400)
        }
      }
    }
  }

  @Test("Every second keeps its clock time, before 1970 too")
  func roundTrip() {
    for step in -5000..<5000 {
      let one = moment(Int64(step) * 1_234_577)
      #expect(Timestamp(one.civil) == one)
    }
  }

  /// `datetime.fromtimestamp(s, timezone.utc)` of Python.
  @Test(
    "Moments are written as RFC 3339 in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (1_772_719_320, "2026-03-05T14:02:00Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"),
    ])
  func description(seconds: Int64, text: String) {
    #expect(moment(seconds).description == text)
  }

  @Test("A year of three digits is padded")
  func padding() {
    let early = Timestamp(Timestamp.Civil(year: 812, month: 4, day: 2, hour: 6))
    #expect(early.description == "0812-04-02T06:00:00Z")
  }

  @Test(
    "A day starts at the midnight before, also before 1970",
    arguments: [(0, 0), (86_399, 0), (86_400, 86_400), (-1, -86_400), (-86_400, -86_400)])
  func startOfDay(seconds: Int64, midnight: Int64) {
    #expect(moment(seconds).startOfDay == moment(midnight))
  }

  @Test("Differences are signed and undo a shift")
  func differences() {
    let one = moment(1000)
    #expect(one.advanced(bySeconds: -1500).seconds(since: one) == -1500)
    #expect(one.minutes(since: moment(910)) == 1.5)
    #expect(moment(-5) < moment(3))
  }

  @Test("A window holds its start and not its end")
  func halfOpen() {
    let window = TimeWindow(start: moment(100), seconds: 50)
    #expect(window.contains(moment(100)) && window.contains(moment(149)))
    #expect(!window.contains(moment(99)) && !window.contains(moment(150)))
    #expect(window.seconds == 50)
  }

  @Test("Windows that only touch do not overlap, and an empty one at the edge holds nothing")
  func overlap() {
    let one = TimeWindow(start: moment(0), seconds: 100)
    #expect(!one.overlaps(TimeWindow(start: moment(100), seconds: 10)))
    #expect(one.overlaps(TimeWindow(start: moment(99), seconds: 10)))
    #expect(one.overlaps(one))
    let empty = TimeWindow(start: moment(100), seconds: 0)
    #expect(!empty.contains(moment(100)) && !empty.overlaps(one))
  }

  @Test("No window ends before it starts")
  func order() {
    #expect(TimeWindow(start: moment(5), end: moment(4)) == nil)
    #expect(TimeWindow(start: moment(5), end: moment(5))?.seconds == 0)
    #expect(TimeWindow(start: moment(5), seconds: -10).end == moment(5))
  }
}
