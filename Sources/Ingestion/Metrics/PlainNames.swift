/// The names of the series as plain cells: which series comes after which is remembered, so that
/// in a file sorted by time, or by series, a row's names need only be compared.
struct PlainNames: ~Copyable {
  private struct Known {
    /// Places in `texts`.
    var marketplace: Int = 0
    var service: Int = 0
    /// −1 until the names were seen.
    var marketplaceCount: Int = -1
    var serviceCount: Int = 0
    /// Both with the comma behind each, which stand in `texts` one after the other.
    var pairCount: Int = 0
    /// The series of the row that came after this one's last.
    var follower: Int32
  }

  private var known: UnsafeMutablePointer<Known>
  private var capacity = 64
  private var count = 0
  private var texts: UnsafeMutableRawPointer
  private var textCapacity = 4096
  private var textCount = 0
  private var last: Int32 = -1

  init() {
    known = .allocate(capacity: capacity)
    texts = .allocate(byteCount: textCapacity + PlainBytes.margin, alignment: 8)
  }

  deinit {
    known.deallocate()
    texts.deallocate()
  }

  /// The series that the next row most likely belongs to; −1 before the first row.
  @inline(__always)
  var expected: Int32 { last < 0 ? -1 : known[Int(last)].follower }

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

  /// Moves beyond the names of `series` and the commas behind both, if they stand here.
  @inline(__always)
  func isPair(_ series: Int32, _ place: inout UnsafeRawPointer) -> Bool {
    guard series >= 0 else { return false }
    let one = known + Int(series)
    let count = one.pointee.pairCount
    guard count > 0, PlainBytes.equal(place, texts + one.pointee.marketplace, count) else {
      return false
    }
    place += count
    return true
  }

  /// Notes that a row of `series` came.
  @inline(__always)
  mutating func follow(_ series: Int32) {
    if last >= 0 { known[Int(last)].follower = series }
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
    known[Int(series)].pairCount = marketplace.count + service.count + 2
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
      let moved = UnsafeMutablePointer<Known>.allocate(capacity: capacity * 2)
      moved.moveInitialize(from: known, count: count)
      known.deallocate()
      (known, capacity) = (moved, capacity * 2)
    }
    (known + count).initialize(to: Known(follower: Int32(count)))
    count += 1
  }
}
