import Testing
import Vocabulary

@Suite("The newest moment but for a wrong year")
struct FarAheadTests {
  private let days = [0, 10, 300, 690].map { Timestamp(secondsSinceEpoch: 86_400 * $0) }
  private let wrong = Timestamp(secondsSinceEpoch: 86_400 * 30_000)

  @Test("A few moments more than 400 days after most others do not count")
  func farAhead() {
    #expect(days.newestButFarAhead == days.last)
    #expect((days + [wrong]).newestButFarAhead == days.last)
    #expect((days + [wrong, wrong.advanced(bySeconds: 60)]).newestButFarAhead == days.last)
  }

  @Test("As many after a long pause as before it are no slip, and a single moment is the newest")
  func pause() {
    #expect([days[0], wrong].newestButFarAhead == wrong)
    #expect([wrong].newestButFarAhead == wrong)
    #expect([Timestamp]().newestButFarAhead == nil)
  }
}
