public import Vocabulary

/// What commands answer with `--json` that have little to say.
extension TerminalText {
  /// A verdict as it was recorded, `faultline/verdict/1`.
  public static func verdictJSON(_ verdict: TeamVerdict) -> String {
    let (conclusion, change) = verdict.conclusion.code
    return JSONText.encoded(
      VerdictAnswer(
        schema: "faultline/verdict/1", dropId: verdict.drop.name, conclusion: conclusion,
        changeId: change, team: verdict.team, recordedAt: verdict.recordedAt.description))
  }

  /// What world was written, `faultline/simulate/1`.
  public static func simulateJSON(
    folder: String, seed: UInt64, marketplaces: Int, deploys: Int, drops: Int
  ) -> String {
    JSONText.encoded(
      SimulateAnswer(
        schema: "faultline/simulate/1", folder: folder, seed: seed, marketplaces: marketplaces,
        deploys: deploys, drops: drops))
  }

  /// The known kinds of exports, `faultline/presets/1`; the text of a preset only where it was asked
  /// for.
  public static func presetsJSON(
    _ presets: [(name: String, title: String, feed: Feed, text: String?)]
  ) -> String {
    JSONText.encoded(
      PresetsAnswer(
        schema: "faultline/presets/1",
        presets: presets.map {
          .init(name: $0.name, title: $0.title, feed: $0.feed.rawValue, text: $0.text)
        }))
  }

  /// What was written for which exports, `faultline/init/1`; `policy` is `nil` if there was one
  /// already.
  public static func initJSON(
    files: [String], settings: String, policy: String?, openQuestions: Int
  ) -> String {
    JSONText.encoded(
      InitAnswer(
        schema: "faultline/init/1", files: files, settings: settings, policy: policy,
        openQuestions: openQuestions))
  }
}

private struct VerdictAnswer: Codable, Hashable, Sendable {
  let schema: String
  let dropId: String
  let conclusion: String
  @ExplicitNull var changeId: String?
  let team: String
  let recordedAt: String
}

private struct SimulateAnswer: Codable, Hashable, Sendable {
  let schema: String
  let folder: String
  let seed: UInt64
  let marketplaces: Int
  let deploys: Int
  let drops: Int
}

private struct PresetsAnswer: Codable, Hashable, Sendable {
  struct Preset: Codable, Hashable, Sendable {
    let name: String
    let title: String
    let feed: String
    let text: String?
  }

  let schema: String
  let presets: [Preset]
}

private struct InitAnswer: Codable, Hashable, Sendable {
  let schema: String
  let files: [String]
  let settings: String
  @ExplicitNull var policy: String?
  let openQuestions: Int
}
