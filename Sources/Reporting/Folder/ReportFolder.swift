import Glibc

/// The folder that holds a report, replaced so that a reader never sees half of one.
///
/// All files are written aside first, inside the folder itself so that a rename is enough and
/// nothing but the folder needs to be writable. Only then are they renamed into place, pages
/// before the page that links to them. A failure before that point leaves the last report as it
/// was. Files of an earlier report that this one lacks are removed at the end; they are known
/// from a list that the report keeps, so that other files in the folder are never touched.
public enum ReportFolder {
  static let manifest = ".faultline-files"
  private static let staging = ".faultline-new"

  /// Writes `files`, keyed by their path inside the folder, and makes the folder if need be.
  public static func write(files: [String: String], to folder: String)
    throws(ReportFolderError)
  {
    let names = files.keys.sorted(by: linkedFirst)
    for name in names where !isInside(name) { throw .unusableName(name) }
    try makeFolders(folder)
    let aside = "\(folder)/\(staging)"
    remove(tree: aside)
    defer { remove(tree: aside) }
    let before = listed(in: folder)
    for name in names {
      let path = "\(aside)/\(name)"
      try makeFolders(parent(path))
      try writeFile(files[name] ?? "", to: path)
    }
    let kept = Set(before).union(names).sorted()
    try replace(manifest, in: folder, with: kept.joined(separator: "\n") + "\n")
    for name in names {
      try makeFolders(parent("\(folder)/\(name)"))
      try moveFile("\(aside)/\(name)", to: "\(folder)/\(name)")
    }
    for name in before where files[name] == nil && isInside(name) {
      _ = unlink("\(folder)/\(name)")
      if name.contains("/") { _ = rmdir(parent("\(folder)/\(name)")) }
    }
    try replace(manifest, in: folder, with: names.sorted().joined(separator: "\n") + "\n")
  }

  /// Finds out early whether a report can be written to `folder`, leaving what is there as it is;
  /// true if the folder was not there before.
  public static func prepare(_ folder: String) throws(ReportFolderError) -> Bool {
    let isNew = access(folder, F_OK) != 0
    let aside = "\(folder)/\(staging)"
    try makeFolders(aside)
    defer { remove(tree: aside) }
    try writeFile("", to: "\(aside)/\(manifest)")
    return isNew
  }

  /// Takes back a folder that `prepare` made and nothing was written to.
  public static func removeIfEmpty(_ folder: String) { _ = rmdir(folder) }

  /// Pages in subfolders before those that link to them, and what monitors read at the very end.
  private static func linkedFirst(_ one: String, _ other: String) -> Bool {
    func rank(_ name: String) -> Int {
      switch name {
      case ReportPaths.status: 3
      case ReportPaths.nightlyHTML: 2
      case _: name.contains("/") ? 0 : 1
      }
    }
    return (rank(one), one) < (rank(other), other)
  }

  /// A path that cannot leave the folder.
  private static func isInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
      && !name.utf8.contains(0) && !name.contains("\n")
  }

  private static func listed(in folder: String) -> [String] {
    guard let text = readFile("\(folder)/\(manifest)") else { return [] }
    return text.split(separator: "\n").map(String.init)
  }

  private static func replace(_ name: String, in folder: String, with text: String)
    throws(ReportFolderError)
  {
    let aside = "\(folder)/\(staging)/\(name)"
    try makeFolders(parent(aside))
    try writeFile(text, to: aside)
    try moveFile(aside, to: "\(folder)/\(name)")
  }
}

/// Why a report could not be written; the last one is still in place.
public enum ReportFolderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A call of the system failed with this reason.
  case cannotWrite(path: String, reason: String)
  /// The path would lead outside the report's folder.
  case unusableName(String)

  public var description: String {
    switch self {
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason). Name another folder, or change its rights."
    case .unusableName(let name):
      "cannot write a report file named \"\(visible(name))\": it would lie outside the folder."
    }
  }
}
