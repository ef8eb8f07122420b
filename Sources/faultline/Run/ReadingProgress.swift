import Glibc
import Ingestion

/// How far the reading of several files is, by their bytes on disk.
struct ReadingProgress {
  private let sizes: [Int]

  init(_ files: [InputFile]) {
    sizes = files.map { file in
      var status = stat()
      return stat(file.path, &status) == 0 ? Int(status.st_size) : 0
    }
  }

  /// The share of all bytes that lie in the files before this one; below 1.
  func share(before index: Int) -> Double {
    let all = sizes.reduce(1, +)
    return Double(sizes[..<index].reduce(0, +)) / Double(all)
  }
}
