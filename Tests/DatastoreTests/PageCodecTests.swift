import TestSupport
import Testing

@testable import Datastore

private let day: Int64 = 1_772_668_800

private func sample(
  _ second: Int64, _ orders: Int32, _ errors: Int32 = -1, _ latency: Float = .nan
) -> PageSample {
  PageSample(time: day + second, orders: orders, errors: errors, latency: latency)
}

private func pack(_ samples: [PageSample]) -> [UInt8] {
  PageCodec.encode(PageColumns(samples), day: day)
}

/// A page of any bytes, with a good checksum.
private func page(_ bytes: [UInt8]) -> [UInt8] {
  var writer = PageWriter(bytes: bytes.count, numbers: 0)
  for byte in bytes { writer.byte(byte) }
  return writer.finish()
}

@Suite("Packed pages")
struct PageCodecTests {
  static let pages: [[PageSample]] = [
    [], [sample(0, 0)], [sample(86_399, .max, .max, .greatestFiniteMagnitude)],
    [sample(0, .max), sample(1, 0), sample(86_399, .max)],
    [sample(0, 5, 0, 0), sample(60, 5), sample(120, 5, 7, 12.25)],
    (0..<86_400).map { sample($0, Int32($0 % 100)) },
    (0..<300).map { sample($0, $0 % 29 == 0 ? .max : Int32($0 % 3)) },
  ]

  @Test("What is packed unpacks equal", arguments: pages.indices)
  func roundTrip(page: Int) throws {
    // By its number, and compared outside of the expectation: a page would be printed whole.
    let samples = PageCodecTests.pages[page]
    let isSame = try PageCodec.decode(pack(samples), day: day) == samples
    #expect(isSame)
  }

  @Test("Any page unpacks equal", arguments: 0..<60)
  func randomRoundTrip(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let seconds = Set((0..<200).map { _ in Int64.random(in: 0..<86_400, using: &random) })
    let samples = seconds.sorted().map { second in
      sample(
        second, Int32.random(in: 0...(.max), using: &random),
        Bool.random(using: &random) ? -1 : Int32.random(in: 0...50, using: &random),
        Bool.random(using: &random) ? .nan : Float.random(in: 0...5000, using: &random))
    }
    #expect(try PageCodec.decode(pack(samples), day: day) == samples)
  }

  @Test("A number takes no more bytes than it needs, wherever it stands", arguments: 0..<60)
  func shortest(seed: Int) {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let orders = (0..<100).map { _ in
      Bool.random(using: &random)
        ? Int32.random(in: 0...60, using: &random) : Int32.random(in: 0...9000, using: &random)
    }
    var bytes: [UInt8] = [1, 0, 100] + [UInt8](repeating: 1, count: 100)
    bytes[3] = 0
    for (before, value) in zip([0] + orders, orders) {
      var rest = UInt32(bitPattern: ((value - before) << 1) ^ ((value - before) >> 31))
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7f) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    let samples = orders.enumerated().map { sample(Int64($0.offset), $0.element) }
    #expect(pack(samples).dropLast(4) == bytes[...])
  }

  @Test("A day of minutes takes less than four bytes a sample")
  func size() {
    let samples = (0..<1440).map { sample($0 * 60, Int32(500 + $0 % 90), Int32($0 % 5)) }
    #expect(pack(samples).count < 1440 * 4)
  }

  @Test("The form of version 1 does not change")
  func golden() {
    let bytes = pack([sample(60, 300, 2), sample(120, 299)])
    #expect(bytes.dropLast(4) == [1, 1, 2, 60, 60, 0xd8, 4, 1, 4, 5])
    #expect(Checksum.crc32(Array("123456789".utf8)[...]) == 0xcbf4_3926)
  }

  @Test("Latencies with few decimals are packed without their point, others as Floats")
  func decimals() throws {
    let tenths = pack([sample(60, 1, -1, 12.5), sample(120, 1), sample(180, 1, -1, 0)])
    #expect(tenths.dropLast(4) == [2, 4, 3, 60, 60, 60, 2, 0, 0, 1, 0xfa, 1, 0xfb, 1, 2])
    for latency in [Float(1.0 / 3), 1e9, .infinity, 16_777_216, 0.001, 4.75] {
      let samples = [sample(60, 1, -1, latency), sample(120, 1), sample(180, 1, -1, 12.5)]
      #expect(try PageCodec.decode(pack(samples), day: day) == samples)
    }
  }

