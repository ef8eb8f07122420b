/// Latencies of a page as whole numbers of one power of ten, where that loses nothing: `123.4`
/// read as the nearest Float is 1234 tenths again. It takes half the bytes of the Floats.
struct PageDecimals {
  static let mostDigits: UInt8 = 3
  private static let none: Int32 = -1
  /// Above this a Float has no room for all whole numbers.
  private static let largest: Float = 16_777_216

  /// Digits behind the point.
  let digits: UInt8
  /// ≥ 0, or −1 for a latency that was not given.
  let values: [Int32]

  /// With as few digits as do; `nil` if some value has no such form.
  init?(_ latency: ArraySlice<Float>) {
    for digits in 0...PageDecimals.mostDigits {
      if let values = PageDecimals.values(latency, digits) {
        (self.digits, self.values) = (digits, values)
        return
      }
    }
    return nil
  }

  static func value(_ value: Int32, digits: UInt8) -> Float {
    value < 0 ? .nan : Float(value) / scale(digits)
  }

  private static func values(_ latency: ArraySlice<Float>, _ digits: UInt8) -> [Int32]? {
    let scale = scale(digits)
    let values = [Int32](unsafeUninitializedCapacity: latency.count) { values, count in
      count = eights(latency, scale, values)
      for value in latency[(latency.startIndex + count)...] {
        let product = value * scale
        // To the nearest, the half up: as Float.rounded() has it, which is a call for each value.
        let nearest = product >= 0 && product <= largest ? Int32(Double(product) + 0.5) : none
        let isExact = nearest >= 0 && (Float(nearest) / scale).bitPattern == value.bitPattern
        guard isExact || value.isNaN else { return }
        values.initializeElement(at: count, to: isExact ? nearest : none)
        count += 1
      }
    }
    return values.count == latency.count ? values : nil
  }

  /// Fills `values` from its start, eight at once, up to the first eight of which one was not given,
  /// is not exact or is large; how many.
  private static func eights(
    _ latency: ArraySlice<Float>, _ scale: Float, _ values: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    latency.withUnsafeBufferPointer { latency in
      let (given, wanted) = (UnsafeRawBufferPointer(latency), UnsafeMutableRawBufferPointer(values))
      var index = 0
      while index + 8 <= latency.count {
        let value = given.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        // From here to twice as much, the last bit of a Float counts ones: the sum is rounded to a
        // whole number, which stands in its lower bits.
        let sum = value * scale + unit
        let exact = (sum - unit) / scale
        let whole = unsafeBitCast(sum, to: SIMD8<UInt32>.self) &- unit.bitPattern
        let unlike =
          unsafeBitCast(exact, to: SIMD8<UInt32>.self)
          ^ unsafeBitCast(value, to: SIMD8<UInt32>.self) | whole & ~0x7f_ffff
        guard unlike.joined == 0 else { break }
        wanted.storeBytes(
          of: SIMD8<Int32>(truncatingIfNeeded: whole), toByteOffset: index * 4,
          as: SIMD8<Int32>.self)
        index += 8
      }
      return index
    }
  }

  /// 2²³.
  private static let unit: Float = 8_388_608

  private static func scale(_ digits: UInt8) -> Float {
    switch digits {
    case 0: 1
    case 1: 10
    case 2: 100
    default: 1000
    }
  }
}
