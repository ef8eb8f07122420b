import Glibc

/// The names of the series as plain cells: which series comes after which is remembered, so that
/// in a file sorted by time, or by series, a row's names need only be compared.
struct PlainNames: ~Copyable {
  /// What every row touches, to lie in few lines of memory.
  struct Pair {
    /// The first bytes of both names with the comma behind each, zeros behind them.
    fileprivate var start = SIMD4<UInt64>()
    /// The bytes of both with their commas; 0 until the names were seen.
    fileprivate var count: Int32 = 0
    /// The series of the row that came after this one's last.
    fileprivate(set) var follower: Int32
  }

  /// The pairs as a loop holds them at hand while no series is added.
  struct Pairs {
    fileprivate let pairs: UnsafeMutablePointer<Pair>
    fileprivate let masks: UnsafeMutablePointer<SIMD4<UInt64>>
    fileprivate let known: UnsafeMutablePointer<Known>
    fileprivate let texts: UnsafeMutableRawPointer

    /// The series that came after the last row of `series`.
    @inline(__always)
    func follower(of series: Int32) -> Int32 { pairs[Int(series)].follower }

    /// How many bytes the names of `series` and the commas behind both take, if they stand at
    /// `place`; 0 if not.
    @inline(__always)
    func count(_ series: Int32, at place: UnsafeRawPointer) -> Int {
      let pair = pairs + Int(series)
      let count = Int(pair.pointee.count)
      let difference =
        (place.loadUnaligned(as: SIMD4<UInt64>.self) ^ pair.pointee.start)
        & masks[min(count, PlainNames.startBytes)]
      let half = difference.lowHalf | difference.highHalf
      guard half[0] | half[1] == 0,
        count <= PlainNames.startBytes || isRest(series, count, place)
      else { return 0 }
      return count
    }

    /// Whether what is not in `start` of a long pair stands there too.
    @inline(never)
    private func isRest(_ series: Int32, _ count: Int, _ place: UnsafeRawPointer) -> Bool {
      let start = PlainNames.startBytes
      let text = texts + known[Int(series)].marketplace
      return PlainBytes.equal(place + start, text + start, count - start)
    }
  }

  fileprivate struct Known {
    /// Places in `texts`, where the service stands behind the marketplace and its comma.
    var marketplace: Int = 0
    var service: Int = 0
    /// −1 until the names were seen.
    var marketplaceCount: Int = -1
    var serviceCount: Int = 0
  }

  private var pairs: UnsafeMutablePointer<Pair>
  private var known: UnsafeMutablePointer<Known>
  private var capacity = 64
  private var count = 0
  private var texts: UnsafeMutableRawPointer
  private var textCapacity = 4096
  private var textCount = 0
  /// The series of the last row; −1 before the first.
  var last: Int32 = -1

  /// Bytes of `Pair.start`.
  private static let startBytes = 32
  /// One for each number of bytes up to `startBytes`: ones in so many, zeros behind them.
  private let masks: UnsafeMutablePointer<SIMD4<UInt64>>

  init() {
    pairs = .allocate(capacity: capacity)
    known = .allocate(capacity: capacity)
    masks = .allocate(capacity: PlainNames.startBytes + 1)
    masks.initialize(repeating: SIMD4(), count: PlainNames.startBytes + 1)
    for count in 1...PlainNames.startBytes { memset(masks + count, 0xff, count) }
    texts = .allocate(byteCount: textCapacity + PlainBytes.margin, alignment: 8)
  }

  deinit {
    pairs.deallocate()
    known.deallocate()
    masks.deallocate()
    texts.deallocate()
  }

  /// The series that the next row most likely belongs to; −1 before the first row.
  @inline(__always)
  var expected: Int32 { last < 0 ? -1 : pairs[Int(last)].follower }

  /// Moves beyond the marketplace's name if it is that of `series`.
  @inline(__always)
  func isMarketplace(_ series: Int32, _ place: inout UnsafeRawPointer) -> Bool {
    guard series >= 0 else { return false }
    let one = known + Int(series)
    return take(one.pointee.marketplace, one.pointee.marketplaceCount, &place)
  }

  /// Moves beyond the service's name if it is that of `series`.
  @inline(__always)
  func isService(_ series: Int32, _ place: inout UnsafeRawPointer) -> Bool {
    guard series >= 0 else { return false }
    let one = known + Int(series)
    return take(one.pointee.service, one.pointee.serviceCount, &place)
  }

  var table: Pairs { Pairs(pairs: pairs, masks: masks, known: known, texts: texts) }

  /// Notes that a row of `series` came.
  @inline(__always)
  mutating func follow(_ series: Int32) {
    if last >= 0 { pairs[Int(last)].follower = series }
    last = series
  }

  /// Remembers the names of a series unless they are known.
  mutating func remember(
    _ series: Int32, _ marketplace: UnsafeRawBufferPointer, _ service: UnsafeRawBufferPointer
  ) {
    while count <= Int(series) { addSeries() }
    guard known[Int(series)].marketplaceCount < 0 else { return }
    known[Int(series)].marketplace = store(marketplace)
    known[Int(series)].marketplaceCount = marketplace.count
    known[Int(series)].service = store(service)
    known[Int(series)].serviceCount = service.count
    let count = marketplace.count + service.count + 2
    pairs[Int(series)].count = Int32(count)
    let text = UnsafeRawBufferPointer(
      start: texts + known[Int(series)].marketplace, count: min(count, PlainNames.startBytes))
    withUnsafeMutableBytes(of: &pairs[Int(series)].start) { $0.copyMemory(from: text) }
  }

  @inline(__always)
  private func take(_ text: Int, _ count: Int, _ place: inout UnsafeRawPointer) -> Bool {
    guard count >= 0, PlainBytes.equal(place, texts + text, count),
      PlainBytes.isSeparator(place + count)
    else { return false }
    place += count
    return true
  }

  /// Keeps a text with a comma behind it.
  private mutating func store(_ text: UnsafeRawBufferPointer) -> Int {
    if textCount + text.count + 1 > textCapacity {
      let larger = max(textCapacity * 2, textCount + text.count + 1)
      let moved = UnsafeMutableRawPointer.allocate(
        byteCount: larger + PlainBytes.margin, alignment: 8)
      moved.copyMemory(from: texts, byteCount: textCount)
      texts.deallocate()
      (texts, textCapacity) = (moved, larger)
    }
    let start = textCount
    if let base = text.baseAddress {
      (texts + start).copyMemory(from: base, byteCount: text.count)
    }
    (texts + start + text.count).storeBytes(of: 0x2c, as: UInt8.self)
    textCount += text.count + 1
    return start
  }

  private mutating func addSeries() {
    if count == capacity {
      pairs = PlainNames.moved(pairs, count, to: capacity * 2)
      known = PlainNames.moved(known, count, to: capacity * 2)
      capacity *= 2
    }
    (pairs + count).initialize(to: Pair(follower: Int32(count)))
    (known + count).initialize(to: Known())
    count += 1
  }

  private static func moved<Element>(
    _ elements: UnsafeMutablePointer<Element>, _ count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    moved.moveInitialize(from: elements, count: count)
    elements.deallocate()
    return moved
  }
}