  @Test("Every latency unpacks to the bit, and takes no more than its decimals", arguments: 0..<60)
  func manyDecimals(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let scale = [Float(1), 10, 100, 1000][seed % 4]
    var latencies = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      Float(Int.random(in: 0...9000, using: &random)) / scale
    }
    let decimals = try #require(PageDecimals(latencies[...]))
    #expect(decimals.digits <= UInt8(seed % 4))
    let others: [Float] = [.nan, 1.0 / 3, -0.0, -7, 8_388_608, 16_777_216, 3e9, .infinity, 0.0004]
    for other in others {
      let place = Int.random(in: 0..<latencies.count, using: &random)
      let usual = latencies[place]
      latencies[place] = other
      let samples = latencies.enumerated().map { sample(Int64($0.offset), 1, -1, $0.element) }
      let unpacked = try PageCodec.decode(pack(samples), day: day).map(\.latency.bitPattern)
      #expect(unpacked == latencies.map(\.bitPattern))
      latencies[place] = usual
    }
  }

  @Test("Steps of any length are written, regular or not", arguments: 0..<60)
  func steps(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let longest = [Int64(1), 60, 127, 128, 900][seed % 5]
    var seconds: [Int64] = [Int64.random(in: 0...900, using: &random)]
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let step = Int64.random(in: 0..<8, using: &random) == 0 ? longest : min(longest, 60)
      seconds.append(seconds[seconds.count - 1] + step)
    }
    let samples = seconds.map { sample($0, 1) }
    #expect(try PageCodec.decode(pack(samples), day: day) == samples)
  }

  @Test("Every changed or missing byte is found")
  func damage() throws {
    let good = pack([sample(60, 300, 2, 7.5), sample(120, 299)])
    for position in good.indices {
      var bytes = good
      bytes[position] ^= 0x41
      #expect(throws: PageCodec.Fault.self) { try PageCodec.decode(bytes, day: day) }
      #expect(throws: PageCodec.Fault.self) {
        try PageCodec.decode(Array(good[..<position]), day: day)
      }
    }
  }

  @Test("Nonsense with a good checksum is refused, not trusted", arguments: 0..<300)
  func nonsense(seed: Int) {
    var random = ShuffleGenerator(seed: UInt64(seed))
    var bytes = [UInt8.random(in: 1...2, using: &random), UInt8.random(in: 0...7, using: &random)]
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      bytes.append(UInt8.random(in: 0...255, using: &random))
    }
    guard let samples = try? PageCodec.decode(page(bytes), day: day) else { return }
    #expect(zip(samples, samples.dropFirst()).allSatisfy { $0.time < $1.time })
    #expect(samples.allSatisfy { $0.orders >= 0 && $0.errors >= -1 && $0.time < day + 86_400 })
  }

  @Test("A page of a later version is refused by name")
  func laterVersion() {
    #expect(throws: PageCodec.Fault(reason: "version 3 is not known")) {
      try PageCodec.decode(page([3, 0, 0]), day: day)
    }
  }
}

@Suite("Merging samples into a page")
struct PageMergeTests {
  @Test("New samples go between the old ones, and the new one wins where both have a time")
  func merges() {
    let merge = PageMerge(
      held: [sample(0, 1), sample(120, 3), sample(180, 4)],
      new: [sample(60, 2), sample(120, 9), sample(180, 4), sample(240, 5)])
    #expect(
      merge.samples == [
        sample(0, 1), sample(60, 2), sample(120, 9), sample(180, 4), sample(240, 5),
      ])
    #expect(merge.repeated == 1)
    #expect(merge.replaced == 1)
  }

  @Test("What a new sample does not give it does not correct")
  func keepsErrors() {
    let merge = PageMerge(held: [sample(0, 1, 5, 12)], new: [sample(0, 2)])
    #expect(merge.samples == [sample(0, 2, 5, 12)])
    #expect(merge.replaced == 1)
    let same = PageMerge(held: [sample(0, 1, 5, 12)], new: [sample(0, 1)])
    #expect(same.repeated == 1)
    #expect(!same.changes([sample(0, 1, 5, 12)]))
  }

  @Test("Merging into nothing, and nothing into a page, is the other one")
  func empty() {
    let samples = [sample(0, 1), sample(60, 2)]
    #expect(PageMerge(held: [], new: samples).samples == samples)
    #expect(PageMerge(held: samples, new: []).samples == samples)
    #expect(!PageMerge(held: samples, new: []).changes(samples))
  }
}
