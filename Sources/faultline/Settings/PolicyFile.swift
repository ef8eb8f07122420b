import Glibc
import Ingestion
import Policy
import Vocabulary

/// The policy file, read as strictly as the settings; its SHA-256 is its version.
struct PolicyFile {
  /// Read beside the settings file where no other file is named, if it is there.
  static let usualName = "policy.toml"

  let policy: SafeguardPolicy
  /// As reports name it.
  let mention: PolicyMention
  /// Names of areas by what the register calls their directors and VPs.
  let areas: [String: String]

  /// The file at `path`, or else `policy.toml` beside the settings (without settings in the
  /// working folder), or else the built-in safeguards. Throws `ToolFailure` with status 78.
  init(path given: String?, settings: Settings) throws {
    let usual = Settings.folder(of: settings.path ?? "") + PolicyFile.usualName
    guard let path = given ?? (access(usual, F_OK) == 0 ? usual : nil) else {
      policy = SafeguardPolicy()
      mention = policy.mention(source: nil)
      areas = [:]
      return
    }
    guard let bytes = FileBytes.read(path) else {
      throw ToolFailure(
        status: .settings,
        message: "\(path): cannot be read. Name a policy file with --policy.")
    }
    var reader = PolicyReader()
    try SettingsTable.read(bytes, of: path) { reader.read($0) }
    policy = reader.policy
    areas = reader.areas
    mention = policy.mention(
      source: (
        path.split(separator: "/").last.map(String.init) ?? path, ContentHash.sha256(of: bytes)
      ))
  }
}
