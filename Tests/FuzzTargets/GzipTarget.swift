import CZlib
import Ingestion
import Vocabulary

/// Compressed files: any bytes behind a gzip header, and any text compressed in several members,
/// which must read as the text itself.
enum GzipTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 2)
    let (choice, cut) = (parted.next(), parted.next())
    let text = parted.text
    if choice % 2 == 0 {
      _ = try ScratchFile.with(text, ending: ".csv.gz") { (path) throws(Contradiction) in
        try Outcome(path, .incidents, as: .own(zone: nil))
      }
      return
    }
    // Such a text is itself taken for a compressed file.
    guard !text.starts(with: [0x1f, 0x8b]) else { return }
    let middle = text.count * cut / 256
    let members = compressed(text[..<middle]) + compressed(text[middle...])
    let outcome = try content(members, ".csv.gz")
    let plain = try content(text, ".csv")
    try Contradiction.unless(outcome == plain, "compressed, it is \(outcome); else \(plain)")
    _ = try content(Array(members.dropLast(1 + choice / 2)), ".csv.gz")
  }

  /// Records and rows set aside as text: the hash is another and the path is.
  private static func content(_ bytes: [UInt8], _ ending: String) throws(Contradiction) -> String {
    try ScratchFile.with(bytes, ending: ending) { (path) throws(Contradiction) in
      switch try Outcome(path, .incidents, as: .own(zone: nil)) {
      case .read(let reading, _): "\(reading.records) \(reading.rejected)"
      case .unusable(let problem): problem.description.replacing(path, with: "")
      }
    }
  }

  /// One gzip member.
  private static func compressed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var input = Array(text)
    var output = [UInt8](repeating: 0, count: input.count + 1024)
    let room = output.count
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(room - Int(stream.avail_out)))
  }
}
