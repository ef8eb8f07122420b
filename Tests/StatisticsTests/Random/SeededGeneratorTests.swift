import Testing

@testable import Statistics

@Suite("Seeded generator")
struct SeededGeneratorTests {
  @Test("SplitMix64 gives the published sequence of seed 1234567")
  func splitMix() {
    var generator = SplitMix64(seed: 1_234_567)
    let drawn = (0..<5).map { _ in generator.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("xoshiro256** gives the published sequence of the state 1, 2, 3, 4")
  func xoshiro() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let drawn = (0..<4).map { _ in generator.next() }
    #expect(drawn == [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test("The same seed and stream repeat, another stream or seed differs")
  func streams() {
    func draw(_ seed: UInt64, _ stream: String) -> [UInt64] {
      var generator = SeededGenerator(seed: seed, stream: stream)
      return (0..<8).map { _ in generator.next() }
    }
    #expect(draw(7, "orders/US") == draw(7, "orders/US"))
    #expect(draw(7, "orders/US") != draw(7, "orders/UK"))
    #expect(draw(7, "orders/US") != draw(8, "orders/US"))
  }

  @Test("Uniform numbers lie in 0 ..< 1 and average one half")
  func uniform() {
    var generator = SeededGenerator(seed: 1)
    let drawn = (0..<20_000).map { _ in generator.uniform() }
    #expect(drawn.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(drawn.reduce(0, +) / 20_000 - 0.5) < 0.01)
  }

  @Test("Whole numbers below a bound come equally often", arguments: [1, 2, 3, 7, 10])
  func integers(bound: Int) {
    var generator = SeededGenerator(seed: UInt64(bound))
    var counts = Array(repeating: 0, count: bound)
    for _ in 0..<10_000 { counts[generator.integer(below: bound)] += 1 }
    let expected = 10_000 / Double(bound)
    #expect(counts.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
  }

  @Test("Ranges of whole numbers include both ends")
  func closedRange() {
    var generator = SeededGenerator(seed: 3)
    let drawn = Set((0..<200).map { _ in generator.integer(in: -1...2) })
    #expect(drawn == [-1, 0, 1, 2])
  }

  @Test("Weights decide how often a position is drawn, and a weight of 0 never is")
  func weights() {
    var generator = SeededGenerator(seed: 4)
    var counts = [0, 0, 0]
    for _ in 0..<10_000 { counts[generator.index(weights: [1, 0, 3]) ?? 1] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(Double(counts[2]) - 7500) < 220)
  }

  @Test("Nothing can be chosen from nothing or from weights of 0")
  func nothing() {
    var generator = SeededGenerator(seed: 5)
    #expect(generator.index(weights: []) == nil)
    #expect(generator.index(weights: [0, -1]) == nil)
    #expect(generator.element(of: [Int]()) == nil)
  }

  @Test("A shuffle keeps every element and visits every order")
  func shuffle() {
    var generator = SeededGenerator(seed: 6)
    var orders: Set<[Int]> = []
    for _ in 0..<300 { orders.insert(generator.shuffled([1, 2, 3])) }
    #expect(orders.count == 6)
    #expect(orders.allSatisfy { $0.sorted() == [1, 2, 3] })
    #expect(generator.shuffled([Int]()).isEmpty)
  }
}
