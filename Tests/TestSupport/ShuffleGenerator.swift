import Statistics

/// A seeded source for the standard library's `shuffled(using:)` and `random(in:using:)`.
public struct ShuffleGenerator: RandomNumberGenerator {
  private var stream: SplitMix64

  public init(seed: UInt64) { stream = SplitMix64(seed: seed) }

  public mutating func next() -> UInt64 { stream.next() }
}
