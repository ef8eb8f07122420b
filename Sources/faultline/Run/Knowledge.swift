import Datastore
import Vocabulary

/// Which loads a run sees.
struct Knowledge {
  /// The newest of them.
  let load: Int64
  /// For a run that is made again as of a past moment, that moment; its findings are not recorded,
  /// for those of later nights hold.
  let past: Timestamp?

  /// All loads, or those up to `asOf` if some came later. What a command loads itself it sees in
  /// any case; and of a moment before the first load nothing can be told, so that `asOf` is then
  /// only the moment at which feeds should be complete, as it always is.
  init(_ store: Store, asOf: Timestamp?, loadsFiles: Bool) throws {
    let newest = try store.newestLoad()
    let byThen = loadsFiles ? newest : try asOf.map { try store.newestLoad(by: $0) } ?? newest
    load = byThen == 0 ? newest : byThen
    past = load < newest ? asOf : nil
  }

  /// What a run of `window` compares itself with, and what is known of a run of it made before.
  func basis(
    _ store: Store, _ window: TimeWindow, _ settings: Settings
  ) throws -> (made: RunBasis?, previous: PreviousRun?) {
    let made = try store.runBasis(
      of: window, load: load, settingsHash: settings.hash, toolVersion: toolVersion)
    if past != nil { return (made, made?.previous) }
    // Doing a run again gives the report of the first time.
    if let made, made.settingsHash == settings.hash, made.toolVersion == toolVersion {
      return (made, made.previous)
    }
    return (nil, try store.previousRun(for: window))
  }

  func lastWindow(_ store: Store) throws -> TimeWindow? {
    past == nil ? try store.lastRun()?.window : try store.lastWindow(asOf: load)
  }

  /// The verdicts given by then.
  func verdicts(_ store: Store) throws -> [RecordedVerdict] {
    let all = try store.verdicts()
    guard let past else { return all }
    return all.filter { $0.verdict.recordedAt <= past }
  }
}
