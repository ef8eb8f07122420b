import CZlib

/// Compression into the gzip format, with no time in the header.
enum Gzip {
  /// The compressed bytes; the same for the same input and the same zlib.
  static func compress(_ bytes: [UInt8]) throws(DatasetWriteError) -> [UInt8] {
    var stream = z_stream()
    // 16 above the window's 15 bits asks for a gzip header, in which zlib writes a time of 0.
    guard
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .cannotCompress }
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { throw .cannotCompress }
    return Array(output.prefix(Int(stream.total_out)))
  }
}
