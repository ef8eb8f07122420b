import Glibc
import Ingestion
import Vocabulary

/// One table of `[feeds]`: where files of a feed lie and how they are read.
struct InputSource {
  let name: String
  let feed: Feed
  /// Patterns of paths, from the working folder.
  let files: [String]
  /// For files of the contract's own form.
  let zone: LocalZone?
  let mapping: FeedMapping?

  /// Whether one of the patterns stands for the file.
  func names(_ path: String) -> Bool {
    let bare = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return files.contains { fnmatch($0, bare, 0) == 0 || fnmatch($0, path, 0) == 0 }
  }
}

/// All that the settings say about inputs.
struct InputSources {
  private let sources: [InputSource]
  private let aliases: [String: String]

  init(sources: [InputSource] = [], aliases: [String: String] = [:]) {
    self.sources = sources
    self.aliases = aliases
  }

  /// Whether files are named at all, so that a command needs none.
  var nameFiles: Bool { sources.contains { !$0.files.isEmpty } }

  /// The files at `paths`, or else those that the settings name; a folder may lack the feeds in
  /// `dispensable`. Throws all problems found, as `InputProblems`.
  func inputs(
    at paths: [String], dispensable: Set<Feed> = []
  ) throws(InputProblems) -> [InputFile] {
    let (files, all) = search(paths)
    let problems = all.filter { problem in
      if case .feedMissing(let feed, _, _, _) = problem {
        !dispensable.contains(feed)
      } else {
        true
      }
    }
    if let problems = InputProblems(problems) { throw problems }
    return files
  }

  /// The files that can be read in spite of the problems, and the problems.
  func search(_ paths: [String]) -> (files: [InputFile], problems: [InputProblem]) {
    guard paths.isEmpty else {
      return DatasetFolder.search(paths) { path in sources.first { $0.names(path) }?.feed }
    }
    var found: Set<String> = []
    var problems: [InputProblem] = []
    for source in sources {
      for pattern in source.files {
        let matching = FileBytes.matching(pattern)
        if matching.isEmpty {
          problems.append(.noFileMatches(pattern: pattern, table: "feeds.\(source.name)"))
        }
        found.formUnion(matching)
      }
    }
    let (files, further) = DatasetFolder.search(found.sorted()) { path in
      sources.first { $0.names(path) }?.feed
    }
    return (files, problems + further)
  }

  /// How a file is to be read.
  func form(of file: InputFile) -> FileForm {
    let source =
      sources.first { $0.names(file.path) }
      ?? sources.first { $0.name == file.feed.rawValue && $0.files.isEmpty }
    guard var mapping = source?.mapping ?? plainMapping(file.feed, zone: source?.zone) else {
      let names = file.feed == .orderMetrics ? aliases : [:]
      if case .fixed(let rule)? = source?.zone { return .own(zone: rule, aliases: names) }
      return .own(zone: nil, aliases: names)
    }
    if InputSources.isJSON(file.name) { mapping.layout = .json(records: mapping.records) }
    for (index, column) in mapping.columns.enumerated()
    where ColumnKind.of(column.column, in: mapping.feed).isSystem {
      mapping.columns[index].aliases = aliases
    }
    return .mapped(mapping)
  }

  /// For files of the contract's own form, which need one only for other names of systems.
  private func plainMapping(_ feed: Feed, zone: LocalZone?) -> FeedMapping? {
    guard !aliases.isEmpty, feed != .calendar, feed != .orderMetrics else { return nil }
    return FeedMapping(
      feed: feed, table: "feeds.\(feed.rawValue)", zone: zone,
      columns: MappingReader.ownColumns(of: feed))
  }

  static func isJSON(_ name: String) -> Bool {
    let bare = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    return [".json", ".ndjson", ".jsonl"].contains { bare.lowercased().hasSuffix($0) }
  }
}
