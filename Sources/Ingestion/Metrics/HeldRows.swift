import Glibc

/// The rows that wait for the rest of their day, by series.
///
/// Rows lie in chunks of a few dozen, because at the turn of a row to the next nearly every file
/// changes the series: one row is one store into a line of memory that is still at hand. When many
/// rows are held, full chunks are packed. A day is over when its series has come well beyond it;
/// what comes later than that is out of order.
struct HeldRows: ~Copyable {
  /// What a row asks for once it is held.
  enum Attention: Equatable {
    case none
    /// A day of its series is over.
    case dayOver
    /// It belongs to a day that was handed over, or more is held than should be.
    case outOfOrder
  }

  struct Slot {
    // What every row touches comes first, to lie in one line of memory.
    var next: UnsafeMutablePointer<MetricRow>?
    var end: UnsafeMutablePointer<MetricRow>?
    /// Rows with a time from `from` to before `from + span` need no attention.
    var from: UInt32 = 0
    var span: UInt32 = 0
    var last: UInt32 = 0
    /// Each row held came later than the one before.
    var isAscending = true
    /// Rows at the front of the first chunk that are held no more.
    var gone: UInt8 = 0
    /// Days before this moment were handed over.
    var handedOverBefore: UInt32 = 0
    /// The day in which the hold begins is over from this moment on.
    var overFrom: UInt32 = 0
    /// All full but the last.
    var chunks: [Int32] = []
    /// Rows that came before those in the chunks.
    var packed = PackedRows.Stream()
    /// Rows that are held no more.
    var released = 0
  }

  enum Mode {
    /// Rows are held and handed over day by day.
    case byDay
    /// Rows are counted only.
    case counting
    /// Rows of some series are held to the end, the others are dropped.
    case chosen
  }

  static let chunkRows = 64
  private static let slabChunks = 2048

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 64
  private(set) var seriesCount = 0
  private var slabs: [UnsafeMutablePointer<MetricRow>] = []
  private var free: [Int32] = []
  private(set) var mode = Mode.byDay
  private var packed = PackedRows()
  private var packedRows = 0
  private let mostRows: Int
  private let packFrom: Int

  /// Packs chunks once so many rows are held, and holds `mostRows` at most.
  init(mostRows: Int = IngestionPolicy.heldRows, packFrom: Int = IngestionPolicy.unpackedRows) {
    slots = .allocate(capacity: capacity)
    self.mostRows = mostRows
    self.packFrom = packFrom
  }

  deinit {
    slots.deinitialize(count: seriesCount)
    slots.deallocate()
    for slab in slabs { UnsafeMutableRawPointer(slab).deallocate() }
  }

  /// Holds a row of a series; series are numbered from 0 without a gap.
  @inline(__always)
  mutating func append(_ series: Int32, _ row: MetricRow) -> Attention {
    if Int(series) >= seriesCount { addSlots(through: Int(series)) }
    let slot = slots + Int(series)
    guard row.time &- slot.pointee.from < slot.pointee.span,
      let next = slot.pointee.next, next != slot.pointee.end
    else { return appendSpecial(series, row) }
    next.pointee = row
    slot.pointee.next = next + 1
    if row.time <= slot.pointee.last { slot.pointee.isAscending = false }
    slot.pointee.last = row.time
    return .none
  }

  @inline(never)
  private mutating func appendSpecial(_ series: Int32, _ row: MetricRow) -> Attention {
    let slot = slots + Int(series)
    if mode == .counting || (mode == .chosen && slot.pointee.span == 0) {
      slot.pointee.released += 1
      return .none
    }
    if row.time < slot.pointee.handedOverBefore { return .outOfOrder }
    if slot.pointee.span == 0 { open(slot, row.time / MetricRow.day * MetricRow.day) }
    if slot.pointee.next == slot.pointee.end {
      if mode == .byDay, rowsHeld >= mostRows { return .outOfOrder }
      if rowsHeld >= packFrom, !slot.pointee.chunks.isEmpty { pack(slot) }
      addChunk(slot)
    }
    slot.pointee.next?.pointee = row
    slot.pointee.next? += 1
    if row.time <= slot.pointee.last { slot.pointee.isAscending = false }
    slot.pointee.last = row.time
    return row.time >= slot.pointee.overFrom ? .dayOver : .none
  }

