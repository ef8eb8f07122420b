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

  @Test("Of an onset only what lies ahead of a step is left, or the step before it")
  func ahead() throws {
    let onset = try #require(EdgeWeights(first: 10, unscaled: [0, -1, -2]))
    #expect(onset.ahead(of: 13) == onset)
    #expect(onset.ahead(of: 12) == EdgeWeights(first: 10, unscaled: [0, -1]))
    #expect(onset.ahead(of: 10) == EdgeWeights(certain: 9))
    #expect(onset.ahead(of: 4) == EdgeWeights(certain: 3))
  }
}
