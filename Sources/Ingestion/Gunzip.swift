import CZlib

/// Inflates a gzip stream, concatenated members included.
final class Gunzip {
  /// A gzip file begins with these two bytes.
  static let magic: [UInt8] = [0x1f, 0x8b]

  /// Window bits for the largest window, with 16 added: gzip framing and nothing else (zlib.h).
  private static let gzipWindowBits: Int32 = 15 + 16

  /// At a fixed address, because zlib keeps a pointer back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8]
  private var inputUsed = 0
  private var inputCount: Int
  /// Between two members, or before the first.
  private var atMemberStart = true
  /// The output was full, so more may come although the input is used up.
  private var mayHoldMore = false

  /// What the compressed data lack.
  struct Broken: Error {
    let reason: String
  }

  /// Begins with the first `count` bytes of `first`.
  init(first: [UInt8], count: Int) throws(Broken) {
    input = first
    inputCount = count
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let result = inflateInit2_(
      stream, Gunzip.gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw broken(result) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Fills `output` and returns how many bytes it holds; fewer than fit only at the end.
  ///
  /// `refill` puts more of the file into its argument and returns how much, 0 at the end.
  func read(into output: inout [UInt8], refill: (inout [UInt8]) throws -> Int) throws -> Int {
    var made = 0
    while made < output.count {
      if inputUsed == inputCount, !mayHoldMore {
        inputUsed = 0
        inputCount = try refill(&input)
        if inputCount == 0 { break }
      }
      made += try step(&output, from: made)
    }
    if made == 0, !atMemberStart { throw Broken(reason: "the end is missing") }
    return made
  }

  /// Inflates what is at hand to `output` from `start` on; returns how much came out.
  private func step(_ output: inout [UInt8], from start: Int) throws(Broken) -> Int {
    let room = output.count - start
    let result = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_in = source.baseAddress.map { $0 + inputUsed }
        stream.pointee.avail_in = UInt32(inputCount - inputUsed)
        stream.pointee.next_out = target.baseAddress.map { $0 + start }
        stream.pointee.avail_out = UInt32(room)
        return inflate(stream, Z_NO_FLUSH)
      }
    }
    let hadInput = inputUsed < inputCount
    inputUsed = inputCount - Int(stream.pointee.avail_in)
    let made = room - Int(stream.pointee.avail_out)
    mayHoldMore = made == room
    switch result {
    case Z_OK: atMemberStart = false
    case Z_BUF_ERROR where !hadInput: break
    case Z_STREAM_END:
      atMemberStart = true
      mayHoldMore = false
      guard inflateReset(stream) == Z_OK else { throw broken(result) }
    default: throw broken(result)
    }
    return made
  }

  private func broken(_ result: Int32) -> Broken {
    Broken(reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)")
  }
}
