import Glibc
public import Vocabulary

/// One file to read, and what it holds according to its name.
public struct InputFile: Hashable, Sendable {
  /// As given, or the folder as given and the name.
  public let path: String
  /// Name without folder.
  public let name: String
  public let feed: Feed

  public init(path: String, name: String, feed: Feed) {
    self.path = path
    self.name = name
    self.feed = feed
  }
}

/// A folder of CSV files whose names tell what they hold.
public enum DatasetFolder {
  /// The feeds without which there is nothing to link.
  static let required: [Feed] = [.deploys, .incidents, .orderMetrics]

  /// The files to read, by name, in whatever order `paths` were given.
  ///
  /// A folder must hold the required feeds; files beside or instead of one are taken as they are.
  /// Throws all problems found, as `InputProblems`.
  public static func inputs(at paths: [String]) throws(InputProblems) -> [InputFile] {
    let (files, problems) = search(paths)
    if let problems = InputProblems(problems) { throw problems }
    return files
  }

  /// The files that can be read in spite of the problems, and the problems.
  ///
  /// - Parameter feedOf: What settings say of a path, which stands above what its name tells.
  public static func search(
    _ paths: [String], feedOf: (String) -> Feed? = { _ in nil }
  ) -> (files: [InputFile], problems: [InputProblem]) {
    var files: [InputFile] = []
    var problems: [InputProblem] = []
    for path in paths.sorted() {
      switch FileStatus.kind(of: path) {
      case nil: problems.append(.notFound(path: path))
      case .folder: search(path, feedOf, into: &files, &problems)
      case .file: take(path, feedOf(path), into: &files, &problems)
      case .other: problems.append(.notAFile(path: path))
      }
    }
    files.sort { ($0.name, $0.path) < ($1.name, $1.path) }
    for (file, next) in zip(files, files.dropFirst()) where file.name == next.name {
      problems.append(.sameNameTwice(path: next.path, other: file.path))
    }
    return (files, problems)
  }

  private static func search(
    _ folder: String, _ feedOf: (String) -> Feed?, into files: inout [InputFile],
    _ problems: inout [InputProblem]
  ) {
    guard let names = entries(of: folder) else {
      problems.append(.cannotOpen(path: folder, reason: String(cString: strerror(errno))))
      return
    }
    let present = Set(names)
    var found: Set<Feed> = []
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      guard let feed = feedOf(path) ?? feedInFolder(name) else { continue }
      found.insert(feed)
      if FileStatus.kind(of: path) != .file {
        problems.append(.notAFile(path: path))
      } else if present.contains(name + ".gz") {
        problems.append(.plainAndCompressed(name: name, folder: folder))
      } else {
        files.append(InputFile(path: path, name: name, feed: feed))
      }
    }
    let there = names.filter { stem($0.lowercased()) != nil && feedInFolder($0) == nil }
    for feed in required where !found.contains(feed) {
      problems.append(
        .feedMissing(
          feed, folder: folder, csvFilesThere: there, otherFeedsThere: !found.isEmpty))
    }
  }

  private static func take(
    _ path: String, _ said: Feed?, into files: inout [InputFile],
    _ problems: inout [InputProblem]
  ) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let feed =
      said ?? stem(name).flatMap { stem in Feed.allCases.first { stem.hasPrefix($0.rawValue) } }
    guard let feed else {
      problems.append(.feedNotInName(path: path))
      return
    }
    files.append(InputFile(path: path, name: name, feed: feed))
  }

  /// The feed of a name in a dataset folder; only order metrics may come in several files.
  static func feedInFolder(_ name: String) -> Feed? {
    guard let stem = stem(name) else { return nil }
    if stem.hasPrefix(Feed.orderMetrics.rawValue) { return .orderMetrics }
    return Feed.allCases.first { $0.rawValue == stem }
  }

  /// The name without `.csv` or `.csv.gz`; `nil` if it has neither.
  private static func stem(_ name: String) -> String? {
    for ending in [".csv", ".csv.gz"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return nil
  }

  /// The names in a folder, in order; `nil` if it cannot be opened.
  private static func entries(of folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted()
  }
}
