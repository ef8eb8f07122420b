import CCrypto
import Glibc

/// SHA-256, the name of a file's content.
public enum ContentHash {
  /// Of the file's bytes as they lie on disk, lower-case hexadecimal. Throws `InputProblem`.
  public static func sha256(ofFile path: String) throws -> String {
    let file = try DiskFile(path: path)
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    while try file.read(into: &buffer) > 0 {}
    return try file.finish()
  }

  /// Lower-case hexadecimal.
  public static func sha256(of bytes: [UInt8]) -> String {
    let hasher = SHA256()
    bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
  }
}

/// A running SHA-256 over libcrypto.
final class SHA256 {
  private let context = EVP_MD_CTX_new()

  init() {
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Lower-case hexadecimal; to be called once.
  func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &length)
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
