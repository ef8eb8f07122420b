/// Numbers that look random and are the same everywhere (splitmix64).
struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Even on 0..<1.
  mutating func uniform() -> Double { Double(bits() >> 11) / 9_007_199_254_740_992 }

  /// About normal, mean 0 and deviation 1: the sum of twelve even ones.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}
