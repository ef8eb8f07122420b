import Glibc
import Vocabulary

/// Numbers the series of a file by the bytes of their names, without a string per row.
struct SeriesInterner {
  /// In the order of their first row.
  private(set) var keys: [SeriesKey] = []
  private var indexOfKey: [SeriesKey: Int32] = [:]
  /// Other names of services, with the one that is used.
  private let aliases: [String: String]

  private struct Entry {
    let hash: UInt64
    let index: Int32
    /// Half-open places of the two names in `names`.
    let start: Int
    let middle: Int
    let end: Int
    /// The entry of the row that came after this one's last: most files repeat their series in
    /// the same order.
    var follower: Int
  }

  private var entries: [Entry] = []
  /// The entry of the last row.
  private var last = 0
  private var names: [UInt8] = []
  /// Open addressing; positions in `entries`, −1 where free. A power of two.
  private var table = [Int32](repeating: -1, count: 1024)

  init(aliases: [String: String] = [:]) { self.aliases = aliases }

  /// The number of the series named by two stretches of `bytes`; an empty service is the whole
  /// storefront. Throws `RowFault.notUTF8`.
  mutating func index(
    _ bytes: Span<UInt8>, marketplace: Range<Int>, service: Range<Int>
  ) throws(RowFault) -> Int32 {
    if last < entries.count {
      let follower = entries[last].follower
      if equals(entries[follower], bytes, marketplace, service) {
        last = follower
        return entries[follower].index
      }
    }
    let hash = SeriesInterner.hash(bytes, marketplace, service)
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] >= 0 {
      let number = Int(table[slot])
      let entry = entries[number]
      if entry.hash == hash, equals(entry, bytes, marketplace, service) {
        entries[last].follower = number
        last = number
        return entry.index
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return try add(bytes, marketplace, service, hash, slot)
  }

  private mutating func add(
    _ bytes: Span<UInt8>, _ marketplace: Range<Int>, _ service: Range<Int>, _ hash: UInt64,
    _ slot: Int
  ) throws(RowFault) -> Int32 {
    let written = try CellBytes.text(bytes.extracting(service))
    let serviceName = aliases[written] ?? written
    let key = SeriesKey(
      marketplace: Marketplace(try CellBytes.text(bytes.extracting(marketplace))),
      service: serviceName.isEmpty ? nil : Service(serviceName))
    // Different bytes may still be the same text (composed and decomposed letters), or one name.
    let index = indexOfKey[key] ?? Int32(keys.count)
    if indexOfKey[key] == nil {
      indexOfKey[key] = index
      keys.append(key)
    }
    let start = names.count
    for position in marketplace { names.append(bytes[position]) }
    let middle = names.count
    for position in service { names.append(bytes[position]) }
    table[slot] = Int32(entries.count)
    let number = entries.count
    entries.append(
      Entry(
        hash: hash, index: index, start: start, middle: middle, end: names.count, follower: number))
    entries[last].follower = number
    last = number
    if entries.count * 2 > table.count { grow() }
    return index
  }

  private func equals(
    _ entry: Entry, _ bytes: Span<UInt8>, _ marketplace: Range<Int>, _ service: Range<Int>
  ) -> Bool {
    guard entry.middle - entry.start == marketplace.count,
      entry.end - entry.middle == service.count
    else { return false }
    return bytes.withUnsafeBytes { text in
      names.withUnsafeBytes { names in
        SeriesInterner.same(names[entry.start..<entry.middle], text[marketplace])
          && SeriesInterner.same(names[entry.middle..<entry.end], text[service])
      }
    }
  }

  /// Whether two stretches of one length hold the same.
  private static func same(
    _ one: Slice<UnsafeRawBufferPointer>, _ other: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    guard let start = UnsafeRawBufferPointer(rebasing: one).baseAddress,
      let otherStart = UnsafeRawBufferPointer(rebasing: other).baseAddress
    else { return true }
    return memcmp(start, otherStart, one.count) == 0
  }

  private mutating func grow() {
    table = [Int32](repeating: -1, count: table.count * 2)
    for (position, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (table.count - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(position)
    }
  }

  /// FNV-1a over both names with a byte between them that no UTF-8 text has, then mixed so that
  /// the low bits depend on all of it.
  private static func hash(
    _ bytes: Span<UInt8>, _ marketplace: Range<Int>, _ service: Range<Int>
  ) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for position in marketplace { hash = (hash ^ UInt64(bytes[position])) &* 0x100_0000_01b3 }
    hash = (hash ^ 0xff) &* 0x100_0000_01b3
    for position in service { hash = (hash ^ UInt64(bytes[position])) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}

extension SeriesInterner {
  /// The same for a row at some address; `nil` if the names are not UTF-8.
  mutating func index(
    _ row: UnsafeRawBufferPointer, marketplace: Range<Int>, service: Range<Int>
  ) -> Int32? {
    row.withMemoryRebound(to: UInt8.self) { bytes in
      try? index(bytes.span, marketplace: marketplace, service: service)
    }
  }
}
