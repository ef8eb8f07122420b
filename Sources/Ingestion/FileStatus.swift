import Glibc

/// Size, time and identity of a file: what tells that it was written to while it was read.
struct FileStatus: Equatable {
  enum Kind {
    case file, folder, other
  }

  let size: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int
  let inode: UInt

  /// `nil` if the descriptor is not that of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// `nil` if there is no such file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    size = Int(status.st_size)
    modifiedSeconds = status.st_mtim.tv_sec
    modifiedNanoseconds = status.st_mtim.tv_nsec
    inode = UInt(status.st_ino)
  }

  /// What stands at `path`, links followed; `nil` if nothing does.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }
}
