import Detection
import Ingestion
import Vocabulary

/// Drops that another program found, in the place of looking for them.
struct GivenDrops {
  private let file: DropFile

  init(path: String) throws { file = try DropFile.read(path: path) }

  var drops: [Drop] { file.drops }

  /// Those of the window, without figures and without what is no drop.
  func found(in window: TimeWindow) -> DetectionResult {
    let drops = file.drops.filter { $0.window.overlaps(window) || $0.window.seconds == 0 }
    return DetectionResult(
      drops: drops, traces: [:], dismissed: [], overviews: [], shortWeeks: [:])
  }

  var warning: InputWarning {
    .dropsTaken(
      file: file.name, sha256: file.sha256, drops: file.drops.count, repeated: file.repeated,
      renamed: file.renamed)
  }
}
