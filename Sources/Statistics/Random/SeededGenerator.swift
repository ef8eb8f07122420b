/// A source of random numbers that gives the same sequence for the same seed, on every machine.
///
/// xoshiro256** 1.0 by Blackman and Vigna (2018). The distributions are written here and not
/// taken from the standard library, whose algorithms may change with its version.
public struct SeededGenerator: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  /// The second value of the last pair of normals, not yet handed out.
  var spareNormal: Double?

  public init(seed: UInt64) {
    var spread = SplitMix64(seed: seed)
    state = (spread.next(), spread.next(), spread.next(), spread.next())
  }

  /// Starts from a state given in full, not all of it zero.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// A sequence of its own for each name, so that one part of a simulation can draw more or
  /// fewer numbers without moving the others.
  public init(seed: UInt64, stream: String) {
    var spread = SplitMix64(seed: seed)
    self.init(seed: spread.next() ^ StableHash.of(stream))
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let scrambled = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return scrambled
  }

  /// Uniform on 0 ..< 1 with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform strictly between 0 and 1, safe for a logarithm.
  mutating func openUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  private func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}
