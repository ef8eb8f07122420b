import Correlation
import Detection
import Glibc
import Ingestion
import Vocabulary

/// The settings file, read strictly: an unknown key is an error, so that a typo cannot switch a
/// rule off.
struct Settings {
  var detection = DetectionSettings()
  var correlation = CorrelationSettings()
  /// Where foreign exports lie and how they are read.
  var sources = InputSources()
  /// A feed whose newest row is older than this is stale.
  var staleAfter: [Feed: Int] = [.orderMetrics: 3 * 3600, .deploys: 26 * 3600]
  /// More rows set aside than both of these make a run incomplete.
  var rowsSetAsideShare = 0.01
  var rowsSetAside = 20
  /// SHA-256 of the file, or of nothing where there is none.
  let hash: String
  /// The file they were read from; `nil` where there is none.
  let path: String?

  /// What is read where no other file is named, if it is there.
  static let usualPath = "faultline.toml"

  /// The file at `path`, or else `faultline.toml` if there is one, or else the defaults. Throws
  /// `ToolFailure` with status 78.
  init(path given: String?) throws {
    let usual = access(Settings.usualPath, F_OK) == 0 ? Settings.usualPath : nil
    path = given ?? usual
    guard let path else {
      hash = ContentHash.sha256(of: [])
      return
    }
    guard let bytes = FileBytes.read(path) else {
      throw ToolFailure(
        status: .settings, message: "\(path): cannot be read. Name a settings file with --config.")
    }
    hash = ContentHash.sha256(of: bytes)
    try SettingsTable.read(bytes, of: path) {
      try apply($0, folder: Settings.folder(of: path))
    }
  }

  /// The folder of a file as a prefix for names beside it: empty, or with a slash at its end.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private mutating func apply(_ file: SettingsTable, folder: String) throws {
    if let part = file.table("detection") { apply(detection: part) }
    if let part = file.table("linking") { apply(linking: part) }
    if file.node("safeguards") != nil {
      file.bad(
        "safeguards",
        "the safeguards have a file of their own now, \(PolicyFile.usualName) beside this one, and "
          + "its hash in every report: move them there (docs/policy.md)")
    }
    if let part = file.table("limits") { apply(limits: part) }
    let presets = try PresetCatalog(folder: folder + "presets")
    let reader = SourceReader(presets: presets, folder: folder)
    if let part = file.table("aliases") { reader.read(aliases: part) }
    if let part = file.table("feeds") { reader.read(feeds: part) }
    staleAfter.merge(reader.staleAfter) { $1 }
    sources = reader.sources
    file.finish()
  }
}

extension Settings {
  /// Throws `ToolFailure` with status 64 if neither the command nor the settings name any file.
  func needFiles(_ given: [String]) throws {
    guard given.isEmpty, !sources.nameFiles else { return }
    throw ToolFailure(
      status: .usage,
      message: "Name a dataset folder or files, or let faultline init find exports and write "
        + "where they are into \(Settings.usualPath).")
  }

  /// Whether a file lost more rows than these settings allow.
  func hasTooManySetAside(_ intake: Intake) -> Bool {
    hasTooManySetAside(intake.rowsOpen, of: intake.rowsRead)
  }

  /// The same of a stream. All rows of a file, however few, are more than any settings allow.
  func hasTooManySetAside(_ count: Int, of read: Int) -> Bool {
    guard count > 0 else { return false }
    return count == read
      || (count > rowsSetAside && Double(count) > rowsSetAsideShare * Double(read))
  }
}
