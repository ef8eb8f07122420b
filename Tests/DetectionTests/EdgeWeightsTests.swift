import Testing

@testable import Detection

@Suite("Edges of a fall")
struct EdgeWeightsTests {
  @Test("Of an end only what lies behind the onset is left")
  func behind() throws {
    let end = try #require(EdgeWeights(first: 10, unscaled: [0, -1, -2, -3]))
    #expect(end.behind(8) == end)
    #expect(end.behind(9) == end)
    #expect(end.behind(11) == EdgeWeights(first: 12, unscaled: [0, -1]))
  }

  @Test("An end that lies before the onset altogether comes just behind it")
  func before() throws {
    let end = try #require(EdgeWeights(first: 10, unscaled: [0, -1]))
    #expect(end.behind(11) == EdgeWeights(certain: 12))
    #expect(end.behind(20) == EdgeWeights(certain: 21))
  }
}
