import Testing

@testable import Statistics

@Suite("Order statistics")
struct QuantilesTests {
  private let odd = [7.5, -2.0, 3.25, 11.0, 0.5, 3.25, 8.0]
  private let even = [4.0, 1.0, 9.0, 2.5]

  @Test("The median is the middle value, or the mean of the two middle ones")
  func median() {
    #expect(Quantiles.median(odd) == 3.25)
    #expect(Quantiles.median(even) == 3.25)
    #expect(Quantiles.median([5]) == 5)
    #expect(Quantiles.median([5, 8]) == 6.5)
    #expect(Quantiles.median([2, 2, 2, 2]) == 2)
    #expect(Quantiles.median([]) == nil)
  }

  /// `numpy.quantile(odd, level)` and `numpy.quantile(even, level)`, numpy 2.4.6.
  @Test(
    "Quantiles interpolate as NumPy's default does",
    arguments: [
      (0, -2.0, 1.0), (0.05, -1.25, 1.225), (0.25, 1.875, 2.125), (0.5, 3.25, 3.25),
      (0.62, 6.31, 3.79), (0.9, 9.2, 7.5), (1, 11, 9),
    ])
  func quantile(level: Double, ofOdd: Double, ofEven: Double) throws {
    let first = try #require(Quantiles.quantile(odd, level))
    let second = try #require(Quantiles.quantile(even, level))
    #expect(abs(first - ofOdd) < 1e-12)
    #expect(abs(second - ofEven) < 1e-12)
  }

  @Test("A single value is each of its quantiles, and nothing has none", arguments: [0, 0.3, 1])
  func fewValues(level: Double) {
    #expect(Quantiles.quantile([4], level) == 4)
    #expect(Quantiles.quantile([], level) == nil)
  }

  /// `1.4826 * scipy.stats.median_abs_deviation(x)`, scipy 1.17.1.
  @Test("The scaled deviation is that of SciPy, and 0 for a constant sample")
  func scaledMAD() throws {
    let ofOdd = try #require(Quantiles.scaledMAD(odd))
    let ofEven = try #require(Quantiles.scaledMAD(even))
    #expect(abs(ofOdd - 6.30105) < 1e-12)
    #expect(abs(ofEven - 2.2239) < 1e-12)
    #expect(Quantiles.scaledMAD([3, 3, 3]) == 0)
    #expect(Quantiles.scaledMAD([]) == nil)
  }

  @Test("Selection finds what sorting finds, ties or not, and parts the rest around it")
  func selection() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let count = random.integer(in: 1...60)
      let distinct = random.integer(in: 1...80)
      let values = (0..<count).map { _ in Double(random.integer(below: distinct)) }
      let rank = random.integer(below: count)
      var scratch = values
      let found = Quantiles.select(&scratch, rank: rank, in: 0..<count)
      #expect(found == values.sorted()[rank])
      #expect(scratch.sorted() == values.sorted())
      #expect(scratch[..<rank].allSatisfy { $0 <= found })
      #expect(scratch[rank...].allSatisfy { $0 >= found })
    }
  }

  @Test(
    "The smallest add up to what the front of the sorted does", arguments: [3, 40, 256, 257, 2000])
  func sumOfSmallest(count: Int) {
    var random = SeededGenerator(seed: 13)
    for share in [0.02, 0.5, 0.9, 0.96, 1] {
      for distinct in [3, 1_000_000] {
        let values = (0..<count).map { _ in Double(random.integer(below: distinct)) }
        let kept = max(1, Int(share * Double(count)))
        var scratch = values
        let sum = Quantiles.sumOfSmallest(kept, of: &scratch)
        #expect(sum == values.sorted().prefix(kept).reduce(0, +))
      }
    }
  }

  @Test("Bins of as many points hold what those cut from the sorted points do")
  func evenBins() {
    var random = SeededGenerator(seed: 14)
    for distinct in [2, 10, 1_000_000] {
      let points = (0..<500).map { _ in
        EvenBins.Point(x: Double(1 + random.integer(below: distinct)), y: random.normal())
      }
      let sorted = points.sorted()
      let bins = EvenBins(points, count: 12).bins
      #expect(bins.count == 12)
      for (index, bin) in bins.enumerated() {
        let edges = (index * 500 / 12)..<((index + 1) * 500 / 12)
        #expect(bin.sorted() == Array(sorted[edges]))
      }
    }
  }

  @Test("The median is the quantile at one half")
  func medianIsQuantile() throws {
    var random = SeededGenerator(seed: 12)
    for count in 1...60 {
      let values = (0..<count).map { _ in random.normal() }
      let median = try #require(Quantiles.median(values))
      let quantile = try #require(Quantiles.quantile(values, 0.5))
      #expect(abs(median - quantile) < 1e-12)
    }
  }
}
