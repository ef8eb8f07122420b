import Glibc

// The calls of the system that writing a report needs, each failing with the path and the reason.

func parent(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes a folder and those above it; existing ones are fine.
func makeFolders(_ path: String) throws(ReportFolderError) {
  if isFolder(path) { return }
  if mkdir(path, 0o777) == 0 { return }
  let failure = errno
  if failure == EEXIST, isFolder(path) { return }
  guard failure == ENOENT, parent(path) != path else { throw systemError(path, failure) }
  try makeFolders(parent(path))
  if mkdir(path, 0o777) != 0, errno != EEXIST { throw systemError(path, errno) }
}

/// Writes a new file and waits until it is on disk, so that a rename never shows an empty one.
func writeFile(_ text: String, to path: String) throws(ReportFolderError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
  guard descriptor >= 0 else { throw systemError(path, errno) }
  var failure: Int32 = 0
  var text = text
  text.withUTF8 { bytes in
    var done = 0
    while done < bytes.count, failure == 0 {
      let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[done...])
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 { done += count } else if errno != EINTR { failure = errno }
    }
  }
  if failure == 0, fsync(descriptor) != 0 { failure = errno }
  if close(descriptor) != 0, failure == 0 { failure = errno }
  if failure != 0 { throw systemError(path, failure) }
}

func moveFile(_ from: String, to path: String) throws(ReportFolderError) {
  if rename(from, path) != 0 { throw systemError(path, errno) }
}

/// The text of a file; `nil` if it cannot be read.
func readFile(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count > 0 { bytes += buffer[..<count] } else if count == 0 { break }
    if count < 0, errno != EINTR { return nil }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// Removes a folder of ours and everything in it; links are removed, not followed.
func remove(tree path: String) {
  var state = stat()
  guard lstat(path, &state) == 0 else { return }
  guard state.st_mode & S_IFMT == S_IFDIR else {
    _ = unlink(path)
    return
  }
  for name in names(in: path) { remove(tree: "\(path)/\(name)") }
  _ = rmdir(path)
}

private func names(in path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

private func isFolder(_ path: String) -> Bool {
  var state = stat()
  return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
}

private func systemError(_ path: String, _ number: Int32) -> ReportFolderError {
  .cannotWrite(path: path, reason: String(cString: strerror(number)))
}
