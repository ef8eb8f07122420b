import Glibc
import Testing

@testable import Detection

@Suite("Onsets of one drop together")
struct CoupledOnsetsTests {
  /// An onset as likely as given at each step of five minutes, and hardly at any other of a day.
  private func onset(_ weights: [Int: Double]) throws -> EdgeWeights {
    try #require(EdgeWeights(first: 0, unscaled: (0..<288).map { log(weights[$0] ?? 1e-12) }))
  }

  /// Their likeliest steps in the light of each other.
  private func modes(_ onsets: [EdgeWeights], clarities: [Double]) -> [Int] {
    CoupledOnsets(onsets, clarities: clarities, stepSeconds: 300).onsets.map(\.mode)
  }

  @Test("A series that may have fallen hours early or with the others fell with the others")
  func earlyByChance() throws {
    let early = try onset([100: 0.8, 150: 0.2])
    #expect(early.mode == 100)
    let onsets = try [early, onset([151: 1]), onset([149: 1])]
    #expect(modes(onsets, clarities: [5, 6, 7]) == [150, 151, 149])
  }

  @Test("A series that clearly fell a wave before the others stays, however weak and alone it is")
  func firstWave() throws {
    let onsets = try [onset([140: 1]), onset([150: 1]), onset([151: 1])]
    #expect(modes(onsets, clarities: [4, 9, 9]) == [140, 150, 151])
  }

  @Test("A clear fall of one series hours before all others says nothing of when it fell with them")
  func astray() throws {
    let onsets = try [onset([60: 1]), onset([150: 1]), onset([151: 1])]
    let found = modes(onsets, clarities: [6, 9, 8])
    #expect((150...151).contains(found[0]))
    #expect(found.dropFirst() == [150, 151])
  }

  @Test("The clearest is not doubted, though all others lie hours from it")
  func clearest() throws {
    let onsets = try [onset([60: 1]), onset([150: 1])]
    #expect(modes(onsets, clarities: [9, 4]) == [60, 60])
  }

  @Test("Onsets beside each other are not sharpened, so that each may be weighed by itself")
  func independent() throws {
    let own = try onset([150: 0.5, 151: 0.5])
    let onsets = try [own, onset([151: 1]), onset([151: 1])]
    let coupled = CoupledOnsets(onsets, clarities: [5, 9, 9], stepSeconds: 300)
    #expect(abs(coupled.onsets[0].weights(over: 151..<152)[0] - 0.5) < 0.05)
  }

  @Test("One alone stays as it is")
  func alone() throws {
    let own = try onset([90: 0.3, 95: 0.7])
    #expect(CoupledOnsets([own], clarities: [5], stepSeconds: 300).onsets == [own])
  }
}
