import Ingestion

/// How well a file's headings fit a preset.
struct PresetMatch {
  let preset: Preset
  let look: FileGlance.Look
  /// How many of the signature's columns the file has.
  let found: Int

  var share: Double { Double(found) / Double(preset.signature.count) }

  /// Less than this share of the signature is another kind of file that shares some words.
  static let neededShare = 0.7

  /// A second preset this near leaves it open which one is meant.
  static let clearLead = 0.2

  /// The preset that a file fits, if one does and no other nearly so. One that may be meant instead
  /// of another is not told by headings.
  static func best(_ glance: FileGlance, _ presets: [Preset]) -> PresetMatch? {
    let matches = presets.filter { $0.insteadOf == nil }.compactMap { PresetMatch(glance, $0) }
      .sorted { ($1.share, $0.preset.name) < ($0.share, $1.preset.name) }
    guard let first = matches.first, first.share >= neededShare else { return nil }
    if let second = matches.dropFirst().first, first.share - second.share < clearLead {
      return nil
    }
    return first
  }

  private init?(_ glance: FileGlance, _ preset: Preset) {
    guard let look = glance.look(records: preset.records), !preset.lacks.contains(where: look.has)
    else { return nil }
    self.preset = preset
    self.look = look
    found = preset.signature.count { names in names.contains(where: look.has) }
  }
}
