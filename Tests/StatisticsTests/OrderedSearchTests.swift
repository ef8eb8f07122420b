import Statistics
import Testing

@Suite("Search in what is ordered")
struct OrderedSearchTests {
  @Test("Counts as a walk from the front does", arguments: 0...20)
  func sameAsWalking(length: Int) {
    let values = (0..<length).map { $0 / 3 }
    for limit in -1...8 {
      #expect(values.countOfFront { $0 < limit } == values.prefix { $0 < limit }.count)
      let rest = values.dropFirst(length / 2)
      #expect(rest.countOfFront { $0 < limit } == rest.prefix { $0 < limit }.count)
    }
  }
}