  /// Lets a series wait for the day that begins at `day` to be over.
  private func open(_ slot: UnsafeMutablePointer<Slot>, _ day: UInt32) {
    slot.pointee.overFrom = day + MetricRow.day + IngestionPolicy.lateSeconds
    slot.pointee.from = slot.pointee.handedOverBefore
    slot.pointee.span = slot.pointee.overFrom - slot.pointee.from
  }
}

extension HeldRows {
  /// Takes all rows of a series out, by time, into `rows`; whether no two are of the same time.
  mutating func takeAll(_ series: Int32, into rows: inout [MetricRow]) -> Bool {
    rows.removeAll(keepingCapacity: true)
    let slot = slots + Int(series)
    rows.reserveCapacity(count(slot))
    packed.read(slot.pointee.packed, into: &rows)
    for place in slot.pointee.chunks.indices { rows.append(contentsOf: chunk(place, slot)) }
    slot.pointee.released += rows.count
    let isAscending = slot.pointee.isAscending
    if !isAscending { rows.sort { $0.time < $1.time } }
    empty(slot)
    return isAscending
  }

  /// Takes out, by time, the rows of a series up to the last day that is over, and lets the others
  /// stay; whether no two are of the same time.
  mutating func takeDaysOver(_ series: Int32, into rows: inout [MetricRow]) -> Bool {
    let slot = slots + Int(series)
    if slot.pointee.isAscending, slot.pointee.packed.count == 0 {
      takeFront(slot, into: &rows)
      return true
    }
    let isAscending = takeAll(series, into: &rows)
    guard let last = rows.last?.time else { return true }
    let today = HeldRows.firstDayNotOver(last)
    let cut = rows.lastIndex { $0.time < today }.map { $0 + 1 } ?? 0
    slot.pointee.handedOverBefore = today
    open(slot, today)
    slot.pointee.released -= rows.count - cut
    for row in rows[cut...] { _ = append(series, row) }
    rows.removeSubrange(cut...)
    return isAscending
  }

  /// The same where the rows lie by time already: those that stay are not touched.
  private mutating func takeFront(
    _ slot: UnsafeMutablePointer<Slot>, into rows: inout [MetricRow]
  ) {
    rows.removeAll(keepingCapacity: true)
    let today = HeldRows.firstDayNotOver(slot.pointee.last)
    var place = 0
    while let last = chunk(place, slot).last, last.time < today {
      rows.append(contentsOf: chunk(place, slot))
      place += 1
    }
    let rest = chunk(place, slot)
    let over = rest.prefix { $0.time < today }
    rows.append(contentsOf: over)
    free.append(contentsOf: slot.pointee.chunks[..<place])
    slot.pointee.chunks.removeSubrange(..<place)
    slot.pointee.gone = UInt8(over.count + (place == 0 ? Int(slot.pointee.gone) : 0))
    slot.pointee.released += rows.count
    slot.pointee.handedOverBefore = today
    open(slot, today)
  }

  /// The beginning of the first day that is not over when a series has come to `time`.
  private static func firstDayNotOver(_ time: UInt32) -> UInt32 {
    (time - IngestionPolicy.lateSeconds) / MetricRow.day * MetricRow.day
  }

  /// Rows of a series so far, those handed over included.
  func rowCount(_ series: Int) -> Int { slots[series].released + count(slots + series) }

  /// Forgets all rows but not how many there were; from now on rows are counted only.
  mutating func beginCounting() {
    for series in 0..<seriesCount {
      let slot = slots + series
      slot.pointee.released += count(slot)
      empty(slot)
      slot.pointee.span = 0
    }
    mode = .counting
  }

  /// From now on holds the rows of the series in `chosen` whatever their time, and no others.
  mutating func choose(_ chosen: [Int32]) {
    for series in 0..<seriesCount { slots[series].span = 0 }
    for series in chosen {
      slots[Int(series)].from = 0
      slots[Int(series)].handedOverBefore = 0
      slots[Int(series)].overFrom = .max
      slots[Int(series)].span = .max
    }
    mode = .chosen
  }

