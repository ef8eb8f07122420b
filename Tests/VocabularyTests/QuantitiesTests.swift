import Testing
import Vocabulary

@Suite("Amounts and shares")
struct QuantitiesTests {
  @Test("An interval holds its value whichever way round it was given")
  func estimate() {
    let turned = Estimate(value: 5, low: 9, high: 2, level: 0.9)
    #expect(turned.low == 2 && turned.value == 5 && turned.high == 9)
    let below = Estimate(value: -1, low: 2, high: 3, level: 0.9)
    #expect(below.low == -1 && below.value == -1 && below.high == 3)
    let above = Estimate(value: 4, low: 2, high: 3, level: 0.9)
    #expect(above.low == 2 && above.high == 4)
  }

  @Test("A probability lies in 0…1")
  func probability() {
    #expect(Probability(-0.01) == nil && Probability(1.01) == nil && Probability(.nan) == nil)
    #expect(Probability(0) == .zero && Probability(1) == .one)
    #expect(Probability(clamping: 3) == .one && Probability(clamping: -3) == .zero)
    #expect(Probability(clamping: .nan) == .zero)
  }
}
