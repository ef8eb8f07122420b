/// The hash of FIPS 180-4, to check the one in the pages without trusting the code under test.
enum SHA256 {
  private static let primes: [Int] = {
    var primes: [Int] = []
    var number = 2
    while primes.count < 64 {
      if !primes.contains(where: { number % $0 == 0 }) { primes.append(number) }
      number += 1
    }
    return primes
  }()

  /// The first 32 bits of the fraction of a root, found by bisection on integers.
  private static func fraction(of prime: Int, root: Int) -> UInt32 {
    var low = 0.0
    var high = 20.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let power = root == 2 ? middle * middle : middle * middle * middle
      if power <= Double(prime) { low = middle } else { high = middle }
    }
    return UInt32((low - low.rounded(.down)) * 4_294_967_296)
  }

  static func digest(of message: [UInt8]) -> [UInt8] {
    let constants = primes.map { fraction(of: $0, root: 3) }
    var state = primes.prefix(8).map { fraction(of: $0, root: 2) }
    var bytes = message + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let length = UInt64(message.count) * 8
    bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> (UInt64($0) * 8)) }
    for start in stride(from: 0, to: bytes.count, by: 64) {
      mix(&state, bytes[start..<start + 64], constants)
    }
    return state.flatMap { word in
      (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> (UInt32($0) * 8)) }
    }
  }

  private static func mix(
    _ state: inout [UInt32], _ block: ArraySlice<UInt8>, _ constants: [UInt32]
  ) {
    func turn(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }
    let bytes = Array(block)
    var words = (0..<16).map { index in
      bytes[index * 4..<index * 4 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (near, far) = (words[index - 2], words[index - 15])
      let first = turn(far, 7) ^ turn(far, 18) ^ far >> 3
      let second = turn(near, 17) ^ turn(near, 19) ^ near >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var s = state
    for index in 0..<64 {
      let sum1 = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let first = s[7] &+ sum1 &+ choice &+ constants[index] &+ words[index]
      let sum0 = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)
      let second = sum0 &+ (s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2])
      s = [first &+ second, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    for index in 0..<8 { state[index] &+= s[index] }
  }

  static func base64(of message: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = digest(of: message)
    return stride(from: 0, to: bytes.count, by: 3).map { start -> String in
      let three = bytes[start..<min(start + 3, bytes.count)]
      let bits = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
      let text = String((0..<4).map { letters[bits >> (18 - 6 * $0) & 63] })
      return String(text.prefix(three.count + 1)) + String(repeating: "=", count: 3 - three.count)
    }.joined()
  }
}