  private func count(_ slot: UnsafeMutablePointer<Slot>) -> Int {
    guard let next = slot.pointee.next, let end = slot.pointee.end else { return 0 }
    return slot.pointee.packed.count + slot.pointee.chunks.count * HeldRows.chunkRows
      - Int(slot.pointee.gone) - (end - next)
  }

  private mutating func empty(_ slot: UnsafeMutablePointer<Slot>) {
    packedRows -= slot.pointee.packed.count
    packed.release(&slot.pointee.packed)
    free.append(contentsOf: slot.pointee.chunks)
    slot.pointee.chunks.removeAll(keepingCapacity: true)
    slot.pointee.gone = 0
    slot.pointee.next = nil
    slot.pointee.end = nil
    slot.pointee.last = 0
    slot.pointee.isAscending = true
  }

  /// Rows in memory, what is still free in a chunk counted in.
  private var rowsHeld: Int {
    packedRows + (slabs.count * HeldRows.slabChunks - free.count) * HeldRows.chunkRows
  }

  /// Packs the rows of a series, whose chunks are all full.
  private mutating func pack(_ slot: UnsafeMutablePointer<Slot>) {
    for place in slot.pointee.chunks.indices {
      let rows = chunk(place, slot)
      packed.append(rows, to: &slot.pointee.packed)
      packedRows += rows.count
    }
    free.append(contentsOf: slot.pointee.chunks)
    slot.pointee.chunks.removeAll(keepingCapacity: true)
    slot.pointee.gone = 0
  }

  /// The rows held in one of the chunks of a series.
  private func chunk(
    _ place: Int, _ slot: UnsafeMutablePointer<Slot>
  ) -> UnsafeBufferPointer<MetricRow> {
    let gone = place == 0 ? Int(slot.pointee.gone) : 0
    let start = address(slot.pointee.chunks[place])
    let isLast = place == slot.pointee.chunks.count - 1
    let end = isLast ? slot.pointee.next ?? start : start + HeldRows.chunkRows
    return UnsafeBufferPointer(start: start + gone, count: end - start - gone)
  }

  private func address(_ chunk: Int32) -> UnsafeMutablePointer<MetricRow> {
    let (slab, place) = Int(chunk).quotientAndRemainder(dividingBy: HeldRows.slabChunks)
    return slabs[slab] + place * HeldRows.chunkRows
  }

  private mutating func addChunk(_ slot: UnsafeMutablePointer<Slot>) {
    if free.isEmpty {
      let first = Int32(slabs.count * HeldRows.slabChunks)
      slabs.append(HeldRows.slab())
      free.append(contentsOf: (first..<first + Int32(HeldRows.slabChunks)).reversed())
    }
    let chunk = free.removeLast()
    slot.pointee.chunks.append(chunk)
    slot.pointee.next = address(chunk)
    slot.pointee.end = address(chunk) + HeldRows.chunkRows
  }

  /// In one large page of memory, where the system has such: it is at hand at once, and not bit by
  /// bit at the first touch of each of 512 small ones.
  private static func slab() -> UnsafeMutablePointer<MetricRow> {
    let bytes = slabChunks * chunkRows * MemoryLayout<MetricRow>.stride
    let slab = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: bytes)
    madvise(slab, bytes, MADV_HUGEPAGE)
    return slab.assumingMemoryBound(to: MetricRow.self)
  }

  @inline(never)
  private mutating func addSlots(through series: Int) {
    if series >= capacity {
      let larger = max(capacity * 2, series + 1)
      let moved = UnsafeMutablePointer<Slot>.allocate(capacity: larger)
      moved.moveInitialize(from: slots, count: seriesCount)
      slots.deallocate()
      (slots, capacity) = (moved, larger)
    }
    (slots + seriesCount).initialize(repeating: Slot(), count: series + 1 - seriesCount)
    seriesCount = series + 1
  }
}
