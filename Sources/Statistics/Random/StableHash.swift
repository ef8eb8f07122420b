/// A hash that is the same on every machine and in every run, as the standard library's is not.
public enum StableHash {
  /// FNV-1a over the name's bytes.
  public static func of(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
