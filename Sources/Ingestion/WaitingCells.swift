/// Cells as libcsv gives them, one call each, before they are put into a block all at once.
///
/// In memory of its own: growing two arrays by a cell at a time takes a tenth of all reading.
struct WaitingCells {
  private var bytes: UnsafeMutableRawBufferPointer = .allocate(byteCount: 0, alignment: 1)
  private var byteCount = 0
  private var ends: UnsafeMutableBufferPointer<Int> = .allocate(capacity: 0)
  private(set) var count = 0

  /// Makes room for the cells of so many bytes of text, each with a separator but the last.
  mutating func reserve(bytes text: Int) {
    if bytes.count < byteCount + text {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: (byteCount + text) * 2, alignment: 1)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
      bytes.deallocate()
      bytes = larger
    }
    if ends.count < count + text + 1 {
      let larger = UnsafeMutableBufferPointer<Int>.allocate(capacity: (count + text + 1) * 2)
      _ = larger.update(fromContentsOf: ends[..<count])
      ends.deallocate()
      ends = larger
    }
  }

  @inline(__always)
  mutating func append(_ cell: UnsafeRawBufferPointer) {
    precondition(byteCount + cell.count <= bytes.count && count < ends.count)
    if let start = cell.baseAddress {
      bytes.baseAddress?.advanced(by: byteCount).copyMemory(from: start, byteCount: cell.count)
    }
    byteCount += cell.count
    ends[count] = byteCount
    count += 1
  }

  mutating func move(into block: inout RecordBlock) {
    let start = block.bytes.count
    block.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
    var before = start
    block.cells.reserveCapacity(block.cells.count + count)
    for index in 0..<count {
      block.cells.append(.init(start: before, end: start + ends[index]))
      before = start + ends[index]
    }
    (byteCount, count) = (0, 0)
  }

  /// To be called once, at the end.
  func deallocate() {
    bytes.deallocate()
    ends.deallocate()
  }
}
