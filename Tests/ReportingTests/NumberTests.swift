import Testing
import Vocabulary

@testable import Reporting

@Suite("Numbers and times in words")
struct NumberTests {
  @Test(
    "Thousands are grouped",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "−1,234,567"), (43_200, "43,200"),
    ])
  func groups(number: Int, words: String) { #expect(grouped(number) == words) }

  @Test("The smallest and the largest integer have a form")
  func extremes() {
    #expect(grouped(.min) == "−9,223,372,036,854,775,808")
    #expect(fixed(.nan, decimals: 1) == "—" && fixed(.infinity, decimals: 0) == "—")
    #expect(fixed(1e18, decimals: 2) == "—")
  }

  @Test(
    "Decimals are rounded half away from zero, the same everywhere",
    arguments: [
      (0.05, 1, "0.1"), (-0.25, 1, "−0.3"), (1234.5, 0, "1,235"), (2, 2, "2.00"), (-0.04, 1, "0.0"),
    ])
  func decimals(value: Double, decimals: Int, words: String) {
    #expect(fixed(value, decimals: decimals) == words)
  }

  @Test(
    "An estimate is rounded to two digits of its half width",
    arguments: [
      (2231.0, 2013.0, 2459.0, "2,230 (2,010 to 2,460)"), (60.4, 11, 108, "60 (11 to 108)"),
      (12_345, 11_000, 13_900, "12,300 (11,000 to 13,900)"), (5, 5, 5, "5 (5 to 5)"),
      (-3.2, -40, 30, "−3 (−40 to 30)"), (1.4, 0.2, 2.9, "1 (0 to 3)"),
    ])
  func estimates(value: Double, low: Double, high: Double, words: String) {
    #expect(Estimate(value: value, low: low, high: high, level: 0.9).rounded.words == words)
  }

  @Test("A negative figure is told by its other side, and its interval is turned with it")
  func sides() {
    let more = Estimate(value: -1200, low: -8500, high: 6000, level: 0.9).sided("below", "above")
    #expect(more.side == "above")
    #expect(more.figure.words == "1,200 (−6,000 to 8,500)")
    let less = Estimate(value: 1200, low: 900, high: 1500, level: 0.9).sided("below", "above")
    #expect(less.side == "below" && less.figure.value == 1200)
  }

  @Test("Rounding keeps an estimate inside its interval")
  func estimateProperty() {
    var noise = Noise(seed: 3)
    for _ in 0..<1000 {
      let value = noise.normal() * 5000
      let rounded = Estimate(
        value: value, low: value - noise.uniform() * 4000, high: value + noise.uniform() * 4000,
        level: 0.9
      ).rounded
      #expect(rounded.low <= rounded.value && rounded.value <= rounded.high)
    }
  }

  @Test(
    "A probability is never shown as certain",
    arguments: [
      (0.0, "under 1%"), (0.004, "under 1%"), (0.006, "1%"), (0.5, "50%"), (0.994, "99%"),
      (0.996, "over 99%"), (1, "over 99%"),
    ])
  func probabilities(value: Double, words: String) {
    #expect(percent(Probability(clamping: value)) == words)
  }

  @Test("Under twenty cases the counts stand alone")
  func shares() {
    #expect(share(11, of: 14) == "11 of 14")
    #expect(share(46, of: 464) == "9.9% (46 of 464)")
    #expect(share(0, of: 0) == "0 of 0")
  }

  @Test(
    "Durations keep to two units",
    arguments: [
      (0, "0 min"), (45, "45 s"), (90, "90 s"), (4560, "76 min"), (7200, "2 h"),
      (8640, "2 h 24 min"),
      (172_800, "2 days"), (266_400, "3 days 2 h"), (-5, "0 min"),
    ])
  func durations(seconds: Int, words: String) { #expect(duration(seconds: seconds) == words) }

  @Test("A window names its second date only where it differs")
  func windows() {
    let night = TimeWindow(start: Night.at(10, 22), seconds: 4 * 3600)
    #expect(night.words == "10 Mar 22:00 to 11 Mar 02:00")
    #expect(TimeWindow(start: Night.at(10, 14, 6), seconds: 4560).words == "10 Mar 14:06 to 15:22")
    #expect(Night.at(10, 14).advanced(bySeconds: 7).clock == "14:00:07")
  }

  @Test("Long lists are cut and counted")
  func lists() {
    #expect(
      enumerated([]) == "" && enumerated(["a"]) == "a" && enumerated(["a", "b"]) == "a and b")
    #expect(enumerated((1...9).map(String.init)) == "1, 2, 3, 4, 5 and 4 more")
  }

  @Test("Independent errors add as squares")
  func sums() throws {
    let one = Estimate(value: 10, low: 7, high: 14, level: 0.9)
    let other = Estimate(value: 20, low: 16, high: 23, level: 0.9)
    let sum = try #require(Estimate.independentSum([one, other]))
    #expect(sum.value == 30 && sum.low == 25 && sum.high == 35)
    #expect(Estimate.independentSum([]) == nil)
  }
}
